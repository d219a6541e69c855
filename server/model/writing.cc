#include "server/model/writing.h"

#include <unicode/locid.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <vector>

namespace dragoman {
namespace {

constexpr std::array<std::string_view, 7> kLineEnds = {"\n",     "\r",     "\v",    "\f",
                                                       "\u0085", "\u2028", "\u2029"};

// Returns the scripts that a language is written in; none where that is not known.
std::vector<UScriptCode> ScriptsOf(const Language& language) {
  constexpr int32_t kMostScripts = 8;
  std::vector<UScriptCode> scripts(kMostScripts);
  UErrorCode error = U_ZERO_ERROR;
  const int32_t count =
      uscript_getCode(language.tag().c_str(), scripts.data(), kMostScripts, &error);
  scripts.resize(U_SUCCESS(error) ? static_cast<size_t>(std::clamp(count, 0, kMostScripts)) : 0);
  return scripts;
}

// Calls `visit` with each code point of valid UTF-8 text.
template <typename Visit>
void ForEachCodePoint(std::string_view text, const Visit& visit) {
  const auto size = static_cast<int32_t>(text.size());
  for (int32_t i = 0; i < size;) {
    UChar32 c = 0;
    U8_NEXT(text.data(), i, size, c);
    visit(c);
  }
}

}  // namespace

bool IsRightToLeft(const Language& language) {
  return icu::Locale(language.tag().c_str()).isRightToLeft() != 0;
}

size_t LineEndAt(std::string_view text, size_t at) {
  for (const std::string_view end : kLineEnds) {
    if (text.substr(at).starts_with(end)) return end.size();
  }
  return 0;
}

size_t VisibleCharacters(std::string_view text) {
  size_t visible = 0;
  ForEachCodePoint(text, [&visible](UChar32 c) { visible += u_isUWhiteSpace(c) ? 0 : 1; });
  return visible;
}

ScriptLetters LettersOf(std::string_view text, const Language& language) {
  const std::vector<UScriptCode> scripts = ScriptsOf(language);
  ScriptLetters letters;
  ForEachCodePoint(text, [&](UChar32 c) {
    if (!u_isalpha(c)) return;
    ++letters.all;
    const bool fits = std::any_of(scripts.begin(), scripts.end(), [c](UScriptCode script) {
      return uscript_hasScript(c, script) != 0;
    });
    if (scripts.empty() || fits) ++letters.of_language;
  });
  return letters;
}

bool HasLetters(std::string_view text) {
  bool has = false;
  ForEachCodePoint(text, [&has](UChar32 c) { has = has || u_isalpha(c); });
  return has;
}

}  // namespace dragoman
