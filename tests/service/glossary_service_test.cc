// Glossaries, their concepts, and the recognition of terms over the wire.
#include <gtest/gtest.h>

#include "tests/service/running_server.h"

namespace dragoman {
namespace {

class GlossaryServiceTest : public testing::Test {
 protected:
  void SetUp() override { server_.CreateGlossary("titles"); }

  template <typename Request, typename Response>
  grpc::Status Call(grpc::Status (GlossaryStub::*method)(grpc::ClientContext*, const Request&,
                                                         Response*),
                    const Request& request, Response* response) {
    return CallTo(server_.glossaries(), method, request, response);
  }

  static v1::WriteConceptsRequest WriteOf(std::initializer_list<v1::Concept> concepts) {
    v1::WriteConceptsRequest request;
    request.set_parent("glossaries/titles");
    for (const v1::Concept& entry : concepts) *request.add_concepts() = entry;
    return request;
  }

  static v1::Concept Ambassador() {
    return MakeConcept("ambassador", {{"en", "ambassador"}, {"ru", "посол"}, {"ur", "سفیر"}});
  }

  grpc::Status Write(const v1::WriteConceptsRequest& request) {
    return Call(&GlossaryStub::WriteConcepts, request, &written_);
  }

  grpc::Status Get(const std::string& name, v1::Concept* entry) {
    v1::GetConceptRequest request;
    request.set_name(name);
    return Call(&GlossaryStub::GetConcept, request, entry);
  }

