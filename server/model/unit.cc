#include "server/model/unit.h"

namespace dragoman {

const Variant* Unit::Find(const Language& language) const {
  const Variant* answer = nullptr;
  for (const Variant& variant : variants) {
    if (variant.language == language) return &variant;
    if (answer == nullptr && Answers(variant.language, language)) answer = &variant;
  }
  return answer;
}

}  // namespace dragoman
