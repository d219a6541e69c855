#include "server/service/concordance_calls.h"

#include "server/engine/concordance.h"
#include "server/engine/limits.h"
#include "server/service/convert_lookup.h"
#include "server/service/convert_score.h"
#include "server/service/names.h"
#include "server/service/page_budget.h"
#include "server/service/request.h"

namespace dragoman {
namespace {

// Returns what a page token belongs to: everything that decides which hits there are.
std::string ScopeOf(v1::SearchConcordanceRequest request) {
  request.clear_page_size();
  request.clear_page_token();
  return "concordance/" + request.SerializeAsString();
}

// A token names the last hit of its page: the unit, a space, the language.
std::string FormatPlace(const ConcordanceHit& hit) {
  return fmt::format("{} {}", FormatUnitName(hit.memory, hit.unit.id), hit.language.tag());
}

StatusOr<std::optional<ConcordancePlace>> PlaceOf(std::string_view scope, std::string_view token) {
  ASSIGN_OR_RETURN(const std::string place, ParsePageToken(scope, token));
  if (place.empty()) return std::nullopt;
  const size_t space = std::min(place.find(' '), place.size());
  ASSIGN_OR_RETURN(const UnitName name, ParseUnitName("page_token", place.substr(0, space)));
  const std::string tag = space < place.size() ? place.substr(space + 1) : "";
  ASSIGN_OR_RETURN(const Language language, LanguageOf("page_token", tag));
  return ConcordancePlace{.memory = name.memory, .unit = name.unit, .language = language};
}

StatusOr<ConcordanceRequest> RequestOf(const v1::SearchConcordanceRequest& message) {
  ConcordanceRequest request;
  request.query = message.query();
  ASSIGN_OR_RETURN(request.language, LanguageOf("language", message.language()));
  ASSIGN_OR_RETURN(request.targets, LanguagesOf("target_languages", message.target_languages()));
  request.memories = {message.memories().begin(), message.memories().end()};
  request.exact = message.exact();
  ASSIGN_OR_RETURN(request.limit, PageSizeOf("page_size", message.page_size(), kDefaultPageSize));
  ASSIGN_OR_RETURN(request.after, PlaceOf(ScopeOf(message), message.page_token()));
  return request;
}

void Fill(const ConcordanceHit& hit, v1::ConcordanceHit& message) {
  message.set_unit(FormatUnitName(hit.memory, hit.unit.id));
  Fill(*hit.unit.At(hit.language), *message.mutable_source());
  Fill(hit.occurrences, *message.mutable_occurrences());
  for (const Language& language : hit.targets) {
    Fill(*hit.unit.At(language), *message.add_targets());
  }
  message.set_document(hit.unit.document);
  *message.mutable_update_time() = TimestampOf(hit.unit.changed_micros);
}

}  // namespace

Status FindInConcordance(const Call& call, const v1::SearchConcordanceRequest& request,
                         v1::SearchConcordanceResponse& response) {
  ASSIGN_OR_RETURN(const ConcordanceRequest asked, RequestOf(request));
  ASSIGN_OR_RETURN(const ConcordanceResult result,
                   Concordance(call.registry(), asked, call.cancelled));
  response.set_total_count(result.total);
  response.set_text_rules_version(kTextRulesVersion);
  Fill(result.memories, *response.mutable_memories());
  PageBudget budget;
  const ConcordanceHit* last = nullptr;
  for (const ConcordanceHit& hit : result.hits) {
    v1::ConcordanceHit message;
    Fill(hit, message);
    if (!budget.Take(message)) break;
    *response.add_hits() = std::move(message);
    last = &hit;
  }
  if (last != nullptr && (result.has_more || last != &result.hits.back())) {
    response.set_next_page_token(FormatPageToken(ScopeOf(request), FormatPlace(*last)));
  }
  return absl::OkStatus();
}

}  // namespace dragoman
