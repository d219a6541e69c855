// Documents over the wire: segmentation and rendering.
#include <gtest/gtest.h>

#include "tests/service/running_server.h"

namespace dragoman {
namespace {

using testing::HasSubstr;

constexpr char kText[] = "The ambassador arrived. He opened the conference.\n\nThe end.\n";

class DocumentServiceTest : public testing::Test {
 protected:
  void SetUp() override {
    server_.CreateMemory("un");
    server_.CreateGlossary("titles");
    server_.Write("memories/un", MakeUnit({{"en", "He opened the conference."},
                                           {"ru", "Он открыл конференцию."}}));
    v1::WriteConceptsRequest request;
    request.set_parent("glossaries/titles");
    *request.add_concepts() = MakeConcept("ambassador", {{"en", "ambassador"}, {"ru", "посол"}});
    v1::WriteConceptsResponse written;
    ASSERT_THAT(
        CallTo(server_.glossaries(), &v1::GlossaryService::Stub::WriteConcepts, request, &written),
        Succeeds());
  }

  static v1::RenderDocumentRequest RenderRequest(const std::string& text) {
    v1::RenderDocumentRequest request;
    request.set_text(text);
    request.mutable_options()->set_source_language("en");
    request.mutable_options()->add_target_languages("ru");
    return request;
  }

  grpc::Status Render(const v1::RenderDocumentRequest& request,
                      std::vector<v1::RenderedSegment>* segments) {
    Context context;
    const auto stream = server_.documents().RenderDocument(&context, request);
    v1::RenderedSegment segment;
    while (stream->Read(&segment)) segments->push_back(segment);
    return stream->Finish();
  }

