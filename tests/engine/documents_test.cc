// Documents: where segments and paragraphs are, and each segment with its context.
#include "server/engine/documents.h"

#include "server/engine/limits.h"
#include "tests/engine/engine_support.h"

namespace dragoman {
namespace {

using testing::ElementsAre;

RenderOptions RenderFrom(std::string_view source) {
  RenderOptions options;
  options.lookup.source = Lang(source);
  return options;
}

class DocumentsTest : public EngineTest {
 protected:
  // Returns each segment as "score kind: text (terms)".
  std::vector<std::string> Rendered(std::string_view text,
                                    const RenderOptions& options = RenderFrom("en")) {
    std::vector<std::string> shown;
    EXPECT_OK(RenderDocument(*registry_, options, text, nullptr, [&](const RenderedSegment& one) {
      const ByteRange range = one.segment.range;
      std::string line(text.substr(range.begin, range.end - range.begin));
      for (const Match& match : one.lookup.matches) {
        line = fmt::format("{} {}: {}", match.score.score, static_cast<int>(match.kind), line);
      }
      if (!one.terms.empty()) line += fmt::format(" ({})", one.terms.size());
      shown.push_back(line);
      return absl::OkStatus();
    }));
    return shown;
  }
};

// The file that is exported and read again has the breaks of the program.
TEST_F(DocumentsTest, ExportedSentenceRulesComeBackFromTheirFile) {
  ASSERT_OK_AND_ASSIGN(const std::string srx, SentenceRulesFile(Language()));
  EXPECT_NE(srx.find("cascade=\"no\""), srx.npos);
  ASSERT_OK_AND_ASSIGN(const auto rules, ReadSentenceRules("all.srx", srx));
  const std::pair<std::string, std::string> texts[] = {
      {"en", "Dr. Rasul met Albert P. Khorev in the U.S. Embassy… And left. “Is it so?” he asked."},
      {"ru", "А. П. Хорев, т.е. посол, прибыл в г. Карачи в 1966 г. Затем он уехал."},
      {"ur", "البرٹ پی۔ خوریف آئے۔ کیا یہ درست ہے؟ پاکستان۔روس تعلقات اہم ہیں۔"},
      {"fr", "Voici A. Dupont… Il parle. Bien !"}};
  for (const auto& [tag, text] : texts) {
    EXPECT_EQ(*SegmentDocument(text, Lang(tag), rules.get()), *SegmentDocument(text, Lang(tag)));
  }
}

TEST_F(DocumentsTest, SentenceRulesOfALanguageStandAlone) {
  ASSERT_OK_AND_ASSIGN(const std::string russian, SentenceRulesFile(Lang("ru-RU")));
  EXPECT_NE(russian.find("Russian"), russian.npos);
  EXPECT_EQ(russian.find("English"), russian.npos);
  EXPECT_EQ(FieldOf(SentenceRulesFile(Lang("fr")).status()), "language");
}

TEST_F(DocumentsTest, SentenceRulesOfTheUserAreUsed) {
  constexpr char kSrx[] = R"(<srx xmlns="http://www.lisa.org/srx20" version="2.0"><body>
<languagerules><languagerule languagerulename="A"><rule break="yes">
<beforebreak>;</beforebreak><afterbreak>\s</afterbreak></rule></languagerule></languagerules>
<maprules><languagemap languagepattern="en.*" languagerulename="A"/></maprules></body></srx>)";
  ASSERT_OK_AND_ASSIGN(auto rules, ReadSentenceRules("a.srx", kSrx));
  registry_->set_sentence_rules(rules);
  EXPECT_THAT(Rendered("One; two. Three."), ElementsAre("One;", "two. Three."));
  EXPECT_THAT(std::string(MessageOf(ReadSentenceRules("a.srx", "<srx").status())),
              testing::HasSubstr("a.srx, line 1"));
}

TEST_F(DocumentsTest, SegmentsKnowTheirPlaceAndParagraph) {
  const std::string text = " One. Two.\r\n\nThree.\u2028Four.";
  ASSERT_OK_AND_ASSIGN(const auto segments, SegmentDocument(text, Lang("en")));
  std::vector<std::string> shown;
  for (const DocumentSegment& one : segments) {
    shown.push_back(fmt::format("{} {}", one.paragraph,
                                text.substr(one.range.begin, one.range.end - one.range.begin)));
  }
  EXPECT_THAT(shown, ElementsAre("0 One.", "0 Two.", "1 Three.", "2 Four."));
  EXPECT_TRUE(SegmentDocument(" \n", Lang("en"))->empty());
  EXPECT_EQ(FieldOf(SegmentDocument("a\xff", Lang("en")).status()), "text");
}

TEST_F(DocumentsTest, NeighboursAreContext) {
  UnitWrite write = MakeWrite({{"en", "Two."}, {"ru", "Два."}});
  write.unit.variants[0].previous = "One.";
  write.unit.variants[0].next = "";
  Put(write);
  ASSERT_OK(Glossary()->Write({MakeConcept("two", {{"en", "two"}, {"ru", "два"}})}, {}));
  EXPECT_THAT(Rendered("One. Two."), ElementsAre("One.", "100 1: Two. (1)"));
  EXPECT_THAT(Rendered("Three. Two."), ElementsAre("Three.", "100 2: Two. (1)"));
  RenderOptions bare = RenderFrom("en");
  bare.without_terms = true;
  EXPECT_THAT(Rendered("One. Two.", bare), ElementsAre("One.", "100 1: Two."));
}

TEST_F(DocumentsTest, TermsAreThoseOfTheDayAndTheOutlet) {
  Concept entry = MakeConcept("c", {{"en", "Astana"}, {"ru", "Астана"}});
  entry.valid.from = PartialDate::Parse("1998").value();
  entry.terms[1].outlets = {{"tass", TermStatus::kForbidden}};
  ASSERT_OK(Glossary()->Write({entry}, {}));
  RenderOptions options = RenderFrom("en");
  options.as_of = PartialDate::Parse("1990").value();
  options.outlet = "tass";
  std::vector<RecognisedTerm> terms;
  ASSERT_OK(RenderDocument(*registry_, options, "Astana.", nullptr, [&](const auto& segment) {
    terms = segment.terms;
    return absl::OkStatus();
  }));
  ASSERT_EQ(terms.size(), 1U);
  EXPECT_TRUE(terms[0].use.out_of_time);
  EXPECT_EQ(terms[0].renderings[0].use, (TermUse{TermStatus::kForbidden, true}));
}

TEST_F(DocumentsTest, ASegmentLongerThanAnyStoredOneHasNoMatches) {
  Put(MakeWrite({{"en", "End."}, {"ru", "Конец."}}));
  const std::string big(kMaxTextBytes + 1, 'a');
  const auto shown = Rendered(big + "\nEnd.");
  ASSERT_EQ(shown.size(), 2U);
  EXPECT_EQ(shown[0], big);
  EXPECT_EQ(shown[1], "100 2: End.");
}

TEST_F(DocumentsTest, EndsWithWhatIsWrong) {
  const auto render = [this](const RenderOptions& options, const Cancelled& cancelled,
                             const Status& sunk) {
    return RenderDocument(*registry_, options, "One. Two.", cancelled,
                          [&sunk](const RenderedSegment&) { return sunk; });
  };
  const RenderOptions en = RenderFrom("en");
  EXPECT_OK(render(en, nullptr, absl::OkStatus()));
  EXPECT_EQ(FieldOf(render({}, nullptr, absl::OkStatus())), "options.source_language");
  EXPECT_THAT(render(
                  en, [] { return true; }, absl::OkStatus()),
              StatusIs(StatusCode::kCancelled, "went away"));
  EXPECT_THAT(render(en, nullptr, absl::UnavailableError("no reader")),
              StatusIs(StatusCode::kUnavailable, "no reader"));
  RenderOptions unknown = en;
  unknown.glossaries = {"none"};
  EXPECT_THAT(render(unknown, nullptr, absl::OkStatus()),
              StatusIs(StatusCode::kNotFound, "glossaries/none"));
}

}  // namespace
}  // namespace dragoman
