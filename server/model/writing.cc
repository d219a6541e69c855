#include "server/model/writing.h"

#include <unicode/locid.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <array>

namespace dragoman {
namespace {

constexpr std::array<std::string_view, 7> kLineEnds = {"\n",     "\r",     "\v",    "\f",
                                                       "\u0085", "\u2028", "\u2029"};

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
  const auto size = static_cast<int32_t>(text.size());
  size_t visible = 0;
  for (int32_t i = 0; i < size;) {
    UChar32 c = 0;
    U8_NEXT(text.data(), i, size, c);
    if (!u_isUWhiteSpace(c)) ++visible;
  }
  return visible;
}

}  // namespace dragoman
