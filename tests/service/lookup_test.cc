// Lookups over the wire: one, a batch, a stream, and the explanation of a score.
#include <gtest/gtest.h>

#include <thread>

#include "tests/service/running_server.h"

namespace dragoman {
namespace {

class LookupTest : public testing::Test {
 protected:
  void SetUp() override {
    server_.CreateMemory("un");
    unit_ = server_.Write("memories/un", MakeUnit({{"en", "The ambassador opened the conference."},
                                                   {"ru", "Посол открыл конференцию."},
                                                   {"ur", "سفیر نے کانفرنس کا افتتاح کیا۔"}}));
  }

  static v1::LookupOptions Options() {
    v1::LookupOptions options;
    options.set_source_language("en");
    options.add_target_languages("ru");
    return options;
  }

  static v1::LookupQuery Query(const std::string& text) {
    v1::LookupQuery query;
    query.mutable_segment()->set_text(text);
    return query;
  }

  RunningServer server_;
  std::string unit_;
};

TEST_F(LookupTest, FindsExactAndFuzzy) {
  v1::LookupRequest request;
  *request.mutable_options() = Options();
  *request.mutable_query() = Query("The ambassador opened the conference.");
  v1::LookupResponse response;
  ASSERT_THAT(CallTo(server_.memories(), &MemoryStub::Lookup, request, &response), Succeeds());
  ASSERT_EQ(response.matches_size(), 1);
  const v1::Match& match = response.matches(0);
  EXPECT_EQ(match.score(), 100);
  EXPECT_EQ(match.kind(), v1::EXACT);
  EXPECT_EQ(match.unit(), unit_);
  EXPECT_EQ(match.source().language(), "en");
  ASSERT_EQ(match.targets_size(), 1);
  EXPECT_EQ(match.targets(0).segment().text(), "Посол открыл конференцию.");
  EXPECT_EQ(response.memories(0).name(), "memories/un");
  EXPECT_GT(response.score_version(), 0);

  *request.mutable_query() = Query("The ambassador opened the large conference.");
  request.mutable_options()->set_include_diff(true);
  request.mutable_options()->set_include_explanation(true);
  ASSERT_THAT(CallTo(server_.memories(), &MemoryStub::Lookup, request, &response), Succeeds());
  ASSERT_EQ(response.matches_size(), 1);
  EXPECT_EQ(response.matches(0).kind(), v1::FUZZY);
  EXPECT_LT(response.matches(0).score(), 100);
  EXPECT_GT(response.matches(0).diff_size(), 1);
  EXPECT_EQ(response.matches(0).explanation().score(), response.matches(0).score());
}

TEST_F(LookupTest, ProposesNumbersWhenAsked) {
  server_.Write("memories/un", MakeUnit({{"en", "The meeting lasted for 5 long days in Paris."},
                                         {"ru", "Встреча в Париже длилась 5 долгих дней."}}));
  v1::LookupRequest request;
  *request.mutable_options() = Options();
  *request.mutable_query() = Query("The meeting lasted for 3 long days in Paris.");
  v1::LookupResponse response;
  ASSERT_THAT(CallTo(server_.memories(), &MemoryStub::Lookup, request, &response), Succeeds());
  ASSERT_EQ(response.matches_size(), 1);
  EXPECT_EQ(response.matches(0).proposals_size(), 0);
  request.mutable_options()->set_include_proposals(true);
  ASSERT_THAT(CallTo(server_.memories(), &MemoryStub::Lookup, request, &response), Succeeds());
  ASSERT_EQ(response.matches(0).proposals_size(), 1);
  const v1::Proposal& proposal = response.matches(0).proposals(0);
  EXPECT_EQ(proposal.language(), "ru");
  EXPECT_EQ(proposal.segment().text(), "Встреча в Париже длилась 3 долгих дней.");
  EXPECT_EQ(proposal.changes(0).warnings(0), v1::ProposedChange::CHECK_AGREEMENT);
  EXPECT_EQ(response.matches(0).targets(0).segment().text(),
            "Встреча в Париже длилась 5 долгих дней.");
  request.mutable_options()->add_glossaries("glossaries/none");
  EXPECT_THAT(CallTo(server_.memories(), &MemoryStub::Lookup, request, &response),
              FailsWith(grpc::StatusCode::NOT_FOUND, "glossaries/none"));
}

TEST_F(LookupTest, FindsFragmentsWhenAsked) {
  const std::string query = "Then the ambassador opened the conferences on energy and on water.";
  v1::LookupRequest request;
  *request.mutable_options() = Options();
  *request.mutable_query() = Query(query);
  v1::LookupResponse response;
  ASSERT_THAT(CallTo(server_.memories(), &MemoryStub::Lookup, request, &response), Succeeds());
  EXPECT_EQ(response.matches_size() + response.fragments_size(), 0);
  request.mutable_options()->set_max_fragments(5);
  ASSERT_THAT(CallTo(server_.memories(), &MemoryStub::Lookup, request, &response), Succeeds());
  ASSERT_EQ(response.fragments_size(), 1);
  const v1::Fragment& fragment = response.fragments(0);
  EXPECT_EQ(fragment.kind(), v1::FRAGMENT);
  EXPECT_EQ(fragment.unit(), unit_);
  EXPECT_EQ(fragment.word_count(), 5);
  EXPECT_EQ(
      query.substr(fragment.query().begin(), fragment.query().end() - fragment.query().begin()),
      "the ambassador opened the conferences");
  EXPECT_EQ(fragment.stored().begin(), 0u);
  EXPECT_EQ(fragment.stored().end(), 36u);
  ASSERT_EQ(fragment.targets_size(), 1);
  EXPECT_EQ(fragment.targets(0).segment().text(), "Посол открыл конференцию.");
  request.mutable_options()->set_max_fragments(1001);
  EXPECT_THAT(CallTo(server_.memories(), &MemoryStub::Lookup, request, &response),
              RefusesField("options.max_fragments"));
}

TEST_F(LookupTest, BridgesTwoUnits) {
  const std::string source =
      server_.Write("memories/un", MakeUnit({{"en", "No date is set."}, {"ru", "Дата не ясна."}}));
  v1::Unit unit = MakeUnit({{"en", "no date is set."}, {"ur", "تاریخ طے نہیں۔"}});
  unit.set_origin(v1::MACHINE);
  unit.set_author("Anna");
  const std::string target = server_.Write("memories/un", unit);
  v1::LookupRequest request;
  request.mutable_options()->set_source_language("ru");
  request.mutable_options()->add_target_languages("ur");
  *request.mutable_query() = Query("Дата не ясна.");
  v1::LookupResponse response;
  ASSERT_THAT(CallTo(server_.memories(), &MemoryStub::Lookup, request, &response), Succeeds());
  ASSERT_EQ(response.matches_size(), 1);
  const v1::Match& match = response.matches(0);
  EXPECT_EQ(match.kind(), v1::BRIDGED);
  EXPECT_EQ(match.score(), 99);
  EXPECT_EQ(match.ranked_score(), 94);
  EXPECT_EQ(match.applied_penalties(0).reason(), "bridge");
  EXPECT_EQ(match.unit(), source);
  EXPECT_EQ(match.source().segment().text(), "Дата не ясна.");
  EXPECT_EQ(match.targets(0).segment().text(), "تاریخ طے نہیں۔");
  EXPECT_EQ(match.author(), "");
  EXPECT_EQ(match.bridge().unit(), target);
  EXPECT_EQ(match.bridge().source_pivot().segment().text(), "No date is set.");
  EXPECT_EQ(match.bridge().pivot().segment().text(), "no date is set.");
  EXPECT_EQ(match.bridge().source_score(), 100);
  EXPECT_EQ(match.bridge().pivot_score(), 99);
  EXPECT_EQ(match.bridge().origin(), v1::MACHINE);
  EXPECT_EQ(match.bridge().author(), "Anna");
  EXPECT_FALSE(match.bridge().etag().empty());

  request.mutable_options()->set_without_bridging(true);
  ASSERT_THAT(CallTo(server_.memories(), &MemoryStub::Lookup, request, &response), Succeeds());
  EXPECT_EQ(response.matches_size(), 0);
}

TEST_F(LookupTest, RefusesWrongRequests) {
  v1::LookupRequest request;
  v1::LookupResponse response;
  const auto call = [&] {
    return CallTo(server_.memories(), &MemoryStub::Lookup, request, &response);
  };
  EXPECT_THAT(call(), RefusesField("options.source_language"));
  *request.mutable_options() = Options();
  *request.mutable_query() = Query(std::string(65537, 'x'));
  EXPECT_THAT(call(), RefusesField("query.segment.text"));
  *request.mutable_query() = Query("x");
  request.mutable_options()->add_memories()->set_name("memories/none");
  EXPECT_THAT(call(), FailsWith(grpc::StatusCode::NOT_FOUND, "none"));
  request.mutable_options()->mutable_memories(0)->set_penalty(101);
  EXPECT_THAT(call(), RefusesField("options.memories[0].penalty"));
}

TEST_F(LookupTest, BatchAnswersInOrder) {
  v1::BatchLookupRequest request;
  *request.mutable_options() = Options();
  *request.add_queries() = Query("Something else entirely.");
  *request.add_queries() = Query("The ambassador opened the conference.");
  v1::BatchLookupResponse response;
  ASSERT_THAT(CallTo(server_.memories(), &MemoryStub::BatchLookup, request, &response), Succeeds());
  ASSERT_EQ(response.responses_size(), 2);
  EXPECT_EQ(response.responses(0).matches_size(), 0);
  EXPECT_EQ(response.responses(1).matches_size(), 1);
  *request.add_queries() = Query(std::string("\xD0\xB0", 2) + std::string(70'000, 'x'));
  EXPECT_THAT(CallTo(server_.memories(), &MemoryStub::BatchLookup, request, &response),
              RefusesField("queries[2].segment.text"));
  request.clear_queries();
  EXPECT_THAT(CallTo(server_.memories(), &MemoryStub::BatchLookup, request, &response),
              RefusesField("queries"));
  for (int i = 0; i < 1001; ++i) *request.add_queries() = Query("x");
  EXPECT_THAT(CallTo(server_.memories(), &MemoryStub::BatchLookup, request, &response),
              RefusesField("queries"));
}

TEST_F(LookupTest, Explains) {
  v1::ExplainRequest request;
  request.set_language("en");
  request.mutable_query()->set_text("The ambassador spoke.");
  request.mutable_stored()->set_text("The ambassadors spoke.");
  v1::Explanation explanation;
  ASSERT_THAT(CallTo(server_.memories(), &MemoryStub::Explain, request, &explanation), Succeeds());
  EXPECT_EQ(explanation.penalties().endings(), 100 - explanation.score());
  EXPECT_EQ(explanation.query_size(), 3);
  EXPECT_EQ(explanation.alignment(1).kind(), v1::DiffPart::ENDING);
  request.mutable_stored()->add_codes()->set_position_byte(1000);
  EXPECT_THAT(CallTo(server_.memories(), &MemoryStub::Explain, request, &explanation),
              RefusesField("stored.codes[0].kind"));
  request.mutable_stored()->mutable_codes(0)->set_kind(v1::Code::OPEN);
  EXPECT_THAT(CallTo(server_.memories(), &MemoryStub::Explain, request, &explanation),
              RefusesField("stored.codes[0].position_byte"));
  request.clear_language();
  EXPECT_THAT(CallTo(server_.memories(), &MemoryStub::Explain, request, &explanation),
              RefusesField("language"));
}

TEST_F(LookupTest, StreamAnswersInOrderAndGoesOnAfterErrors) {
  Context context;
  const auto stream = server_.memories().StreamLookup(&context);
  v1::StreamLookupRequest request;
  *request.mutable_options() = Options();
  ASSERT_TRUE(stream->Write(request));  // Options only: no answer.
  request.clear_options();
  constexpr int kQueries = 100;
  std::thread writer([&stream, &request] {
    for (int i = 0; i < kQueries; ++i) {
      request.set_tag(std::to_string(i));
      *request.mutable_query() = i % 10 == 3 ? Query(std::string(65537, 'x'))
                                             : Query("The ambassador opened the conference.");
      stream->Write(request);
    }
    stream->WritesDone();
  });
  v1::StreamLookupResponse response;
  int count = 0;
  for (; stream->Read(&response); ++count) {
    EXPECT_EQ(response.tag(), std::to_string(count));
    EXPECT_EQ(response.has_error(), count % 10 == 3);
    EXPECT_EQ(response.has_response(), count % 10 != 3);
    EXPECT_EQ(FieldIn(response.error()), count % 10 == 3 ? "query.segment.text" : "");
  }
  writer.join();
  EXPECT_EQ(count, kQueries);
  EXPECT_THAT(stream->Finish(), Succeeds());
}

TEST_F(LookupTest, StreamAnswersSeveralQueriesOfOneMessage) {
  Context context;
  const auto stream = server_.memories().StreamLookup(&context);
  v1::StreamLookupRequest request;
  *request.mutable_options() = Options();
  request.set_tag("three");
  *request.add_queries() = Query("The ambassador opened the conference.");
  *request.add_queries() = Query(std::string(65537, 'x'));
  *request.add_queries() = Query("Nothing of this kind is stored anywhere.");
  ASSERT_TRUE(stream->Write(request));
  v1::StreamLookupResponse response;
  ASSERT_TRUE(stream->Read(&response));
  EXPECT_EQ(response.tag(), "three");
  EXPECT_FALSE(response.has_response() || response.has_error());
  ASSERT_EQ(response.answers_size(), 3);
  EXPECT_EQ(response.answers(0).response().matches(0).targets(0).language(), "ru");
  EXPECT_EQ(FieldIn(response.answers(1).error()), "queries[1].segment.text");
  EXPECT_FALSE(response.answers(1).has_response());
  EXPECT_TRUE(response.answers(2).has_response());
  EXPECT_EQ(response.answers(2).response().matches_size(), 0);
  *request.mutable_query() = Query("x");
  ASSERT_TRUE(stream->Write(request));
  EXPECT_FALSE(stream->Read(&response));
  EXPECT_THAT(stream->Finish(), RefusesField("queries"));
}

// Answers that are ready wait for the first one, which takes long: all go out at once then.
TEST_F(LookupTest, StreamSendsASlowFirstAnswerAndThoseBehindIt) {
  for (int round = 0; round < 3; ++round) {
    // Nothing else that goes over the connection may push them out.
    const auto memories = v1::MemoryService::NewStub(server_.Connect());
    Context context;
    const auto stream = memories->StreamLookup(&context);
    v1::StreamLookupRequest request;
    *request.mutable_options() = Options();
    for (int i = 0; i < 100; ++i) *request.add_queries() = Query("The ambassador opened it.");
    ASSERT_TRUE(stream->Write(request));
    request.clear_queries();
    *request.mutable_query() = Query("The ambassador opened the conference.");
    for (int i = 0; i < 3; ++i) ASSERT_TRUE(stream->Write(request));
    v1::StreamLookupResponse response;
    for (int i = 0; i < 4; ++i) ASSERT_TRUE(stream->Read(&response)) << "answer " << i;
    stream->WritesDone();
    EXPECT_THAT(stream->Finish(), Succeeds());
  }
}

TEST_F(LookupTest, StreamRefusesAMessageOfTooManyQueries) {
  Context context;
  const auto stream = server_.memories().StreamLookup(&context);
  v1::StreamLookupRequest request;
  *request.mutable_options() = Options();
  for (int i = 0; i <= 100; ++i) *request.add_queries() = Query("x");
  ASSERT_TRUE(stream->Write(request));
  v1::StreamLookupResponse response;
  EXPECT_FALSE(stream->Read(&response));
  EXPECT_THAT(stream->Finish(), RefusesField("queries"));
}

TEST_F(LookupTest, StreamTakesOtherOptions) {
  Context context;
  const auto stream = server_.memories().StreamLookup(&context);
  v1::StreamLookupRequest request;
  *request.mutable_options() = Options();
  *request.mutable_query() = Query("The ambassador opened the conference.");
  v1::StreamLookupResponse response;
  stream->Write(request);
  ASSERT_TRUE(stream->Read(&response));
  EXPECT_EQ(response.response().matches(0).targets(0).language(), "ru");
  request.mutable_options()->set_target_languages(0, "ur");
  stream->Write(request);
  ASSERT_TRUE(stream->Read(&response));
  EXPECT_EQ(response.response().matches(0).targets(0).language(), "ur");
  request.clear_options();
  stream->Write(request);
  ASSERT_TRUE(stream->Read(&response));
  EXPECT_EQ(response.response().matches(0).targets(0).language(), "ur");
  stream->WritesDone();
  EXPECT_THAT(stream->Finish(), Succeeds());
}

TEST_F(LookupTest, StreamNeedsOptions) {
  Context context;
  const auto stream = server_.memories().StreamLookup(&context);
  v1::StreamLookupRequest request;
  *request.mutable_query() = Query("x");
  stream->Write(request);
  v1::StreamLookupResponse response;
  EXPECT_FALSE(stream->Read(&response));
  EXPECT_THAT(stream->Finish(), RefusesField("options"));
}

TEST_F(LookupTest, StreamRefusesWrongOptionsAfterTheAnswersBefore) {
  Context context;
  const auto stream = server_.memories().StreamLookup(&context);
  v1::StreamLookupRequest request;
  *request.mutable_options() = Options();
  *request.mutable_query() = Query("x");
  stream->Write(request);
  request.mutable_options()->set_min_score(1000);
  stream->Write(request);
  v1::StreamLookupResponse response;
  EXPECT_TRUE(stream->Read(&response));
  EXPECT_FALSE(stream->Read(&response));
  EXPECT_THAT(stream->Finish(), RefusesField("options.min_score"));
}

TEST_F(LookupTest, EmptyStreamSucceeds) {
  Context context;
  const auto stream = server_.memories().StreamLookup(&context);
  stream->WritesDone();
  EXPECT_THAT(stream->Finish(), Succeeds());
}

TEST_F(LookupTest, StreamsThatAreCancelledLeaveNothingBehind) {
  for (int round = 0; round < 50; ++round) {
    Context context;
    const auto stream = server_.memories().StreamLookup(&context);
    v1::StreamLookupRequest request;
    *request.mutable_options() = Options();
    *request.mutable_query() = Query("The ambassador opened the conference.");
    for (int i = 0; i < round; ++i) stream->Write(request);
    v1::StreamLookupResponse response;
    if (round % 2 == 1) stream->Read(&response);
    context.TryCancel();
    EXPECT_FALSE(stream->Finish().ok());
  }
  // Every reactor has ended: a drain without patience for any of them returns.
  server_.server().Drain(absl::Seconds(30));
}

TEST_F(LookupTest, DeadlinesAreKept) {
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() - std::chrono::seconds(1));
  v1::LookupRequest request;
  v1::LookupResponse response;
  EXPECT_THAT(server_.memories().Lookup(&context, request, &response),
              FailsWith(grpc::StatusCode::DEADLINE_EXCEEDED, ""));
}

}  // namespace
}  // namespace dragoman
