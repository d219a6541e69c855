#include "server/term/character_checks.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>

#include "server/text/letters.h"
#include "server/text/normalise.h"

namespace dragoman {
namespace {

constexpr UChar32 kSoftHyphen = 0xAD;
constexpr UChar32 kNonJoiner = 0x200C;
constexpr UChar32 kJoiner = 0x200D;

struct Character {
  UChar32 value = 0;
  ByteRange range;
};

std::vector<Character> CharactersOf(std::string_view text) {
  std::vector<Character> characters;
  for (size_t at = 0; at < text.size();) {
    const size_t begin = at;
    UChar32 c = 0;
    U8_NEXT(text.data(), at, text.size(), c);
    characters.push_back({c, {static_cast<uint32_t>(begin), static_cast<uint32_t>(at)}});
  }
  return characters;
}

bool IsArabicLetter(UChar32 c) {
  return u_isUAlphabetic(c) != 0 &&
         u_getIntPropertyValue(c, UCHAR_JOINING_TYPE) != U_JT_NON_JOINING;
}

bool JoinsNext(UChar32 c) {
  const int type = u_getIntPropertyValue(c, UCHAR_JOINING_TYPE);
  return type == U_JT_DUAL_JOINING || type == U_JT_LEFT_JOINING || type == U_JT_JOIN_CAUSING;
}

// Returns whether the joiner at `i` changes how the letters around it are joined.
bool IsUseful(const std::vector<Character>& characters, size_t i) {
  if (i == 0 || i + 1 == characters.size()) return false;
  const UChar32 before = characters[i - 1].value;
  const UChar32 after = characters[i + 1].value;
  // ZWJ after a letter shows its joined form by itself, as in an abbreviation: هـ.
  if (characters[i].value == kJoiner) return IsArabicLetter(before) && JoinsNext(before);
  return IsArabicLetter(before) && IsArabicLetter(after) && JoinsNext(before);
}

bool IsJoinerFault(const std::vector<Character>& characters, size_t i, RuleSet rules) {
  const UChar32 c = characters[i].value;
  if (c == kSoftHyphen) return true;
  if (c == static_cast<UChar32>(kTatweel)) return rules == RuleSet::kUrdu;
  return (c == kJoiner || c == kNonJoiner) && !IsUseful(characters, i);
}

void Append(UChar32 c, std::string& out) {
  std::array<char, U8_MAX_LENGTH> bytes{};
  int32_t size = 0;
  U8_APPEND_UNSAFE(bytes.data(), size, c);
  out.append(bytes.data(), static_cast<size_t>(size));
}

// The controls of direction.
constexpr UChar32 kPopEmbedding = 0x202C;
constexpr UChar32 kPopIsolate = 0x2069;
bool IsOverride(UChar32 c) { return c == 0x202D || c == 0x202E; }
bool OpensEmbedding(UChar32 c) { return c == 0x202A || c == 0x202B || IsOverride(c); }
bool OpensIsolate(UChar32 c) { return c >= 0x2066 && c <= 0x2068; }

std::vector<ByteRange> DirectionFaults(const std::vector<Character>& characters) {
  std::vector<ByteRange> faults;
  std::vector<Character> open;
  const auto close = [&](const Character& end, bool (*opens)(UChar32)) {
    if (open.empty() || !opens(open.back().value)) return faults.push_back(end.range);
    if (IsOverride(open.back().value)) faults.push_back(open.back().range);
    open.pop_back();
  };
  for (const Character& one : characters) {
    if (OpensEmbedding(one.value) || OpensIsolate(one.value)) open.push_back(one);
    if (one.value == kPopEmbedding) close(one, OpensEmbedding);
    if (one.value == kPopIsolate) close(one, OpensIsolate);
  }
  for (const Character& one : open) faults.push_back(one.range);
  std::sort(faults.begin(), faults.end(),
            [](const ByteRange& a, const ByteRange& b) { return a.begin < b.begin; });
  return faults;
}

// Returns the mark that closes an opening one, or 0.
UChar32 CloserOf(UChar32 c) {
  switch (c) {
    case '(':
      return ')';
    case '[':
      return ']';
    case '{':
      return '}';
    case 0xAB:
      return 0xBB;
    default:
      return 0;
  }
}

bool IsCloser(UChar32 c) { return c == ')' || c == ']' || c == '}' || c == 0xBB; }
bool IsCurlyQuote(UChar32 c) { return c == 0x201C || c == 0x201D || c == 0x201E || c == 0x201F; }

// "a)" and "12)" at the beginning or behind a space.
bool IsListSign(const std::vector<Character>& characters, size_t i) {
  constexpr size_t kMostCharacters = 3;
  size_t length = 0;
  while (length < i && u_isalnum(characters[i - length - 1].value) != 0) ++length;
  const bool begins = length == i || u_isspace(characters[i - length - 1].value) != 0;
  return characters[i].value == ')' && length > 0 && length <= kMostCharacters && begins;
}

// Inches, seconds: 5" is no quotation.
bool IsUnitSign(const std::vector<Character>& characters, size_t i) {
  return i > 0 && u_isdigit(characters[i - 1].value) != 0;
}

}  // namespace

CharacterFaults CharacterFaultsOf(std::string_view text, const Language& language) {
  const RuleSet rules = RuleSetOf(language);
  const std::vector<Character> characters = CharactersOf(text);
  CharacterFaults faults;
  std::string repaired;
  for (size_t i = 0; i < characters.size(); ++i) {
    const Character& one = characters[i];
    const auto c = static_cast<char32_t>(one.value);
    if (IsJoinerFault(characters, i, rules)) {
      faults.joiners.push_back(one.range);
      continue;
    }
    const char32_t letter = rules == RuleSet::kUrdu ? UrduLetter(c) : c;
    if (letter != c) faults.arabic_letters.push_back(one.range);
    Append(static_cast<UChar32>(letter), repaired);
  }
  if (repaired != text) faults.repaired = std::move(repaired);
  faults.direction = DirectionFaults(characters);
  return faults;
}

std::vector<ByteRange> UnpairedMarks(std::string_view text) {
  const std::vector<Character> characters = CharactersOf(text);
  std::vector<ByteRange> unpaired;
  std::vector<Character> open;
  std::vector<ByteRange> curly;
  std::vector<ByteRange> straight;
  for (size_t i = 0; i < characters.size(); ++i) {
    const Character& one = characters[i];
    if (CloserOf(one.value) != 0) open.push_back(one);
    if (IsCurlyQuote(one.value)) curly.push_back(one.range);
    if (one.value == '"' && !IsUnitSign(characters, i)) straight.push_back(one.range);
    if (!IsCloser(one.value)) continue;
    if (!open.empty() && CloserOf(open.back().value) == one.value) {
      open.pop_back();
    } else if (!IsListSign(characters, i)) {
      unpaired.push_back(one.range);
    }
  }
  for (const Character& one : open) unpaired.push_back(one.range);
  if (curly.size() % 2 != 0) unpaired.push_back(curly.back());
  if (straight.size() % 2 != 0) unpaired.push_back(straight.back());
  std::sort(unpaired.begin(), unpaired.end(),
            [](const ByteRange& a, const ByteRange& b) { return a.begin < b.begin; });
  return unpaired;
}

}  // namespace dragoman
