#include "tests/exchange/document_support.h"

#include "tests/status_matchers.h"

namespace dragoman {
namespace {

std::string TextWithCodes(const Segment& segment) {
  std::string shown;
  uint32_t at = 0;
  for (const Code& code : segment.codes) {
    shown += segment.text.substr(at, code.position_byte - at) + "{" + code.content + "}";
    at = code.position_byte;
  }
  return shown + segment.text.substr(at);
}

// The codes that the text begins with stay before it.
void PutLetterBefore(Segment& segment) {
  segment.text.insert(0, "Ж");
  for (Code& code : segment.codes) {
    if (code.position_byte > 0) code.position_byte += 2;
  }
}

std::vector<std::string> TextsOf(const DocumentFile& document) {
  std::vector<std::string> texts;
  for (const DocumentBlock& block : document.blocks()) texts.push_back(block.segment.text);
  return texts;
}

}  // namespace

std::unique_ptr<DocumentFile> ReadDocument(std::string bytes, DocumentFormat format) {
  auto document = ReadDocumentFile(std::move(bytes), format);
  EXPECT_OK(document);
  return document.ok() ? *std::move(document) : nullptr;
}

std::vector<std::string> ShownBlocks(const DocumentFile& document) {
  std::vector<std::string> shown;
  for (const DocumentBlock& block : document.blocks())
    shown.push_back(TextWithCodes(block.segment));
  return shown;
}

std::string WrittenWith(const DocumentFile& document, std::string_view target,
                        void (*change)(Segment&)) {
  BlockTranslations translations;
  for (const DocumentBlock& block : document.blocks()) {
    translations.push_back(block.segment);
    change(*translations.back());
  }
  const DocumentLanguages languages = {Language::Parse("en").value(),
                                       Language::Parse(target).value()};
  const auto written = document.Write(translations, languages);
  EXPECT_OK(written);
  return written.value_or("");
}

std::string WrittenChanged(const DocumentFile& document, std::string_view target) {
  return WrittenWith(document, target, PutLetterBefore);
}

void ExpectRoundTrips(DocumentFormat format, const std::vector<std::string>& pieces) {
  TestRandom random;
  for (int i = 0; i < 3000; ++i) {
    std::string bytes;
    for (uint64_t left = random.Below(12); left > 0; --left) {
      bytes += pieces[random.Below(pieces.size())];
    }
    const auto document = ReadDocument(bytes, format);
    ASSERT_EQ(WrittenWith(*document, "ur", [](Segment&) {}), bytes);
    std::vector<std::string> expected = TextsOf(*document);
    for (std::string& text : expected) text.insert(0, "Ж");
    const std::string written = WrittenChanged(*document);
    ASSERT_EQ(TextsOf(*ReadDocument(written, format)), expected) << bytes << "\n---\n" << written;
  }
}

}  // namespace dragoman
