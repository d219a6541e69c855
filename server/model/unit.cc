#include "server/model/unit.h"

#include <algorithm>

namespace dragoman {

const Variant* Unit::At(const Language& language) const {
  const auto found = std::find_if(variants.begin(), variants.end(), [&](const Variant& variant) {
    return variant.language == language;
  });
  return found == variants.end() ? nullptr : &*found;
}

const Variant* Unit::Find(const Language& language) const {
  if (const Variant* same = At(language)) return same;
  const auto found = std::find_if(variants.begin(), variants.end(), [&](const Variant& variant) {
    return Answers(variant.language, language);
  });
  return found == variants.end() ? nullptr : &*found;
}

}  // namespace dragoman
