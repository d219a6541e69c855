#include "server/text/normalise.h"

namespace dragoman {

RuleSet RuleSetOf(const Language& language) {
  const std::string_view primary = language.primary();
  if (primary == "en") return RuleSet::kEnglish;
  if (primary == "ru") return RuleSet::kRussian;
  if (primary == "ur") return RuleSet::kUrdu;
  return RuleSet::kGeneric;
}

std::string ExactKey(std::string_view text, const Language& language) {
  return Level2(text, RuleSetOf(language)).TakeText();
}

}  // namespace dragoman
