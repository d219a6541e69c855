#include "server/service/check_calls.h"

#include "server/engine/check_translation.h"
#include "server/service/convert_consistency.h"
#include "server/service/convert_score.h"
#include "server/service/request.h"

namespace dragoman {
namespace {

StatusOr<CheckOptions> OptionsOf(const v1::CheckTranslationRequest& message) {
  CheckOptions options;
  ASSIGN_OR_RETURN(options.source, LanguageOf("source_language", message.source_language()));
  ASSIGN_OR_RETURN(options.target, LanguageOf("target_language", message.target_language()));
  options.glossaries = {message.glossaries().begin(), message.glossaries().end()};
  ASSIGN_OR_RETURN(options.as_of, DateOf("as_of", message.as_of()));
  options.outlet = message.outlet();
  options.without_terms = message.without_terms();
  options.rules_off = {message.disabled_rules().begin(), message.disabled_rules().end()};
  return options;
}

static_assert(static_cast<int>(Severity::kError) == static_cast<int>(v1::ERROR));
static_assert(static_cast<int>(Severity::kNote) == static_cast<int>(v1::NOTE));
v1::Severity SeverityOf(Severity severity) { return static_cast<v1::Severity>(severity); }

void Fill(const Finding& finding, v1::Finding& message) {
  message.set_rule(std::string(finding.rule->name));
  message.set_severity(SeverityOf(finding.rule->severity));
  message.set_pair_index(static_cast<uint32_t>(finding.pair));
  dragoman::Fill(finding.source, *message.mutable_source());
  dragoman::Fill(finding.target, *message.mutable_target());
  message.set_message(finding.message);
  message.set_repair(finding.repair);
  message.set_concept_name(finding.concept_name);
  for (const std::string& term : finding.expected) message.add_expected(term);
}

}  // namespace

Status FindFaults(const Call& call, const v1::CheckTranslationRequest& request,
                  v1::CheckTranslationResponse& response) {
  ASSIGN_OR_RETURN(const CheckOptions options, OptionsOf(request));
  ASSIGN_OR_RETURN(const std::vector<TranslationPair> pairs, PairsOf(request.pairs()));
  ASSIGN_OR_RETURN(const CheckResult result,
                   CheckTranslation(call.registry(), options, pairs, call.cancelled));
  for (const Finding& finding : result.findings) Fill(finding, *response.add_findings());
  dragoman::Fill(result.glossaries, *response.mutable_glossaries());
  response.set_text_rules_version(kTextRulesVersion);
  return absl::OkStatus();
}

Status ListRules(const Call&, const v1::ListCheckRulesRequest&,
                 v1::ListCheckRulesResponse& response) {
  for (const CheckRule& rule : CheckRules()) {
    v1::CheckRule& out = *response.add_rules();
    out.set_name(std::string(rule.name));
    out.set_severity(SeverityOf(rule.severity));
    out.set_description(std::string(rule.about));
  }
  return absl::OkStatus();
}

}  // namespace dragoman
