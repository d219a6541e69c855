#include "server/exchange/text_decoder.h"

#include <gtest/gtest.h>

#include "tests/exchange/read_support.h"
#include "tests/status_matchers.h"

namespace dragoman {
namespace {

constexpr std::string_view kText =
    "en\tru\nThe ambassador\tПосол прибыл в Москву\nسفیر\t🙂\n";

struct Decoded {
  std::string text;
  std::string encoding;
};

StatusOr<Decoded> Decode(std::string_view bytes, std::string_view stated = "",
                         size_t piece_bytes = 1 << 20) {
  ASSIGN_OR_RETURN(const auto decoder, TextDecoder::Create(stated));
  Decoded decoded;
  const auto sink = [&decoded](std::string_view utf8) {
    decoded.text += utf8;
    return absl::OkStatus();
  };
  for (; !bytes.empty(); bytes.remove_prefix(std::min(piece_bytes, bytes.size()))) {
    RETURN_IF_ERROR(decoder->Feed(bytes.substr(0, piece_bytes), sink));
  }
  RETURN_IF_ERROR(decoder->Finish(sink));
  decoded.encoding = decoder->encoding();
  return decoded;
}

// Returns valid UTF-8 as UTF-16.
std::string Utf16(std::string_view text, bool is_big_endian) {
  std::string bytes;
  const auto add = [&](uint32_t unit) {
    const auto high = static_cast<char>(unit >> 8);
    const auto low = static_cast<char>(unit & 0xFF);
    bytes += is_big_endian ? std::string{high, low} : std::string{low, high};
  };
  for (size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const size_t size = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    uint32_t point = size == 1 ? lead : lead & (0xFF >> (size + 1));
    for (size_t j = 1; j < size; ++j) point = point << 6 | (text[i + j] & 0x3F);
    i += size;
    if (point < 0x10000) {
      add(point);
    } else {
      add(0xD800 + ((point - 0x10000) >> 10));
      add(0xDC00 + ((point - 0x10000) & 0x3FF));
    }
  }
  return bytes;
}

// Returns Russian of lower-case letters and spaces as windows-1251.
std::string Windows1251(std::string_view text) {
  std::string bytes;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] >= 0) {
      bytes += text[i];
      continue;
    }
    const uint32_t point = (text[i] & 0x1FU) << 6 | (text[i + 1] & 0x3FU);
    bytes += static_cast<char>(point - 0x430 + 0xE0);
    ++i;
  }
  return bytes;
}

TEST(TextDecoder, FindsOutUnicode) {
  const std::vector<std::pair<std::string, std::string>> files{
      {std::string(kText), "UTF-8"},     {"\xEF\xBB\xBF" + std::string(kText), "UTF-8"},
      {Utf16(kText, false), "UTF-16LE"}, {"\xFF\xFE" + Utf16(kText, false), "UTF-16LE"},
      {Utf16(kText, true), "UTF-16BE"},  {"\xFE\xFF" + Utf16(kText, true), "UTF-16BE"}};
  for (const auto& [bytes, encoding] : files) {
    for (const size_t piece : {1, 2, 3, 1000}) {
      ASSERT_OK_AND_ASSIGN(const Decoded decoded, Decode(bytes, "", piece));
      EXPECT_EQ(decoded.text, kText);
      EXPECT_EQ(decoded.encoding, encoding);
    }
  }
  EXPECT_EQ(Decode("")->encoding, "UTF-8");
}

TEST(TextDecoder, LargeFilesAreReadInPieces) {
  std::string text;
  while (text.size() < 1 << 20) text += kText;
  ASSERT_OK_AND_ASSIGN(const Decoded decoded, Decode(Utf16(text, false), "", 7777));
  EXPECT_EQ(decoded.text, text);
}

TEST(TextDecoder, FindsOutWindows1251OnlyWhereItIsSure) {
  constexpr std::string_view kRussian =
      "en;ru\nthe talks;переговоры прошли в москве и завершились подписанием соглашения\n"
      "the visit;визит министра иностранных дел состоится на следующей неделе\n";
  ASSERT_OK_AND_ASSIGN(const Decoded decoded, Decode(Windows1251(kRussian)));
  EXPECT_EQ(decoded.encoding, "windows-1251");
  EXPECT_EQ(decoded.text, kRussian);
  EXPECT_EQ(Decode("en\tru\na\tb\xFF\n")->encoding, "UTF-8");
  // A file of UTF-8 with a damaged row.
  EXPECT_EQ(Decode(std::string(kText) + "a\xE0\xE1\tb\n")->encoding, "UTF-8");
}

TEST(TextDecoder, TakesWhatIsStated) {
  EXPECT_EQ(Decode("\xEF\xF0\xE0\xE2\xE4\xE0", "Windows-1251")->text, "правда");
  EXPECT_EQ(Decode("\xD3\xDD\xED\xD1", "windows-1256")->text, "سفير");
  EXPECT_EQ(Decode(Utf16("a", true), "UTF-16BE")->text, "a");
  EXPECT_EQ(Decode("\xFE\xFF" + Utf16("a", true), "utf-16")->text, "a");
  EXPECT_EQ(Decode(Utf16("ы", false), "UTF-16")->text, "ы");
  EXPECT_THAT(TextDecoder::Create("EBCDIC"),
              StatusIs(kBad, "encoding: 'EBCDIC' is not read; use one of UTF-8, UTF-16"));
}

TEST(TextDecoder, RefusesWhatIsNoText) {
  EXPECT_THAT(Decode(std::string("\xFF\xFE\0\0a\0\0\0", 8)), StatusIs(kBad, "the file is UTF-32"));
  EXPECT_THAT(Decode(std::string("\0\1\2\0\0", 5)), StatusIs(kBad, "the file is no text"));
  EXPECT_THAT(Decode("\xFF\xFE" + Utf16("a", false) + "b"),
              StatusIs(kBad, "the file is not UTF-16LE all through"));
  EXPECT_THAT(Decode(std::string("\xFF\xFE\x00\xD8\x61\x00", 6)),
              StatusIs(kBad, "the file is not UTF-16LE all through"));
}

TEST(TextDecoder, AnyBytesAreReadOrRefused) {
  TestRandom random;
  for (int i = 0; i < 500; ++i) {
    const std::string bytes = RandomBytes(random, 200);
    const auto whole = Decode(bytes);
    const auto pieces = Decode(bytes, "", 1 + random.Below(9));
    ASSERT_EQ(whole.ok(), pieces.ok());
    if (whole.ok()) {
      EXPECT_EQ(whole->text, pieces->text);
    }
  }
}

}  // namespace
}  // namespace dragoman
