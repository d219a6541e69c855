#include "tests/exchange/read_support.h"

#include <array>
#include <fstream>
#include <iterator>

namespace dragoman {
namespace {

constexpr std::array<std::string_view, 28> kHostilePieces{
    "a",  "Б",    "ی",  "e\u0301", "\u200f", "1",   " ",    "  ",    "\t", "\n",
    "\r", "\r\n", "\\", "\\\\",    ";",      "|",   "=",    ",",     "\"", "\\e",
    "-",  "@",    "_",  "№",       "\\t",    "\\s", "🙂", "\u00a0"};

}  // namespace

Language Tag(std::string_view tag) { return *Language::Parse(tag); }

PartialDate Date(std::string_view text) { return PartialDate::Parse(text).value(); }

std::string HostileText(TestRandom& random) {
  std::string text;
  for (uint64_t i = random.Below(30); i > 0; --i)
    text += kHostilePieces[random.Below(kHostilePieces.size())];
  text.insert(random.Below(2) == 0 ? 0 : text.size(), "x");
  return text;
}

std::string RandomBytes(TestRandom& random, size_t max_bytes) {
  std::string bytes;
  const size_t size = random.Below(max_bytes + 1);
  while (bytes.size() < size) {
    if (random.Below(4) == 0) {
      bytes += static_cast<char>(random.Below(256));
    } else {
      bytes += kHostilePieces[random.Below(kHostilePieces.size())];
    }
  }
  return bytes;
}

std::optional<std::string> FileAt(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  return std::string(std::istreambuf_iterator<char>(file), {});
}

}  // namespace dragoman
