#include "server/model/segment.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <utility>

namespace dragoman {
namespace {

std::vector<std::pair<CodeKind, std::string_view>> SortedNames(const Segment& segment) {
  std::vector<std::pair<CodeKind, std::string_view>> names;
  for (const Code& code : segment.codes) names.emplace_back(code.kind, code.content);
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace

bool HaveSameCodes(const Segment& a, const Segment& b) { return SortedNames(a) == SortedNames(b); }

bool IsBlank(std::string_view text) {
  const auto size = static_cast<int32_t>(text.size());
  for (int32_t i = 0; i < size;) {
    UChar32 c = 0;
    U8_NEXT(text.data(), i, size, c);
    if (!u_isUWhiteSpace(c)) return false;
  }
  return true;
}

}  // namespace dragoman
