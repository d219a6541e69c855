#include "server/engine/check_translation.h"

#include <algorithm>

#include "server/engine/checks.h"
#include "server/engine/limits.h"
#include "server/engine/resources_asked.h"
#include "server/engine/term_checks.h"
#include "server/term/document_checks.h"
#include "server/term/text_checks.h"

namespace dragoman {
namespace {

StatusOr<Findings::RuleNames> RulesOff(const CheckOptions& options) {
  Findings::RuleNames names;
  for (const std::string& name : options.rules_off) {
    if (FindCheckRule(name) == nullptr) {
      std::string known;
      for (const CheckRule& rule : CheckRules()) {
        known += fmt::format("{}{}", known.empty() ? "" : ", ", rule.name);
      }
      return FieldError("disabled_rules", fmt::format("there is no rule '{}'; the rules are {}",
                                                      Shortened(name), known));
    }
    names.insert(name);
  }
  return names;
}

}  // namespace

Status CheckLanguages(const Language& source, const Language& target) {
  if (source.empty()) {
    return FieldError("source_language", "a BCP-47 tag is required, e.g. 'en'");
  }
  if (target.empty()) {
    return FieldError("target_language", "a BCP-47 tag is required, e.g. 'ru'");
  }
  if (!Answers(target, source)) return absl::OkStatus();
  return FieldError("target_language", fmt::format("'{}' is the source's language too; a "
                                                   "translation has another one",
                                                   target.tag()));
}

Status CheckPairs(std::span<const TranslationPair> pairs) {
  if (pairs.empty() || pairs.size() > kMaxCheckedPairs) {
    return FieldError(
        "pairs", fmt::format("{} given; a check takes 1 to {}", pairs.size(), kMaxCheckedPairs));
  }
  size_t bytes = 0;
  for (size_t i = 0; i < pairs.size(); ++i) {
    const auto field = [i](const char* side) { return fmt::format("pairs[{}].{}", i, side); };
    RETURN_IF_ERROR(WithFieldPrefix(field("source"), CheckSegment(pairs[i].source)));
    // A translation may be missing; that is a finding.
    if (!pairs[i].target.text.empty()) {
      RETURN_IF_ERROR(WithFieldPrefix(field("target"), CheckSegment(pairs[i].target)));
    }
    bytes += pairs[i].source.text.size() + pairs[i].target.text.size();
  }
  if (bytes <= kMaxDocumentBytes) return absl::OkStatus();
  return FieldError(
      "pairs", fmt::format("{} bytes of text; a check takes at most {}", bytes, kMaxDocumentBytes));
}

StatusOr<CheckResult> CheckTranslation(const Catalog& registry, const CheckOptions& options,
                                       std::span<const TranslationPair> pairs,
                                       const Cancelled& cancelled) {
  RETURN_IF_ERROR(CheckLanguages(options.source, options.target));
  RETURN_IF_ERROR(CheckNames(ResourceKind::kGlossary, options.glossaries));
  if (!options.outlet.empty()) RETURN_IF_ERROR(CheckOutlet("outlet", options.outlet));
  RETURN_IF_ERROR(CheckPairs(pairs));
  ASSIGN_OR_RETURN(auto rules_off, RulesOff(options));
  Findings findings(std::move(rules_off));
  TermChecks terms(registry, options);
  std::vector<CheckedPair> checked;
  std::vector<std::vector<ByteRange>> term_places;
  checked.reserve(pairs.size());
  for (size_t i = 0; i < pairs.size(); ++i) {
    RETURN_IF_ERROR(CheckCancelled(cancelled));
    checked.emplace_back(i, pairs[i].source, pairs[i].target, options.source, options.target);
    CheckTexts(checked.back(), findings);
    ASSIGN_OR_RETURN(term_places.emplace_back(), terms.Check(checked.back(), findings));
  }
  CheckConsistency(checked, findings);
  CheckNameSpelling(checked, term_places, findings);
  return CheckResult{findings.Take(), terms.glossaries()};
}

}  // namespace dragoman
