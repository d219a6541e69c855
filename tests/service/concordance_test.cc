// The concordance over the wire.
#include <gtest/gtest.h>

#include "tests/service/running_server.h"

namespace dragoman {
namespace {

class ConcordanceCall : public testing::Test {
 protected:
  void SetUp() override {
    server_.CreateMemory("un");
    for (const char* text : {"The ambassador spoke.", "Two ambassadors", "The minister spoke."}) {
      units_.push_back(server_.Write("memories/un", MakeUnit({{"en", text}, {"ru", "перевод"}})));
    }
    request_.set_query("ambassador");
    request_.set_language("en");
  }

  grpc::Status Call() {
    response_.Clear();
    return CallTo(server_.memories(), &MemoryStub::SearchConcordance, request_, &response_);
  }

  RunningServer server_;
  std::vector<std::string> units_;
  v1::SearchConcordanceRequest request_;
  v1::SearchConcordanceResponse response_;
};

TEST_F(ConcordanceCall, FindsWordsInTheirPlaces) {
  ASSERT_THAT(Call(), Succeeds());
  ASSERT_EQ(response_.hits_size(), 2);
  EXPECT_EQ(response_.total_count(), 2u);
  const v1::ConcordanceHit& hit = response_.hits(0);
  EXPECT_EQ(hit.unit(), units_[1]);
  EXPECT_EQ(hit.source().language(), "en");
  EXPECT_EQ(hit.source().segment().text(), "Two ambassadors");
  ASSERT_EQ(hit.occurrences_size(), 1);
  EXPECT_EQ(hit.occurrences(0).begin(), 4u);
  EXPECT_EQ(hit.occurrences(0).end(), 15u);
  EXPECT_EQ(hit.targets(0).segment().text(), "перевод");
  EXPECT_EQ(response_.memories(0).name(), "memories/un");
  EXPECT_GT(response_.text_rules_version(), 0);
}

TEST_F(ConcordanceCall, TokensBelongToTheirQuery) {
  request_.set_query("spoke");
  request_.set_page_size(1);
  ASSERT_THAT(Call(), Succeeds());
  EXPECT_EQ(response_.hits(0).unit(), units_[2]);
  request_.set_page_token(response_.next_page_token());
  request_.set_page_size(2);
  ASSERT_THAT(Call(), Succeeds());
  EXPECT_EQ(response_.hits(0).unit(), units_[0]);
  EXPECT_EQ(response_.total_count(), 2u);
  EXPECT_EQ(response_.next_page_token(), "");
  request_.set_query("ambassador");
  EXPECT_THAT(Call(), RefusesField("page_token"));
}

TEST_F(ConcordanceCall, NamesWrongFields) {
  request_.set_query("a \"b");
  EXPECT_THAT(Call(), RefusesField("query"));
  request_.set_query("a");
  request_.clear_language();
  EXPECT_THAT(Call(), RefusesField("language"));
  request_.set_language("en");
  request_.set_page_size(-1);
  EXPECT_THAT(Call(), RefusesField("page_size"));
  request_.clear_page_size();
  request_.add_memories("un");
  request_.add_memories("memories/un");
  EXPECT_THAT(Call(), RefusesField("memories[1]"));
}

}  // namespace
}  // namespace dragoman