  RunningServer server_;
};

TEST_F(DocumentServiceTest, Segments) {
  v1::SegmentDocumentRequest request;
  request.set_text(kText);
  request.set_language("en");
  v1::SegmentDocumentResponse response;
  ASSERT_THAT(CallTo(server_.documents(), &DocumentStub::SegmentDocument, request, &response),
              Succeeds());
  ASSERT_EQ(response.segments_size(), 3);
  EXPECT_EQ(response.segments(1).text(), "He opened the conference.");
  EXPECT_EQ(response.segments(1).range().begin(), 24u);
  EXPECT_EQ(response.segments(2).paragraph(), 1u);
  request.clear_language();
  EXPECT_THAT(CallTo(server_.documents(), &DocumentStub::SegmentDocument, request, &response),
              RefusesField("language"));
  request.set_language("en");
  request.set_text(std::string((3 << 20) + 1, 'x'));
  EXPECT_THAT(CallTo(server_.documents(), &DocumentStub::SegmentDocument, request, &response),
              RefusesField("text"));
}

TEST_F(DocumentServiceTest, SegmentsByTheRulesOfTheRequest) {
  v1::ExportSentenceRulesResponse rules;
  ASSERT_THAT(CallTo(server_.documents(), &DocumentStub::ExportSentenceRules, {}, &rules),
              Succeeds());
  EXPECT_GT(rules.sentence_rules_version(), 0);
  v1::SegmentDocumentRequest request;
  request.set_text(kText);
  request.set_language("en");
  request.set_sentence_rules(rules.srx());
  v1::SegmentDocumentResponse response;
  ASSERT_THAT(CallTo(server_.documents(), &DocumentStub::SegmentDocument, request, &response),
              Succeeds());
  EXPECT_EQ(response.segments_size(), 3);
  request.set_sentence_rules("<srx>");
  EXPECT_THAT(CallTo(server_.documents(), &DocumentStub::SegmentDocument, request, &response),
              RefusesField("sentence_rules"));
  v1::ExportSentenceRulesRequest french;
  french.set_language("fr");
  EXPECT_THAT(CallTo(server_.documents(), &DocumentStub::ExportSentenceRules, french, &rules),
              RefusesField("language"));
}

TEST_F(DocumentServiceTest, RendersWithMatchesAndTerms) {
  std::vector<v1::RenderedSegment> segments;
  ASSERT_THAT(Render(RenderRequest(kText), &segments), Succeeds());
  ASSERT_EQ(segments.size(), 3u);
  for (uint32_t i = 0; i < 3; ++i) {
    EXPECT_EQ(segments[i].index(), i);
    EXPECT_EQ(segments[i].segment_count(), 3u);
  }
  ASSERT_EQ(segments[0].terms_size(), 1);
  EXPECT_EQ(segments[0].terms(0).text(), "ambassador");
  EXPECT_EQ(segments[0].terms(0).renderings(0).text(), "посол");
  ASSERT_EQ(segments[1].lookup().matches_size(), 1);
  EXPECT_EQ(segments[1].lookup().matches(0).score(), 100);
}

TEST_F(DocumentServiceTest, TermsCanBeLeftOut) {
  v1::RenderDocumentRequest request = RenderRequest(kText);
  request.set_without_terms(true);
  std::vector<v1::RenderedSegment> segments;
  ASSERT_THAT(Render(request, &segments), Succeeds());
  for (const v1::RenderedSegment& segment : segments) EXPECT_EQ(segment.terms_size(), 0);
}

TEST_F(DocumentServiceTest, RefusesWrongRequests) {
  std::vector<v1::RenderedSegment> segments;
  v1::RenderDocumentRequest request = RenderRequest(kText);
  request.mutable_options()->clear_source_language();
  EXPECT_THAT(Render(request, &segments), RefusesField("options.source_language"));
  request = RenderRequest(kText);
  request.add_glossaries("glossaries/none");
  EXPECT_THAT(Render(request, &segments), FailsWith(grpc::StatusCode::NOT_FOUND, "none"));
  EXPECT_THAT(Render(RenderRequest(std::string((3 << 20) + 1, 'x')), &segments),
              RefusesField("text"));
  EXPECT_TRUE(segments.empty());
}

TEST_F(DocumentServiceTest, AlignsDocuments) {
  v1::AlignDocumentsRequest request;
  const auto add = [&request](const std::string& language, const std::string& text) {
    v1::DocumentToAlign& document = *request.add_documents();
    document.set_language(language);
    document.mutable_file()->set_name(language + ".txt");
    document.mutable_file()->set_content(text);
  };
  std::vector<v1::AlignedUnit> units;
  const auto align = [&] {
    Context context;
    const auto stream = server_.documents().AlignDocuments(&context, request);
    v1::AlignedUnit unit;
    while (stream->Read(&unit)) units.push_back(unit);
    return stream->Finish();
  };
  add("en", "He came on 3 May. The ambassador saw 45 guests.");
  add("ru", "Он прибыл 3 мая.\nПосол видел 45 гостей.");
  ASSERT_THAT(align(), Succeeds());
  ASSERT_EQ(units.size(), 2u);
  EXPECT_EQ(units[1].index(), 1u);
  EXPECT_EQ(units[1].unit_count(), 2u);
  EXPECT_GT(units[1].confidence(), 50);
  const v1::AlignedSide& side = units[1].sides(1);
  EXPECT_EQ(side.language(), "ru");
  EXPECT_EQ(side.segment().text(), "Посол видел 45 гостей.");
  EXPECT_EQ(side.first_segment(), 1u);
  EXPECT_EQ(side.segment_count(), 1u);
  EXPECT_EQ(side.paragraph(), 1u);
  request.mutable_documents(1)->mutable_file()->set_content(" ");
  EXPECT_THAT(align(), RefusesField("documents[1].file.content"));
  request.mutable_documents(1)->mutable_file()->set_format(static_cast<v1::DocumentFormat>(99));
  EXPECT_THAT(align(), RefusesField("documents[1].file.format"));
  request.mutable_documents(1)->mutable_file()->clear_format();
  request.mutable_documents(1)->set_language("no tag");
  EXPECT_THAT(align(), RefusesField("documents[1].language"));
  request.mutable_documents(1)->set_language("en");
  EXPECT_THAT(align(), RefusesField("documents[1].language"));
}

TEST_F(DocumentServiceTest, AnalysesFilesInOrder) {
  v1::AnalyseDocumentsRequest request;
  *request.mutable_options() = RenderRequest("").options();
  for (const char* name : {"a.txt", "b.md"}) {
    v1::Document& file = *request.add_files();
    file.set_name(name);
    file.set_content(kText);
  }
  const auto analyse = [&](std::vector<v1::AnalyseDocumentsResponse>* responses) {
    Context context;
    const auto stream = server_.documents().AnalyseDocuments(&context, request);
    v1::AnalyseDocumentsResponse response;
    while (stream->Read(&response)) responses->push_back(response);
    return stream->Finish();
  };
  std::vector<v1::AnalyseDocumentsResponse> responses;
  ASSERT_THAT(analyse(&responses), Succeeds());
  ASSERT_EQ(responses.size(), 3u);
  EXPECT_EQ(responses[0].file().name(), "a.txt");
  EXPECT_EQ(responses[0].file().bands_size(), 14);
  EXPECT_EQ(responses[0].file().bands(1).band(), v1::EXACT_100);
  EXPECT_EQ(responses[0].file().bands(1).count().segments(), 1u);
  EXPECT_EQ(responses[1].file().bands(3).count().segments(), 2u);  // Across files.
  EXPECT_EQ(responses[2].total().total().segments(), 6u);
  EXPECT_EQ(responses[2].total().total().words(), 18u);

  request.mutable_files(1)->set_format(static_cast<v1::DocumentFormat>(9));
  EXPECT_THAT(analyse(&responses), RefusesField("files[1].format"));
  request.mutable_files(1)->clear_format();
  request.mutable_files(1)->set_content("\xff");
  EXPECT_THAT(analyse(&responses), RefusesField("files[1].content"));
  request.clear_files();
  EXPECT_THAT(analyse(&responses), RefusesField("files"));
}

TEST_F(DocumentServiceTest, PretranslatesAFile) {
  v1::PretranslateDocumentRequest request;
  *request.mutable_options() = RenderRequest("").options();
  request.mutable_document()->set_format(v1::HTML);
  request.mutable_document()->set_content("<p>He opened the conference. He opened.</p>");
  v1::PretranslateDocumentResponse response;
  ASSERT_THAT(CallTo(server_.documents(), &DocumentStub::PretranslateDocument, request, &response),
              Succeeds());
  EXPECT_EQ(response.content(), "<p>Он открыл конференцию. He opened.</p>");
  EXPECT_EQ(response.total().segments(), 2u);
  EXPECT_EQ(response.translated().words(), 4u);
  request.set_output(v1::XLIFF_2_1);
  ASSERT_THAT(CallTo(server_.documents(), &DocumentStub::PretranslateDocument, request, &response),
              Succeeds());
  EXPECT_THAT(response.content(), HasSubstr("<target>Он открыл конференцию.</target>"));
  request.clear_output();
  request.mutable_translations()->set_content(response.content());
  request.mutable_options()->add_memories()->set_name("memories/none");
  ASSERT_THAT(CallTo(server_.documents(), &DocumentStub::PretranslateDocument, request, &response),
              Succeeds());
  EXPECT_EQ(response.content(), "<p>Он открыл конференцию. He opened.</p>");
  request.mutable_translations()->set_content("no XML");
  EXPECT_THAT(CallTo(server_.documents(), &DocumentStub::PretranslateDocument, request, &response),
              RefusesField("translations.content"));
  request.clear_translations();
  request.set_output(static_cast<v1::DocumentOutput>(9));
  EXPECT_THAT(CallTo(server_.documents(), &DocumentStub::PretranslateDocument, request, &response),
              RefusesField("output"));
  request.clear_output();
  request.mutable_options()->clear_target_languages();
  EXPECT_THAT(CallTo(server_.documents(), &DocumentStub::PretranslateDocument, request, &response),
              RefusesField("options.target_languages"));
}

TEST_F(DocumentServiceTest, CancelledRenderingsEnd) {
  std::string text;
  for (int i = 0; i < 5000; ++i) text += "Sentence " + std::to_string(i) + " is here. ";
  for (int round = 0; round < 20; ++round) {
    Context context;
    const auto stream = server_.documents().RenderDocument(&context, RenderRequest(text));
    v1::RenderedSegment segment;
    for (int i = 0; i < round; ++i) stream->Read(&segment);
    context.TryCancel();
    EXPECT_FALSE(stream->Finish().ok());
  }
  server_.server().Drain(absl::Seconds(30));
}

}  // namespace
}  // namespace dragoman
