#include "server/model/segment.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

namespace dragoman {

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