  RunningServer server_;
  v1::WriteConceptsResponse written_;
};

TEST_F(GlossaryServiceTest, HasTheLifeOfAResource) {
  v1::CreateGlossaryRequest create;
  create.set_glossary_id("titles");
  v1::Glossary glossary;
  EXPECT_THAT(Call(&GlossaryStub::CreateGlossary, create, &glossary),
              FailsWith(grpc::StatusCode::ALREADY_EXISTS, ""));
  create.set_glossary_id("Titles");
  EXPECT_THAT(Call(&GlossaryStub::CreateGlossary, create, &glossary), RefusesField("glossary_id"));
  v1::UpdateGlossaryRequest update;
  update.mutable_glossary()->set_name("glossaries/titles");
  update.mutable_glossary()->set_display_name("Titles");
  ASSERT_THAT(Call(&GlossaryStub::UpdateGlossary, update, &glossary), Succeeds());
  EXPECT_EQ(glossary.display_name(), "Titles");
  v1::ListGlossariesResponse list;
  ASSERT_THAT(Call(&GlossaryStub::ListGlossaries, v1::ListGlossariesRequest(), &list), Succeeds());
  EXPECT_EQ(list.glossaries_size(), 1);
  v1::DeleteGlossaryRequest remove;
  remove.set_name("glossaries/titles");
  google::protobuf::Empty empty;
  EXPECT_THAT(Call(&GlossaryStub::DeleteGlossary, remove, &empty), Succeeds());
  v1::GetGlossaryRequest get;
  get.set_name("glossaries/titles");
  EXPECT_THAT(Call(&GlossaryStub::GetGlossary, get, &glossary),
              FailsWith(grpc::StatusCode::NOT_FOUND, ""));
}

TEST_F(GlossaryServiceTest, WritesGetsAndDeletesConcepts) {
  ASSERT_THAT(Write(WriteOf({Ambassador()})), Succeeds());
  EXPECT_EQ(written_.results(0).outcome(), v1::ConceptResult::STORED);
  const std::string name = "glossaries/titles/concepts/ambassador";
  EXPECT_EQ(written_.results(0).name(), name);
  v1::Concept entry;
  ASSERT_THAT(Get(name, &entry), Succeeds());
  EXPECT_EQ(entry.terms(1).text(), "посол");
  EXPECT_EQ(entry.etag(), written_.results(0).etag());

  ASSERT_THAT(Write(WriteOf({entry})), Succeeds());
  EXPECT_EQ(written_.results(0).outcome(), v1::ConceptResult::UNCHANGED);
  entry.set_note("Changed.");
  ASSERT_THAT(Write(WriteOf({entry})), Succeeds());
  EXPECT_EQ(written_.results(0).outcome(), v1::ConceptResult::REPLACED);
  EXPECT_EQ(written_.account().merged(), 1u);
  EXPECT_THAT(Write(WriteOf({entry})), FailsAbout(grpc::StatusCode::ABORTED, "concepts[0].etag"));

  v1::DeleteConceptRequest remove;
  remove.set_name(name);
  google::protobuf::Empty empty;
  ASSERT_THAT(Call(&GlossaryStub::DeleteConcept, remove, &empty), Succeeds());
  EXPECT_THAT(Get(name, &entry), FailsWith(grpc::StatusCode::NOT_FOUND, ""));
  EXPECT_THAT(Get("glossaries/titles", &entry), RefusesField("name"));
}

TEST_F(GlossaryServiceTest, RefusesWrongConcepts) {
  EXPECT_THAT(Write(WriteOf({})), RefusesField("concepts"));
  EXPECT_THAT(Write(WriteOf({Ambassador(), Ambassador()})), RefusesField("concepts[1].name"));
  EXPECT_THAT(Write(WriteOf({Ambassador(), MakeConcept("x", {{"en", "?"}})})),
              RefusesField("concepts[1].terms[0].text"));
  EXPECT_THAT(Write(WriteOf({MakeConcept("glossaries/places/concepts/x", {{"en", "x"}})})),
              RefusesField("concepts[0].name"));
  EXPECT_THAT(Write(WriteOf({MakeConcept("x", {})})), RefusesField("concepts[0].terms"));
  auto request = WriteOf({Ambassador()});
  request.set_parent("glossaries/none");
  EXPECT_THAT(Write(request), FailsWith(grpc::StatusCode::NOT_FOUND, ""));
}

TEST_F(GlossaryServiceTest, ValidateOnlyAndRequestIds) {
  auto request = WriteOf({Ambassador()});
  request.set_validate_only(true);
  ASSERT_THAT(Write(request), Succeeds());
  EXPECT_EQ(written_.account().stored(), 1u);
  v1::Concept entry;
  EXPECT_THAT(Get("glossaries/titles/concepts/ambassador", &entry),
              FailsWith(grpc::StatusCode::NOT_FOUND, ""));
  request.set_validate_only(false);
  request.set_request_id("7b6c");
  ASSERT_THAT(Write(request), Succeeds());
  const std::string first = written_.SerializeAsString();
  ASSERT_THAT(Write(request), Succeeds());
  EXPECT_EQ(written_.SerializeAsString(), first);
  request.mutable_concepts(0)->set_note("other");
  EXPECT_THAT(Write(request), FailsAbout(grpc::StatusCode::ALREADY_EXISTS, "request_id"));
}

TEST_F(GlossaryServiceTest, ListsAndSearches) {
  auto request = WriteOf({});
  for (int i = 0; i < 5; ++i) {
    const std::string id = "c" + std::to_string(i);
    *request.add_concepts() = MakeConcept(id, {{"en", ("title " + id).c_str()}});
  }
  ASSERT_THAT(Write(request), Succeeds());
  v1::ListConceptsRequest list;
  list.set_parent("glossaries/titles");
  list.set_page_size(2);
  std::string ids;
  do {
    v1::ListConceptsResponse page;
    ASSERT_THAT(Call(&GlossaryStub::ListConcepts, list, &page), Succeeds());
    for (const v1::Concept& entry : page.concepts()) ids += entry.name().substr(27) + " ";
    list.set_page_token(page.next_page_token());
  } while (!list.page_token().empty());
  EXPECT_EQ(ids, "c0 c1 c2 c3 c4 ");
  v1::SearchConceptsRequest search;
  search.set_query("TIT");
  search.set_limit(3);
  v1::SearchConceptsResponse found;
  ASSERT_THAT(Call(&GlossaryStub::SearchConcepts, search, &found), Succeeds());
  EXPECT_EQ(found.concepts_size(), 3);
  EXPECT_TRUE(found.truncated());
  search.clear_query();
  EXPECT_THAT(Call(&GlossaryStub::SearchConcepts, search, &found), RefusesField("query"));
  search.set_query("x");
  search.set_language("english");
  EXPECT_THAT(Call(&GlossaryStub::SearchConcepts, search, &found), RefusesField("language"));
}

TEST_F(GlossaryServiceTest, RecognisesTerms) {
  ASSERT_THAT(Write(WriteOf({Ambassador()})), Succeeds());
  v1::RecogniseTermsRequest request;
  request.mutable_options()->set_source_language("en");
  request.mutable_options()->add_target_languages("ru");
  request.set_text("Two Ambassadors arrived.");
  v1::RecogniseTermsResponse response;
  ASSERT_THAT(Call(&GlossaryStub::RecogniseTerms, request, &response), Succeeds());
  ASSERT_EQ(response.terms_size(), 1);
  const v1::RecognisedTerm& term = response.terms(0);
  EXPECT_EQ(term.text(), "Ambassadors");
  EXPECT_EQ(term.range().begin(), 4u);
  EXPECT_EQ(term.concept_name(), "glossaries/titles/concepts/ambassador");
  EXPECT_EQ(term.term(), "ambassador");
  EXPECT_FALSE(term.exact());
  ASSERT_EQ(term.renderings_size(), 1);
  EXPECT_EQ(term.renderings(0).text(), "посол");
  EXPECT_EQ(response.glossaries(0).name(), "glossaries/titles");
  request.mutable_options()->clear_source_language();
  EXPECT_THAT(Call(&GlossaryStub::RecogniseTerms, request, &response),
              RefusesField("options.source_language"));
  request.mutable_options()->set_source_language("en");
  request.set_text(std::string((1 << 20) + 1, 'x'));
  EXPECT_THAT(Call(&GlossaryStub::RecogniseTerms, request, &response), RefusesField("text"));
}

TEST_F(GlossaryServiceTest, TermsHaveTheStatusOfTheOutletAndTheirTime) {
  v1::Concept entry =
      MakeConcept("fm", {{"en", "FM"}, {"en", "Foreign Minister"}, {"ru", "министр"}});
  entry.set_valid_until("2021");
  entry.set_confidence("common");
  entry.mutable_terms(0)->set_type(v1::ABBREVIATION);
  entry.mutable_terms(0)->set_full_form("Foreign Minister");
  v1::OutletStatus& outlet = *entry.mutable_terms(2)->add_outlets();
  outlet.set_outlet("tass");
  outlet.set_status(v1::FORBIDDEN);
  entry.mutable_terms(2)->set_animacy("animate");
  ASSERT_THAT(Write(WriteOf({entry})), Succeeds());
  v1::RecogniseTermsRequest request;
  request.mutable_options()->set_source_language("en");
  request.mutable_options()->add_target_languages("ru");
  request.mutable_options()->set_as_of("2022-01-01");
  request.mutable_options()->set_outlet("tass");
  request.set_text("The FM.");
  v1::RecogniseTermsResponse response;
  ASSERT_THAT(Call(&GlossaryStub::RecogniseTerms, request, &response), Succeeds());
  ASSERT_EQ(response.terms_size(), 1);
  EXPECT_TRUE(response.terms(0).out_of_time());
  EXPECT_EQ(response.terms(0).full_form(), "Foreign Minister");
  const v1::Rendering& rendering = response.terms(0).renderings(0);
  EXPECT_EQ(rendering.status(), v1::FORBIDDEN);
  EXPECT_TRUE(rendering.out_of_time());
  EXPECT_EQ(rendering.animacy(), "animate");
  EXPECT_EQ(rendering.confidence(), "common");
  request.mutable_options()->set_as_of("2021");
  ASSERT_THAT(Call(&GlossaryStub::RecogniseTerms, request, &response), Succeeds());
  EXPECT_FALSE(response.terms(0).out_of_time());
  request.mutable_options()->set_as_of("yesterday");
  EXPECT_THAT(Call(&GlossaryStub::RecogniseTerms, request, &response),
              RefusesField("options.as_of"));
  request.mutable_options()->set_as_of("");
  request.mutable_options()->set_outlet("TASS");
  EXPECT_THAT(Call(&GlossaryStub::RecogniseTerms, request, &response),
              RefusesField("options.outlet"));
}

TEST_F(GlossaryServiceTest, ATermThatIsNotTranslatedIsItsOwnRendering) {
  v1::Concept entry = MakeConcept("app", {{"en", "APP"}});
  entry.set_do_not_translate(true);
  ASSERT_THAT(Write(WriteOf({entry})), Succeeds());
  v1::RecogniseTermsRequest request;
  request.mutable_options()->set_source_language("en");
  request.mutable_options()->add_target_languages("ur");
  request.set_text("APP reports.");
  v1::RecogniseTermsResponse response;
  ASSERT_THAT(Call(&GlossaryStub::RecogniseTerms, request, &response), Succeeds());
  ASSERT_EQ(response.terms_size(), 1);
  EXPECT_TRUE(response.terms(0).do_not_translate());
  ASSERT_EQ(response.terms(0).renderings_size(), 1);
  EXPECT_EQ(response.terms(0).renderings(0).text(), "APP");
  EXPECT_EQ(response.terms(0).renderings(0).language(), "ur");
  EXPECT_TRUE(response.terms(0).renderings(0).do_not_translate());
}

TEST_F(GlossaryServiceTest, SearchSaysWhatIsOutOfItsTime) {
  v1::Concept entry = Ambassador();
  entry.mutable_terms(1)->set_valid_until("1917");
  ASSERT_THAT(Write(WriteOf({entry})), Succeeds());
  v1::SearchConceptsRequest search;
  search.set_query("ambassador");
  v1::SearchConceptsResponse found;
  ASSERT_THAT(Call(&GlossaryStub::SearchConcepts, search, &found), Succeeds());
  EXPECT_TRUE(found.concepts(0).terms(1).out_of_time());
  EXPECT_FALSE(found.concepts(0).terms(0).out_of_time());
  search.set_as_of("1917-03");
  ASSERT_THAT(Call(&GlossaryStub::SearchConcepts, search, &found), Succeeds());
  EXPECT_FALSE(found.concepts(0).terms(1).out_of_time());
  search.set_as_of("1917/03");
  EXPECT_THAT(Call(&GlossaryStub::SearchConcepts, search, &found), RefusesField("as_of"));
}

TEST_F(GlossaryServiceTest, StreamGoesOnAfterErrors) {
  ASSERT_THAT(Write(WriteOf({Ambassador()})), Succeeds());
  Context context;
  const auto stream = server_.glossaries().StreamRecogniseTerms(&context);
  v1::StreamRecogniseTermsRequest request;
  request.mutable_options()->set_source_language("en");
  stream->Write(request);
  request.clear_options();
  for (int i = 0; i < 6; ++i) {
    request.set_tag(std::to_string(i));
    request.set_text(i == 3 ? std::string((1 << 20) + 1, 'x') : "The ambassador.");
    stream->Write(request);
  }
  stream->WritesDone();
  v1::StreamRecogniseTermsResponse response;
  int count = 0;
  for (; stream->Read(&response); ++count) {
    EXPECT_EQ(response.tag(), std::to_string(count));
    if (count == 3) {
      EXPECT_EQ(FieldIn(response.error()), "text");
    } else {
      EXPECT_EQ(response.response().terms_size(), 1);
    }
  }
  EXPECT_EQ(count, 6);
  EXPECT_THAT(stream->Finish(), Succeeds());
}

}  // namespace
}  // namespace dragoman
