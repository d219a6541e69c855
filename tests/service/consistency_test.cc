// Reports of consistency over the wire.
#include <gtest/gtest.h>

#include "tests/service/running_server.h"

namespace dragoman {
namespace {

class ConsistencyCall : public testing::Test {
 protected:
  struct Report {
    grpc::Status status;
    std::vector<v1::ConsistencyFinding> findings;
    v1::ConsistencySummary summary;
    int progresses = 0;
    bool ended = false;  // The summary came, and nothing after it.
  };

  static v1::ReportConsistencyRequest Request() {
    v1::ReportConsistencyRequest request;
    request.set_source_language("en");
    request.set_target_language("ru");
    return request;
  }

  Report Run(const v1::ReportConsistencyRequest& request) {
    Context context;
    const auto stream = server_.checks().ReportConsistency(&context, request);
    Report report;
    v1::ReportConsistencyResponse response;
    while (stream->Read(&response)) {
      report.ended = response.has_summary();
      if (response.has_progress()) ++report.progresses;
      if (response.has_finding()) report.findings.push_back(response.finding());
      if (response.has_summary()) report.summary = response.summary();
    }
    report.status = stream->Finish();
    return report;
  }

  RunningServer server_;
};

TEST_F(ConsistencyCall, TellsProgressFindingsAndSummary) {
  server_.CreateMemory("m");
  v1::Unit unit = MakeUnit({{"en", "Yes."}, {"ru", "Да."}});
  unit.set_author("anna");
  const std::string first = server_.Write("memories/m", unit);
  unit.mutable_variants(1)->mutable_segment()->set_text("Ага.");
  unit.mutable_variants(1)->clear_previous();
  v1::WriteUnitsRequest write;
  write.set_parent("memories/m");
  write.set_policy(v1::ADD);
  *write.add_units() = unit;
  v1::WriteUnitsResponse written;
  ASSERT_THAT(CallTo(server_.memories(), &v1::MemoryService::Stub::WriteUnits, write, &written),
              Succeeds());
  v1::ReportConsistencyRequest request = Request();
  request.set_max_examples(1);
  const Report report = Run(request);
  ASSERT_THAT(report.status, Succeeds());
  EXPECT_TRUE(report.ended);
  EXPECT_GT(report.progresses, 1);
  ASSERT_EQ(report.findings.size(), 1u);
  const v1::ConsistencyFinding& finding = report.findings[0];
  EXPECT_EQ(finding.kind(), v1::SOURCE_RENDERINGS);
  EXPECT_EQ(finding.use_count(), 2u);
  ASSERT_EQ(finding.renderings_size(), 2);
  const v1::ConsistencyRendering& rendering = finding.renderings(1);
  EXPECT_EQ(rendering.text(), "Да.");
  EXPECT_EQ(rendering.first_use().unit(), first);
  EXPECT_GT(rendering.first_use().update_time().seconds(), 0);
  EXPECT_EQ(rendering.authors(0).author(), "anna");
  ASSERT_EQ(rendering.examples_size(), 1);
  EXPECT_EQ(rendering.examples(0).source().text(), "Yes.");
  EXPECT_EQ(report.summary.unit_count(), 2u);
  // Bridges over English make no sense from English.
  ASSERT_EQ(report.summary.counts_size(), 3);
  EXPECT_EQ(report.summary.counts(2).found_count(), 1u);
  EXPECT_EQ(report.summary.memories(0).name(), "memories/m");
  EXPECT_GT(report.summary.text_rules_version(), 0);
}

TEST_F(ConsistencyCall, ReadsPairsAlone) {
  server_.CreateMemory("m");
  v1::ReportConsistencyRequest request = Request();
  for (const char* target : {"Да.", "Ага.", ""}) {
    v1::TranslationPair& pair = *request.add_pairs();
    pair.mutable_source()->set_text("Yes.");
    pair.mutable_target()->set_text(target);
  }
  const Report report = Run(request);
  ASSERT_THAT(report.status, Succeeds());
  ASSERT_EQ(report.findings.size(), 1u);
  EXPECT_EQ(report.findings[0].renderings(0).first_use().pair_index(), 1u);
  EXPECT_TRUE(report.findings[0].renderings(0).first_use().unit().empty());
  EXPECT_EQ(report.summary.unit_count(), 2u);
  EXPECT_EQ(report.summary.memories_size(), 0);
}

TEST_F(ConsistencyCall, FindingsFitIntoMessages) {
  v1::ReportConsistencyRequest request = Request();
  const std::string source(30000, 's');
  for (int i = 0; i < 50; ++i) {
    v1::TranslationPair& pair = *request.add_pairs();
    pair.mutable_source()->set_text(source);
    pair.mutable_target()->set_text(std::string(30000, static_cast<char>('a' + i % 26)) +
                                    std::string(static_cast<size_t>(i), '-'));
  }
  request.set_max_examples(20);
  const Report report = Run(request);
  ASSERT_THAT(report.status, Succeeds());
  ASSERT_EQ(report.findings.size(), 1u);
  EXPECT_EQ(report.findings[0].renderings_size(), 50);
  EXPECT_LT(report.findings[0].ByteSizeLong(), 4u << 20);
}

TEST_F(ConsistencyCall, RefusalsNameTheField) {
  v1::ReportConsistencyRequest request = Request();
  request.set_target_language("en");
  EXPECT_THAT(Run(request).status, RefusesField("target_language"));
  request = Request();
  request.add_kinds(v1::BRIDGED_RENDERINGS);
  EXPECT_THAT(Run(request).status, RefusesField("bridge_language"));
  request = Request();
  request.add_kinds(static_cast<v1::ConsistencyKind>(99));
  EXPECT_THAT(Run(request).status, RefusesField("kinds[0]"));
  request = Request();
  request.set_max_findings(-1);
  EXPECT_THAT(Run(request).status, RefusesField("max_findings"));
  request = Request();
  request.add_pairs()->mutable_source()->set_text(std::string(70000, 'x'));
  EXPECT_THAT(Run(request).status, RefusesField("pairs[0].source.text"));
}

}  // namespace
}  // namespace dragoman
