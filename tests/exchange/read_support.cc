#include "tests/exchange/read_support.h"

#include <array>
#include <fstream>
#include <iterator>

namespace dragoman {
namespace {

constexpr std::array<std::string_view, 28> kPieces{
    "a",  "Б",    "ی",  "e\u0301", "\u200f", "1",   " ",    "  ",    "\t", "\n",
    "\r", "\r\n", "\\", "\\\\",    ";",      "|",   "=",    ",",     "\"", "\\e",
    "-",  "@",    "_",  "№",       "\\t",    "\\s", "🙂", "\u00a0"};

}  // namespace

std::string HostileText(TestRandom& random) {
  std::string text;
  for (uint64_t i = random.Below(30); i > 0; --i) text += kPieces[random.Below(kPieces.size())];
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
      bytes += kPieces[random.Below(kPieces.size())];
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
