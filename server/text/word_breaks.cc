#include "server/text/word_breaks.h"

#include <unicode/brkiter.h>
#include <unicode/uchar.h>
#include <unicode/utext.h>

#include <memory>

#include "server/text/code_points.h"

namespace dragoman {
namespace {

using IteratorPointer = std::unique_ptr<icu::BreakIterator>;

icu::BreakIterator& WordIterator() {
  static const IteratorPointer original = [] {
    UErrorCode error = U_ZERO_ERROR;
    return IteratorPointer(icu::BreakIterator::createWordInstance(icu::Locale::getRoot(), error));
  }();
  thread_local const IteratorPointer mine(original->clone());
  return *mine;
}

bool IsLetter(char32_t c) {
  return (U_GET_GC_MASK(static_cast<UChar32>(c)) & (U_GC_L_MASK | U_GC_NL_MASK)) != 0;
}

bool IsDigit(char32_t c) { return u_isdigit(static_cast<UChar32>(c)); }

bool HoldsLetterOrDigit(std::string_view text) {
  for (size_t offset = 0; offset < text.size();) {
    const char32_t c = NextCodePoint(text, &offset);
    if (IsLetter(c) || IsDigit(c)) return true;
  }
  return false;
}

// Adds the token, cut at each dot between letters.
void AddToken(std::string_view level2, Token token, std::vector<Token>& out) {
  const std::string_view text = level2.substr(0, token.is_word ? token.end : 0);
  for (size_t dot = text.find('.', token.begin); dot != text.npos; dot = text.find('.', dot + 1)) {
    size_t after = dot + 1;
    if (!IsLetter(LastCodePoint(level2.substr(token.begin, dot - token.begin)))) continue;
    if (!IsLetter(NextCodePoint(level2, &after))) continue;
    out.push_back({token.begin, dot, true});
    out.push_back({dot, dot + 1, false});
    token.begin = dot + 1;
  }
  out.push_back(token);
}

}  // namespace

std::vector<Token> Tokens(std::string_view level2) {
  UErrorCode error = U_ZERO_ERROR;
  UText text = UTEXT_INITIALIZER;
  utext_openUTF8(&text, level2.data(), static_cast<int64_t>(level2.size()), &error);
  icu::BreakIterator& iterator = WordIterator();
  iterator.setText(&text, error);
  std::vector<Token> tokens;
  size_t begin = 0;
  for (int32_t next = iterator.next(); next != icu::BreakIterator::DONE; next = iterator.next()) {
    const auto end = static_cast<size_t>(next);
    AddToken(level2, {begin, end, HoldsLetterOrDigit(level2.substr(begin, end - begin))}, tokens);
    begin = end;
  }
  utext_close(&text);
  return tokens;
}

}  // namespace dragoman
