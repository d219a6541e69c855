#include "server/term/place_word.h"

#include <array>

namespace dragoman {
namespace {

constexpr std::array<std::string_view, 3> kLands = {"stan", "стан", "ستان"};
constexpr std::string_view kVowels = "aeiouyаеиоуыэюяйьہیےاوه";
constexpr size_t kLeastLetters = 3;  // Of what is left of a name.
constexpr size_t kMostVowels = 2;    // That are cut off.

// Returns the text without its last character.
std::string_view WithoutLast(std::string_view text) {
  size_t end = text.size();
  while (end > 0 && (static_cast<unsigned char>(text[end - 1]) & 0xC0) == 0x80) --end;
  return text.substr(0, end == 0 ? 0 : end - 1);
}

bool HasLetters(std::string_view text, size_t least) {
  for (; least > 0 && !text.empty(); --least) text = WithoutLast(text);
  return least == 0;
}

std::string_view BaseOf(std::string_view name) {
  for (const std::string_view land : kLands) {
    if (name.ends_with(land)) name.remove_suffix(land.size());
  }
  for (size_t i = 0; i < kMostVowels; ++i) {
    const std::string_view shorter = WithoutLast(name);
    const std::string_view last = name.substr(shorter.size());
    if (kVowels.find(last) == std::string_view::npos) break;
    if (!HasLetters(shorter, kLeastLetters)) break;
    name = shorter;
  }
  return name;
}

}  // namespace

bool IsMadeFromPlace(std::string_view name, std::string_view word) {
  const std::string_view base = BaseOf(name);
  return HasLetters(base, kLeastLetters) && word.starts_with(base);
}

}  // namespace dragoman
