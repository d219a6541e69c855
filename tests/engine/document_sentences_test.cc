// Sentences of blocks: which codes go with them, and blocks put together again.
#include "server/engine/document_sentences.h"

#include "server/engine/documents.h"
#include "tests/engine/engine_support.h"

namespace dragoman {
namespace {

using testing::ElementsAre;

constexpr auto kOpen = CodeKind::kOpen;
constexpr auto kClose = CodeKind::kClose;
constexpr auto kAlone = CodeKind::kStandalone;

// Returns the segment that is written with codes as <x>, </x>, <x/>.
Segment Marked(std::string_view marked) {
  Segment segment;
  for (size_t at = 0; at < marked.size();) {
    if (marked[at] != '<') {
      segment.text += marked[at++];
      continue;
    }
    const std::string content(marked.substr(at, marked.find('>', at) + 1 - at));
    const CodeKind kind = content[1] == '/' ? kClose : content.ends_with("/>") ? kAlone : kOpen;
    segment.codes.push_back({kind, static_cast<uint32_t>(segment.text.size()), content});
    at += content.size();
  }
  return segment;
}

std::string Shown(const Segment& segment) {
  std::string shown;
  uint32_t at = 0;
  for (const Code& code : segment.codes) {
    shown += segment.text.substr(at, code.position_byte - at) + code.content;
    at = code.position_byte;
  }
  return shown + segment.text.substr(at);
}

std::vector<BlockSentence> Cut(const std::vector<Segment>& blocks) {
  std::vector<DocumentBlock> all;
  for (const Segment& block : blocks) all.push_back({BlockKind::kParagraph, block});
  return SentencesOf(all, Lang("en"), nullptr).value();
}

std::vector<std::string> Sentences(std::string_view marked) {
  std::vector<std::string> shown;
  for (const BlockSentence& one : Cut({Marked(marked)})) shown.push_back(Shown(one.segment));
  return shown;
}

TEST(DocumentSentences, CodesWithinGoWithTheirSentence) {
  EXPECT_THAT(Sentences("One <b>two</b> three. Four<br/> five."),
              ElementsAre("One <b>two</b> three.", "Four<br/> five."));
}

TEST(DocumentSentences, CodesAtTheEndsStayOutsideUnlessTheirPartnerIsWithin) {
  EXPECT_THAT(Sentences("<b>Note.</b> <i>Read</i> this.<br/>"),
              ElementsAre("Note.", "<i>Read</i> this."));
  EXPECT_THAT(Sentences("<p><b><i>One</i> two.</b></p> Three <b>four.</b>"),
              ElementsAre("<i>One</i> two.", "Three <b>four.</b>"));
  EXPECT_THAT(Sentences("One <b>two. Three</b> four."),
              ElementsAre("One <b>two.", "Three</b> four."));
}

TEST(DocumentSentences, BlocksComeTogetherAgain) {
  const Segment block = Marked(" <b>One.</b>  <i>Two</i> three.<br/> ");
  const auto sentences = Cut({block});
  EXPECT_EQ(BlockWith(block, sentences, std::vector<std::optional<Segment>>(2)), block);
  const std::vector<std::optional<Segment>> translations = {Marked("Один."), std::nullopt};
  EXPECT_EQ(Shown(BlockWith(block, sentences, translations)),
            " <b>Один.</b>  <i>Two</i> three.<br/> ");
}

TEST(DocumentSentences, RandomBlocksComeTogetherAgain) {
  TestRandom random;
  const std::vector<std::string> pieces = {"One", ". ", "<b>", "</b>", "<x/>", " ", "Two", "! "};
  for (int i = 0; i < 5000; ++i) {
    std::string marked;
    for (uint64_t left = random.Below(20); left > 0; --left) {
      marked += pieces[random.Below(pieces.size())];
    }
    const Segment block = Marked(marked);
    const auto sentences = Cut({block});
    EXPECT_EQ(BlockWith(block, sentences, std::vector<std::optional<Segment>>(sentences.size())),
              block);
  }
}

TEST(DocumentSentences, TranslationsGetTheCodesOfTheirSource) {
  const auto placed = [](std::string_view source, std::string_view translation) {
    const PlacedCodes result = WithCodesOf(Marked(source), Marked(translation));
    return Shown(result.segment) + (result.guessed ? " ?" : "");
  };
  EXPECT_EQ(placed("A <b>b</b>", "<b>Б</b> а"), "<b>Б</b> а");
  EXPECT_EQ(placed("A <i>b</i>", "<b>Б</b> а"), "<i>Б</i> а");
  EXPECT_EQ(placed("A <i>b</i>", "Б а"), "Б а<i></i> ?");
  EXPECT_EQ(placed("<i>A</i> b", "Б а"), "<i>Б а</i> ?");
  EXPECT_EQ(placed("A b", "<b>Б</b> а"), "Б а");
}

// A text cut line by line has the sentences of the whole.
TEST(DocumentSentences, LinesOfATextHaveTheSentencesOfTheText) {
  const std::string text =
      "Dr. Rasul met A. P.\nKhorev. He left!\r\n\r\nThe U.S.\u2028Embassy… And so on.\n";
  const auto whole = SegmentDocument(text, Lang("en")).value();
  const auto document = ReadDocumentFile(text, DocumentFormat::kText).value();
  const auto cut = SentencesOf(document->blocks(), Lang("en"), nullptr).value();
  ASSERT_EQ(cut.size(), whole.size());
  for (size_t i = 0; i < cut.size(); ++i) {
    EXPECT_EQ(cut[i].segment.text, PartOf(text, whole[i].range));
  }
}

}  // namespace
}  // namespace dragoman
