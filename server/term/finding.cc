#include "server/term/finding.h"

#include <algorithm>
#include <tuple>

namespace dragoman {

std::span<const CheckRule> CheckRules() {
  static constexpr CheckRule kRules[] = {
      {"codes", Severity::kError, "An inline code of the source is lost, or there is one more."},
      {"empty", Severity::kError, "There is no translation."},
      {"term-forbidden", Severity::kError, "A term has a rendering that is forbidden for it."},
      {"bidi", Severity::kWarning,
       "A control character of writing direction overrides it, or is not closed."},
      {"inconsistent", Severity::kWarning, "The same source is rendered in another way elsewhere."},
      {"joiners", Severity::kWarning,
       "Invisible joiners, soft hyphens or tatweel stand where they have no use."},
      {"name-spelling", Severity::kWarning, "A name is spelled in another way elsewhere."},
      {"number", Severity::kWarning, "Numbers, dates or times do not agree."},
      {"quotes", Severity::kWarning, "Quotation marks or brackets are not paired."},
      {"term-deprecated", Severity::kWarning, "A term has a rendering that is no longer used."},
      {"term-missing", Severity::kWarning,
       "A term of the source has none of its renderings; another one may be used."},
      {"untranslated", Severity::kWarning, "A part is left in the source language."},
      {"urdu-letters", Severity::kWarning, "Urdu is typed with Arabic letters."},
      {"phrase-missing", Severity::kNote,
       "A phrase of the source has none of its renderings; another wording may be as good."},
      {"term-not-preferred", Severity::kNote, "An admitted rendering is used, not the preferred."},
  };
  return kRules;
}

const CheckRule* FindCheckRule(std::string_view name) {
  const auto rules = CheckRules();
  const auto found = std::find_if(rules.begin(), rules.end(),
                                  [name](const CheckRule& rule) { return rule.name == name; });
  return found == rules.end() ? nullptr : &*found;
}

void Findings::Add(std::string_view rule, Finding finding) {
  if (!Wants(rule)) return;
  finding.rule = FindCheckRule(rule);
  findings_.push_back(std::move(finding));
}

std::vector<Finding> Findings::Take() {
  const auto place = [](const std::vector<ByteRange>& ranges) {
    return ranges.empty() ? UINT32_MAX : ranges.front().begin;
  };
  std::stable_sort(findings_.begin(), findings_.end(), [&](const Finding& a, const Finding& b) {
    return std::tuple(a.pair, a.rule->severity, place(a.target), place(a.source)) <
           std::tuple(b.pair, b.rule->severity, place(b.target), place(b.source));
  });
  return std::move(findings_);
}

}  // namespace dragoman
