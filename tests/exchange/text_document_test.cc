// Plain text as blocks: one for each line.
#include "tests/exchange/document_support.h"
#include "tests/status_matchers.h"

namespace dragoman {
namespace {

using testing::ElementsAre;

TEST(TextDocument, LinesAreBlocks) {
  const std::string text = "\xef\xbb\xbf One. \r\n\r\nTwo.\u2028Three.\x85\n";
  const auto refused = ReadDocumentFile(text, DocumentFormat::kText);
  EXPECT_THAT(refused, StatusIs(StatusCode::kInvalidArgument, "byte 26 is not UTF-8"));
  const auto document =
      ReadDocument("\xef\xbb\xbf One. \r\n\r\nTwo.\u2028Three.\u0085", DocumentFormat::kText);
  EXPECT_THAT(ShownBlocks(*document), ElementsAre("One.", "Two.", "Three."));
  EXPECT_EQ(WrittenChanged(*document), "\xef\xbb\xbf ЖOne. \r\n\r\nЖTwo.\u2028ЖThree.\u0085");
}

TEST(TextDocument, ATranslationStaysOneLine) {
  const auto document = ReadDocument("One.\nTwo.\n", DocumentFormat::kText);
  EXPECT_EQ(WrittenWith(*document, "ru", [](Segment& s) { s.text += "\nA\u2029B"; }),
            "One. A B\nTwo. A B\n");
}

TEST(TextDocument, ComesBack) {
  ExpectRoundTrips(DocumentFormat::kText,
                   {"One.", " ", "\n", "\r\n", "\t", "\u0085", "سفیر", "\v", "<b>", "&", "\u00a0"});
}

TEST(DocumentFile, FormatIsFoundFromTheName) {
  EXPECT_EQ(DocumentFormatOfName("a/REPORT.TXT"), DocumentFormat::kText);
  EXPECT_EQ(DocumentFormatOfName("a.md"), DocumentFormat::kMarkdown);
  EXPECT_EQ(DocumentFormatOfName("a.htm"), DocumentFormat::kHtml);
  EXPECT_EQ(DocumentFormatOfName("a.pdf"), std::nullopt);
  EXPECT_EQ(DocumentFormatOfName("md"), std::nullopt);
}

TEST(DocumentFile, BinaryFilesAreRefused) {
  EXPECT_THAT(ReadDocumentFile(std::string("PK\3\4\0\0", 6), DocumentFormat::kHtml),
              StatusIs(StatusCode::kInvalidArgument, "byte 4 is NUL"));
}

TEST(DocumentFile, CodesOfOtherBlocksAreRefused) {
  const auto document = ReadDocument("<p>One <b>two</b>.</p>", DocumentFormat::kHtml);
  const DocumentLanguages languages = {};
  Segment translation = document->blocks()[0].segment;
  translation.codes.pop_back();
  const auto lost = document->Write({translation}, languages);
  EXPECT_EQ(FieldOf(lost.status()), "translations[0].codes");
  translation.codes = {{CodeKind::kOpen, 0, "<b>"}, {CodeKind::kClose, 1, "</i>"}};
  EXPECT_EQ(FieldOf(document->Write({translation}, languages).status()), "translations[0].codes");
  EXPECT_EQ(*document->Write({std::nullopt}, languages), "<p>One <b>two</b>.</p>");
}

}  // namespace
}  // namespace dragoman
