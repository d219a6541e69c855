// Documents written as XLIFF, TMX and pages for review, and what imports make of that.
#include "server/exchange/rendered_document.h"

#include "server/exchange/tmx.h"
#include "tests/exchange/document_support.h"
#include "tests/exchange/read_support.h"
#include "tests/exchange/xliff_support.h"
#include "tests/status_matchers.h"

namespace dragoman {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

const Segment kRead = {"Read this & that.",
                       {{CodeKind::kOpen, 5, "<b class=\"x\">"}, {CodeKind::kClose, 9, "</b>"}}};
const Segment kReadUr = {"یہ اور وہ پڑھیں۔",
                         {{CodeKind::kOpen, 0, "<b class=\"x\">"}, {CodeKind::kClose, 4, "</b>"}}};
const Segment kSpace = {" ", {{CodeKind::kStandalone, 1, "<br>"}}};

RenderedPart Translated(const Segment& source, const Segment& target, TranslationBasis basis) {
  RenderedPart part{.is_segment = true, .source = source, .target = target};
  part.notes.basis = basis;
  part.notes.score = 100;
  return part;
}

// A document of a block with two sentences, one of them translated, and one with a control
// character.
RenderedDocument Sample() {
  RenderedDocument document{
      "talks & <more>.html", {Language::Parse("en").value(), Language::Parse("ur").value()}, {}};
  RenderedBlock& block = document.blocks.emplace_back();
  block.parts.push_back(Translated(kRead, kReadUr, TranslationBasis::kExact));
  block.parts.push_back({.is_segment = false, .source = kSpace});
  block.parts.push_back({.is_segment = true, .source = {"Two <script>.", {}}});
  SegmentNotes& notes = block.parts.back().notes;
  notes.candidates.push_back({.source = {"Two.", {}},
                              .target = {"دو۔", {}},
                              .score = 90,
                              .ranked_score = 85,
                              .lost = {{"marks", 10}, {"machine", 5}},
                              .origin = "memories/news/units/7"});
  notes.terms.push_back({{0, 3}, {"دو"}, "glossaries/g/concepts/two"});
  document.blocks.emplace_back().parts.push_back(
      Translated({"A\x01.", {}}, {"الف\x01۔", {}}, TranslationBasis::kFuzzy));
  return document;
}

void ExpectReadsBack(XliffVersion version) {
  const std::string file = WriteXliff(Sample(), version);
  ASSERT_OK_AND_ASSIGN(const XliffEntries entries, ReadXliff(file));
  ASSERT_EQ(entries.size(), 2U) << file;
  ASSERT_OK(entries[0].value);
  const Unit& unit = entries[0].value->unit;
  EXPECT_EQ(unit.document, "talks & <more>.html");
  EXPECT_EQ(unit.variants[0].segment, kRead);
  EXPECT_EQ(unit.variants[1].segment, kReadUr);
  EXPECT_EQ(unit.variants[0].next, "Two <script>.");
  EXPECT_FALSE(unit.properties.contains("xliff:note"));
  ASSERT_OK(entries[1].value);
  EXPECT_EQ(entries[1].value->unit.state, ReviewState::kDraft);
  EXPECT_EQ(entries[1].value->unit.variants[1].segment.text, "الف\x01۔");
  const auto document = ReadDocument(file, DocumentFormat::kXliff);
  EXPECT_THAT(ShownBlocks(*document),
              ElementsAre("Read {<b class=\"x\">}this{</b>} & that.", "Two <script>.", "A\x01."));
  EXPECT_EQ(document->blocks()[0].translation, kReadUr);
}

TEST(RenderedDocument, Xliff21ReadsBackAsTheSameTexts) {
  ExpectReadsBack(XliffVersion::k2);
  const std::string file = WriteXliff(Sample(), XliffVersion::k2);
  EXPECT_THAT(file, HasSubstr("state=\"translated\" subState=\"dragoman:exact\""));
  EXPECT_THAT(file, HasSubstr("<mtc:match ref=\"#s2\" type=\"tm\" similarity=\"90\""));
  EXPECT_THAT(file, HasSubstr("trgDir=\"rtl\""));
  EXPECT_THAT(file, HasSubstr("<gls:translation>دو</gls:translation>"));
}

TEST(RenderedDocument, Xliff12ReadsBackAsTheSameTexts) {
  ExpectReadsBack(XliffVersion::k1);
  const std::string file = WriteXliff(Sample(), XliffVersion::k1);
  EXPECT_THAT(file, HasSubstr("<target state=\"needs-translation\"><mrk mtype=\"seg\" mid=\"1\">"));
  EXPECT_THAT(file, HasSubstr("<alt-trans mid=\"2\" match-quality=\"85%\""));
}

TEST(RenderedDocument, StatesSayHowMuchWasDone) {
  RenderedDocument document = Sample();
  document.blocks.erase(document.blocks.begin() + 1);
  document.blocks[0].parts.resize(1);
  EXPECT_EQ(ReadXliffUnit(WriteXliff(document, XliffVersion::k1))->state, ReviewState::kTranslated);
  EXPECT_EQ(ReadXliffUnit(WriteXliff(document, XliffVersion::k2))->state, ReviewState::kTranslated);
  SegmentNotes& notes = document.blocks[0].parts[0].notes;
  notes.basis = TranslationBasis::kOwn;
  for (const ReviewState state : {ReviewState::kUnspecified, ReviewState::kDraft,
                                  ReviewState::kTranslated, ReviewState::kReviewed}) {
    notes.state = state;
    EXPECT_EQ(ReadXliffUnit(WriteXliff(document, XliffVersion::k1))->state, state);
    EXPECT_EQ(ReadXliffUnit(WriteXliff(document, XliffVersion::k2))->state, state);
  }
}

TEST(RenderedDocument, CodesWithoutPartnersAreIsolated) {
  RenderedDocument document = Sample();
  document.blocks.resize(1);
  document.blocks[0].parts.resize(1);
  RenderedPart& part = document.blocks[0].parts[0];
  part.source.codes = {{CodeKind::kClose, 0, "</i>"}, {CodeKind::kOpen, 5, "<b>"}};
  part.target->codes = {{CodeKind::kOpen, 0, "<b>"}, {CodeKind::kClose, 0, "</i>"}};
  for (const XliffVersion version : {XliffVersion::k1, XliffVersion::k2}) {
    const auto unit = ReadXliffUnit(WriteXliff(document, version));
    ASSERT_OK(unit);
    EXPECT_EQ(unit->variants[0].segment, part.source);
    EXPECT_EQ(unit->variants[1].segment, *part.target);
  }
  EXPECT_THAT(WriteXliff(document, XliffVersion::k1), HasSubstr("<it id=\"1\""));
  EXPECT_THAT(WriteXliff(document, XliffVersion::k2), HasSubstr("<ec id=\"1\" isolated=\"yes\""));
}

// Returns a segment of hostile texts with codes between them, pairs or not, equal ones too.
Segment RandomSegment(TestRandom& random) {
  static const std::vector<Code> kCodes = {{CodeKind::kOpen, 0, "<b>"},
                                           {CodeKind::kClose, 0, "</b>"},
                                           {CodeKind::kStandalone, 0, "&nbsp;"},
                                           {CodeKind::kOpen, 0, "]]><g id=\"1\">"},
                                           {CodeKind::kClose, 0, "</g>"}};
  Segment segment{HostileText(random), {}};
  for (uint64_t left = random.Below(5); left > 0; --left) {
    segment.codes.push_back(kCodes[random.Below(kCodes.size())]);
    segment.codes.back().position_byte = static_cast<uint32_t>(segment.text.size());
    if (random.Below(2) == 0) segment.text += HostileText(random);
  }
  return segment;
}

TEST(RenderedDocument, RandomDocumentsReadBackAsXliff) {
  TestRandom random;
  for (int round = 0; round < 500; ++round) {
    RenderedDocument document = Sample();
    document.blocks.clear();
    std::vector<std::pair<Segment, Segment>> expected;
    for (uint64_t parts = 1 + random.Below(6); parts > 0; --parts) {
      if (document.blocks.empty() || random.Below(2) == 0) document.blocks.emplace_back();
      RenderedPart part{.is_segment = random.Below(3) > 0, .source = RandomSegment(random)};
      if (part.is_segment && random.Below(3) > 0) {
        part.target = RandomSegment(random);
        part.notes.basis = TranslationBasis::kExact;
        expected.emplace_back(part.source, *part.target);
      }
      document.blocks.back().parts.push_back(std::move(part));
    }
    for (const XliffVersion version : {XliffVersion::k1, XliffVersion::k2}) {
      const std::string file = WriteXliff(document, version);
      ASSERT_OK_AND_ASSIGN(const XliffEntries entries, ReadXliff(file));
      std::vector<std::pair<Segment, Segment>> read;
      for (const auto& entry : entries) {
        ASSERT_OK(entry.value) << file;
        const std::vector<Variant>& variants = entry.value->unit.variants;
        read.emplace_back(variants[0].segment, variants[1].segment);
      }
      ASSERT_EQ(read, expected) << file;
    }
  }
}

TEST(RenderedDocument, TmxHasThePairs) {
  ASSERT_OK_AND_ASSIGN(const std::string file, WriteDocumentTmx(Sample()));
  ASSERT_OK_AND_ASSIGN(const auto reader, NewTmxReader({}));
  ASSERT_OK_AND_ASSIGN(const auto entries, ReadAll(*reader, file, 1 << 20));
  ASSERT_EQ(entries.size(), 2U);
  ASSERT_OK(entries[0].value);
  const Unit& unit = entries[0].value->unit;
  EXPECT_EQ(unit.document, "talks & <more>.html");
  EXPECT_EQ(unit.state, ReviewState::kTranslated);
  EXPECT_EQ(unit.variants[1].segment, kReadUr);
  EXPECT_EQ(unit.variants[0].previous, "");
  EXPECT_EQ(unit.variants[0].next, "Two <script>.");
  EXPECT_EQ(unit.variants[1].next, std::nullopt);
}

TEST(RenderedDocument, PagesEscapeAndName) {
  const std::string page = WriteReviewPage(Sample());
  EXPECT_THAT(page, HasSubstr("<title>talks &amp; &lt;more&gt;.html</title>"));
  EXPECT_THAT(page, Not(HasSubstr("<script>")));
  EXPECT_THAT(page, Not(HasSubstr("\x01")));
  EXPECT_THAT(page, Not(HasSubstr("http")));
  EXPECT_THAT(page, HasSubstr("<td lang=\"ur\" dir=\"rtl\">"));
  EXPECT_THAT(page, HasSubstr("<mark title=\"دو (glossaries/g/concepts/two)\">Two</mark> &lt;"));
  EXPECT_THAT(page, HasSubstr("(1) 85, fuzzy, -10 marks, -5 machine, memories/news/units/7"));
  EXPECT_THAT(page,
              HasSubstr("Read <bdi class=\"code\" dir=\"ltr\">&lt;b class=&quot;x&quot;&gt;"));
  EXPECT_THAT(page, HasSubstr("2 of 3 segments have a translation."));
}

}  // namespace
}  // namespace dragoman
