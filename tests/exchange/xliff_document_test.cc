// XLIFF as a document: its segments, and what is written into them.
#include "server/exchange/xliff_document.h"

#include <filesystem>

#include "server/exchange/xliff_segment.h"
#include "tests/exchange/document_support.h"
#include "tests/exchange/read_support.h"
#include "tests/exchange/xliff_support.h"
#include "tests/status_matchers.h"

namespace dragoman {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

const DocumentLanguages kEnRu = {Language::Parse("en").value(), Language::Parse("ru").value()};

std::unique_ptr<DocumentFile> XliffDocumentOf(std::string bytes) {
  return ReadDocument(std::move(bytes), DocumentFormat::kXliff);
}

// Returns each block's status, review state and translation: "T2 One=Раз".
std::vector<std::string> Statuses(std::string bytes) {
  const auto document = XliffDocumentOf(std::move(bytes));
  std::vector<std::string> shown;
  for (const DocumentBlock& block : document->blocks()) {
    EXPECT_TRUE(block.is_segment);
    shown.push_back(fmt::format("{}{} {}{}", "OTL"[static_cast<int>(block.status)],
                                static_cast<int>(block.state), block.segment.text,
                                block.translation ? "=" + block.translation->text : ""));
  }
  return shown;
}

SegmentNotes Based(TranslationBasis basis, int score = 100) {
  SegmentNotes notes;
  notes.basis = basis;
  notes.score = score;
  return notes;
}

// Returns the file with these texts as translations of its blocks, "" for none, and their notes.
std::string Written(std::string bytes, const std::vector<std::string>& texts,
                    const std::vector<SegmentNotes>& notes = {}) {
  const auto document = XliffDocumentOf(std::move(bytes));
  BlockTranslations translations;
  for (size_t i = 0; i < texts.size(); ++i) {
    translations.emplace_back();
    if (texts[i].empty()) continue;
    translations.back() = document->blocks()[i].segment;
    translations.back()->text = texts[i];
    for (Code& code : translations.back()->codes) {
      code.position_byte = std::min(code.position_byte, static_cast<uint32_t>(texts[i].size()));
    }
  }
  const auto written = document->WriteWithNotes(translations, notes, kEnRu);
  EXPECT_OK(written);
  return written.value_or("");
}

TEST(XliffDocument, StatusesOfTransUnits) {
  EXPECT_THAT(
      Statuses(Xliff1With(
          TransUnit("One", "") + TransUnit("Two", "Два") + TransUnit("A", "B", "approved='yes'") +
          TransUnit("C", "", "translate='no'") + TransUnit("  ", "D") +
          "<trans-unit id='2'><source>E</source></trans-unit>"
          "<trans-unit id='3'><source>F</source><target state='translated'/></trans-unit>"
          "<trans-unit id='4'><source>G</source><target state='final'>H</target></trans-unit>"
          "<trans-unit id='5'><source>I</source><target state='new'>I</target></trans-unit>"
          "<trans-unit id='6'><source>J</source><target>J</target></trans-unit>"
          "<trans-unit id='7' mq:locked='locked'><source>K</source><target/></trans-unit>"
          "<trans-unit id='8' m:locked='true'><source>L</source></trans-unit>"
          "<trans-unit id='9'><source>M<wrong/></source></trans-unit>")),
      ElementsAre("O0 One", "T0 Two=Два", "L3 A=B", "L0 C", "O0 E", "T2 F", "L3 G=H", "O1 I",
                  "T0 J=J", "L0 K", "L0 L"));
}

TEST(XliffDocument, StatusesOfSegments) {
  EXPECT_THAT(
      Statuses(Xliff2With(
          "<unit id='1'><segment><source>One. </source></segment><ignorable><source> "
          "</source></ignorable><segment state='translated'><source>Two</source><target>Два"
          "</target></segment><segment state='reviewed'><source>A</source><target>B</target>"
          "</segment></unit><group translate='no'><unit id='2'><segment><source>C</source>"
          "</segment></unit></group><unit id='3'><segment state='final'><source>D</source>"
          "</segment></unit>")),
      ElementsAre("O0 One. ", "T2 Two=Два", "T3 A=B", "L0 C", "L3 D"));
}

TEST(XliffDocument, StatesOfTools) {
  EXPECT_THAT(
      Statuses(Xliff1With("<trans-unit id='1'><source>x</source><seg-source><mrk mtype='seg' "
                          "mid='1'>One</mrk> <mrk mtype='seg' mid='2'>Two</mrk></seg-source>"
                          "<target><mrk mtype='seg' mid='1'>Раз</mrk></target><sdl:seg-defs>"
                          "<sdl:seg id='1' conf='Draft'/><sdl:seg id='2' locked='true'/>"
                          "</sdl:seg-defs></trans-unit>" +
                          TransUnit("A", "B", "mq:status='ManuallyConfirmed'"))),
      ElementsAre("T1 One=Раз", "L0 Two", "T2 A=B"));
}

TEST(XliffDocument, WithoutTranslationsItIsTheSameFile) {
  const std::string file = "\xef\xbb\xbf" + Xliff1With("\r\n<!-- x -->" + TransUnit("One", ""));
  EXPECT_EQ(Written(file, {}), file);
}

TEST(XliffDocument, TargetsAreFilledAndMade) {
  EXPECT_EQ(
      Written(
          Xliff1With("<trans-unit id='1'>\n  <source>One</source>\n</trans-unit>" +
                     TransUnit("Two", "") +
                     "<trans-unit id='3'><source>A</source><target state='new' /></trans-unit>"),
          {"Р & <з>", "Два", "Б"},
          {Based(TranslationBasis::kExact), Based(TranslationBasis::kFuzzy, 90), {}}),
      Xliff1With("<trans-unit id='1'>\n  <source>One</source>\n  <target state=\"translated\" "
                 "state-qualifier=\"exact-match\">Р &amp; &lt;з&gt;</target>\n</trans-unit>"
                 "<trans-unit id=\"1\" ><source>Two</source><target "
                 "state=\"needs-review-translation\" state-qualifier=\"fuzzy-match\">Два"
                 "</target></trans-unit><trans-unit id='3'><source>A</source><target "
                 "state='new' >Б</target></trans-unit>"));
  EXPECT_EQ(Written(Xliff2With("<unit id='1'>\n <segment state='initial'>\n  <source>One</source>\n"
                               " </segment>\n</unit>" +
                               Unit2("Two", "")),
                    {"Раз", "Два"},
                    {Based(TranslationBasis::kInContext), Based(TranslationBasis::kMachine)}),
            Xliff2With("<unit id='1'>\n <segment subState=\"dragoman:in-context\" "
                       "state=\"translated\">\n  <source>One</source>\n  <target>Раз</target>\n"
                       " </segment>\n</unit>"
                       "<unit id=\"1\"><segment state=\"initial\" subState=\"dragoman:machine\" >"
                       "<source>Two</source><target>Два</target></segment></unit>"));
}

TEST(XliffDocument, LockedSegmentsAreNotWritten) {
  const std::string file =
      Xliff1With(TransUnit("A", "B", "approved='yes'") + TransUnit("C", "", "translate='no'"));
  EXPECT_EQ(Written(file, {"x", "y"}), file);
}

TEST(XliffDocument, TheTargetLanguageIsNamedWhereItIsNot) {
  EXPECT_EQ(Written("<xliff version='2.0' srcLang='en'><file id='f'><unit id='u'><segment><source>A"
                    "</source></segment></unit></file></xliff>",
                    {"Б"}),
            "<xliff trgLang=\"ru\" version='2.0' srcLang='en'><file id='f'><unit id='u'><segment>"
            "<source>A</source><target>Б</target></segment></unit></file></xliff>");
}

constexpr char kSplit[] =
    "<trans-unit id='1'><source>x</source><seg-source><g id='9'><mrk mtype='seg' mid='1'>One</mrk> "
    "<mrk mtype='seg' mid='2'>Two</mrk></g></seg-source>{}</trans-unit>";

TEST(XliffDocument, SplitTargetsAreBuiltAndFilled) {
  EXPECT_EQ(Written(Xliff1With(fmt::format(kSplit, "")), {"", "Два"},
                    {{}, Based(TranslationBasis::kExact)}),
            Xliff1With(fmt::format(
                kSplit,
                "<target state=\"needs-translation\"><g id='9'><mrk mtype='seg' mid='1'>"
                "</mrk> <mrk mtype='seg' mid='2'>Два</mrk></g></target>")));
  static constexpr char kSdl[] =
      "<target><mrk mtype='seg' mid='1'{}</target><sdl:seg-defs><sdl:seg{} id='2'/></sdl:seg-defs>";
  EXPECT_EQ(Written(Xliff1With(fmt::format(kSplit, fmt::format(kSdl, "/>", ""))), {"Раз", "Два"},
                    {Based(TranslationBasis::kExact), Based(TranslationBasis::kFuzzy, 80)}),
            Xliff1With(fmt::format(
                kSplit, fmt::format(kSdl, ">Раз</mrk><mrk mtype=\"seg\" mid=\"2\">Два</mrk>",
                                    " conf=\"Draft\" origin=\"tm\" percent=\"80\""))));
}

TEST(XliffDocument, CodesKeepTheirElements) {
  const auto document =
      XliffDocumentOf(Xliff1With(TransUnit("<g id='1'>a</g> <g id='2'/><x id='3'/>", "")));
  Segment text = document->blocks()[0].segment;
  ASSERT_EQ(text.codes.size(), 5U);
  EXPECT_TRUE(document->Takes(0, text));
  std::swap(text.codes[0], text.codes[1]);
  std::swap(text.codes[0].position_byte, text.codes[1].position_byte);
  EXPECT_FALSE(document->Takes(0, text));
  const auto refused = document->Write({text}, kEnRu);
  EXPECT_EQ(FieldOf(refused.status()), "translations[0].codes");
  text.codes.pop_back();
  EXPECT_FALSE(document->Write({text}, kEnRu).ok());
  EXPECT_THAT(Written(Xliff1With(TransUnit("<g id='1'>a</g> <x id='3'/>", "")), {"b c"}),
              HasSubstr("<target><g id=\"1\">b</g> <x id=\"3\"/>c</target>"));
}

SegmentNotes Noted() {
  SegmentNotes notes;
  Candidate& candidate = notes.candidates.emplace_back();
  candidate.source = {"One <", {{CodeKind::kOpen, 0, "<b>"}, {CodeKind::kClose, 3, "</b>"}}};
  candidate.target = {"Раз", {{CodeKind::kStandalone, 0, "<br>"}}};
  candidate.score = 90;
  candidate.ranked_score = 85;
  candidate.origin = "memories/news/units/7";
  notes.terms.push_back({{0, 3}, {"раз", "один"}, "glossaries/g/concepts/one"});
  return notes;
}

TEST(XliffDocument, CandidatesAndTermsOfSegments) {
  static constexpr char kMatch[] =
      "<{0}:match ref=\"#{1}\" type=\"tm\" similarity=\"90\" matchSuitability=\"85\" "
      "origin=\"memories/news/units/7\"><originalData><data id=\"d1\">&lt;b&gt;</data>"
      "<data id=\"d2\">&lt;/b&gt;</data><data id=\"d3\">&lt;br&gt;</data></originalData>"
      "<source><sc id=\"1\" type=\"other\" subType=\"dragoman:code\" dataRef=\"d1\"/>One"
      "<ec startRef=\"1\" type=\"other\" subType=\"dragoman:code\" dataRef=\"d2\"/> &lt;</source>"
      "<target><ph id=\"2\" type=\"other\" subType=\"dragoman:code\" dataRef=\"d3\"/>Раз</target>"
      "</{0}:match>";
  static constexpr char kEntry[] =
      "<gls:glossEntry ref=\"#{}\"><gls:term source=\"glossaries/g/concepts/one\">One</gls:term>"
      "<gls:translation>раз</gls:translation><gls:translation>один</gls:translation>"
      "</gls:glossEntry>";
  const std::string once = Written(
      Xliff2With("<unit id='u'> <segment><source>One</source></segment></unit>"), {}, {Noted()});
  EXPECT_EQ(once,
            Xliff2With(fmt::format(
                "<unit id='u'> <mtc:matches xmlns:mtc=\"{}\"> {} </mtc:matches> <gls:glossary "
                "xmlns:gls=\"{}\"> {} </gls:glossary> <segment id=\"dragoman-1\"><source>One"
                "</source></segment></unit>",
                kXliffMatches, fmt::format(kMatch, "mtc", "dragoman-1"), kXliffGlossary,
                fmt::format(kEntry, "dragoman-1"))));
  EXPECT_EQ(Written(once, {}, {Noted()}), once);
  static constexpr char kOwn[] =
      "<unit id='u' xmlns:m='{}'><m:matches><m:match ref='#s'/>{}</m:matches>"
      "{}<segment id='s'><source>One</source></segment></unit>";
  const std::string glossary = fmt::format("<gls:glossary xmlns:gls=\"{}\">{}</gls:glossary>",
                                           kXliffGlossary, fmt::format(kEntry, "s"));
  EXPECT_EQ(Written(Xliff2With(fmt::format(kOwn, kXliffMatches, "", glossary)), {}, {Noted()}),
            Xliff2With(fmt::format(kOwn, kXliffMatches, fmt::format(kMatch, "m", "s"), glossary)));
}

TEST(XliffDocument, CandidatesAndTermsOfTransUnits) {
  static constexpr char kNotes[] =
      "<alt-trans match-quality=\"85%\" origin=\"memories/news/units/7\"><source xml:lang=\"en\">"
      "<bpt id=\"1\" rid=\"1\" ctype=\"x-dragoman\">&lt;b&gt;</bpt>One<ept id=\"1\" rid=\"1\">"
      "&lt;/b&gt;</ept> &lt;</source><target xml:lang=\"ru\"><ph id=\"2\" ctype=\"x-dragoman\">"
      "&lt;br&gt;</ph>Раз</target></alt-trans>"
      "<note from=\"dragoman\" annotates=\"source\">One: раз, один</note>";
  const std::string once = Written(Xliff1With(TransUnit("One", "")), {"Раз"}, {Noted()});
  EXPECT_EQ(once,
            Xliff1With(fmt::format(
                "<trans-unit id=\"1\" ><source>One</source><target>Раз</target>{}</trans-unit>",
                kNotes)));
  EXPECT_EQ(Written(once, {}, {Noted()}), once);
}

TEST(XliffDocument, OtherLanguagesAndEncodingsAreRefused) {
  const auto document = XliffDocumentOf(Xliff2With(""));
  const auto language = [](std::string_view tag) { return Language::Parse(tag).value(); };
  EXPECT_OK(document->CheckLanguages(language("en-GB"), {language("ur"), language("ru-RU")}));
  EXPECT_THAT(MessageOf(document->CheckLanguages(language("ur"), {})), HasSubstr("'en'"));
  EXPECT_THAT(MessageOf(document->CheckLanguages(language("en"), {language("ur")})),
              HasSubstr("'ru'"));
  const auto refusal = [](std::string_view file) {
    return std::string(MessageOf(ReadXliffDocument(std::string(file)).status()));
  };
  EXPECT_THAT(refusal("<?xml version='1.0' encoding='windows-1251'?><xliff version='1.2'/>"),
              HasSubstr("'windows-1251'"));
  EXPECT_THAT(refusal("<xliff version='1.2'>\n<file>"), HasSubstr("line 2"));
  EXPECT_THAT(refusal("<tmx/>"), HasSubstr("no XLIFF"));
}

// Returns the file with a translation of every block that wants one.
std::string Filled(const DocumentFile& document) {
  BlockTranslations translations;
  std::vector<SegmentNotes> notes;
  for (const DocumentBlock& block : document.blocks()) {
    const bool is_open = block.status == BlockStatus::kOpen;
    translations.push_back(is_open ? std::optional(block.segment) : std::nullopt);
    notes.push_back(is_open ? Noted() : SegmentNotes());
    notes.back().terms.clear();
    if (is_open) notes.back().basis = TranslationBasis::kExact;
  }
  const auto written = document.WriteWithNotes(translations, notes, kEnRu);
  EXPECT_OK(written);
  return written.value_or("");
}

TEST(XliffDocument, FilesOfOtherToolsReadBackAsWritten) {
  const std::filesystem::path folder = DRAGOMAN_SHARED_DIR "/corpus/exchange/xliff";
  if (!std::filesystem::is_directory(folder)) GTEST_SKIP() << "no shared corpus";
  size_t read = 0, open = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    SCOPED_TRACE(entry.path().filename());
    const std::string bytes = FileAt(entry.path()).value();
    const auto document = ReadDocumentFile(bytes, DocumentFormat::kXliff);
    if (!document.ok()) continue;
    ++read;
    EXPECT_EQ((*document)->Write({}, kEnRu).value_or(""), bytes);
    const auto again = XliffDocumentOf(Filled(**document));
    ASSERT_TRUE(again);
    ASSERT_EQ(again->blocks().size(), (*document)->blocks().size());
    for (size_t i = 0; i < again->blocks().size(); ++i) {
      const DocumentBlock& before = (*document)->blocks()[i];
      const DocumentBlock& after = again->blocks()[i];
      EXPECT_EQ(after.segment, before.segment);
      if (before.status != BlockStatus::kOpen) {
        EXPECT_EQ(after.translation, before.translation);
        continue;
      }
      ++open;
      EXPECT_EQ(after.translation, before.segment);
      EXPECT_EQ(after.status, BlockStatus::kTranslated);
    }
  }
  EXPECT_GT(read, 150U);
  EXPECT_GT(open, 150U);
}

}  // namespace
}  // namespace dragoman
