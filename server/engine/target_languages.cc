#include "server/engine/target_languages.h"

#include <algorithm>

namespace dragoman {

std::vector<Language> TargetsOf(const Unit& unit, const Language& source,
                                std::span<const Language> wanted) {
  std::vector<Language> targets;
  const auto add = [&](const Language& language) {
    if (language == source) return;
    if (std::find(targets.begin(), targets.end(), language) == targets.end()) {
      targets.push_back(language);
    }
  };
  for (const Language& one : wanted) {
    for (const Variant& variant : unit.variants) {
      if (Answers(variant.language, one)) add(variant.language);
    }
  }
  if (wanted.empty()) {
    for (const Variant& variant : unit.variants) add(variant.language);
  }
  return targets;
}

}  // namespace dragoman
