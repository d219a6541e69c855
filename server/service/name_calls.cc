#include "server/service/name_calls.h"

#include <algorithm>

#include "server/engine/limits.h"
#include "server/engine/name_search.h"
#include "server/service/convert_concept.h"
#include "server/service/convert_lookup.h"
#include "server/service/convert_score.h"
#include "server/service/names.h"
#include "server/service/page_budget.h"
#include "server/service/request.h"

namespace dragoman {
namespace {

constexpr size_t kDefaultSpellings = 20;
constexpr size_t kDefaultPlaces = 5;

StatusOr<NameRequest> RequestOf(const v1::FindNameRequest& message) {
  NameRequest request;
  request.name = message.name();
  ASSIGN_OR_RETURN(request.language, LanguageOf("language", message.language()));
  ASSIGN_OR_RETURN(request.targets, LanguagesOf("target_languages", message.target_languages()));
  request.glossaries = {message.glossaries().begin(), message.glossaries().end()};
  request.memories = {message.memories().begin(), message.memories().end()};
  ASSIGN_OR_RETURN(request.limit, PageSizeOf("limit", message.limit(), kDefaultSpellings));
  ASSIGN_OR_RETURN(request.max_places,
                   PageSizeOf("max_places", message.max_places(), kDefaultPlaces));
  request.max_places = std::min(request.max_places, kMaxNamePlaces);
  return request;
}

void Fill(const SpellingTerm& term, v1::NameTerm& message) {
  const Concept& entry = *term.concept_value;
  message.set_concept_name(FormatConceptName(term.glossary, entry.id));
  message.set_category(entry.category);
  Fill(entry.terms[term.term], *message.mutable_term());
}

void Fill(const SpellingPlace& place, v1::NamePlace& message) {
  message.set_unit(FormatUnitName(place.memory, place.unit->id));
  Fill(*place.unit->At(place.language), *message.mutable_segment());
  Fill(place.occurrences, *message.mutable_occurrences());
  message.set_document(place.unit->document);
  *message.mutable_update_time() = TimestampOf(place.unit->changed_micros);
}

// Fills in everything but the places.
void Fill(const NameSpelling& spelling, v1::NameSpelling& message) {
  message.set_language(spelling.language.tag());
  message.set_text(spelling.text);
  message.set_kind(static_cast<v1::NameSpelling::Kind>(spelling.kind));
  for (const SpellingTerm& term : spelling.terms) Fill(term, *message.add_terms());
  for (const std::string& form : spelling.forms) message.add_forms(form);
  message.set_segment_count(spelling.segments);
  message.set_occurrence_count(spelling.occurrences);
}

// Adds the first place of each spelling, then the second ones, while they fit.
void AddPlaces(const std::vector<NameSpelling>& spellings, PageBudget& budget,
               v1::FindNameResponse& response) {
  size_t most = 0;
  for (const NameSpelling& one : spellings) most = std::max(most, one.places.size());
  for (size_t place = 0; place < most; ++place) {
    for (size_t i = 0; i < spellings.size(); ++i) {
      if (place >= spellings[i].places.size()) continue;
      v1::NamePlace message;
      Fill(spellings[i].places[place], message);
      if (!budget.Take(message)) return;
      *response.mutable_spellings(static_cast<int>(i))->add_places() = std::move(message);
    }
  }
}

}  // namespace

Status FindSpellings(const Call& call, const v1::FindNameRequest& request,
                     v1::FindNameResponse& response) {
  ASSIGN_OR_RETURN(const NameRequest asked, RequestOf(request));
  ASSIGN_OR_RETURN(const NameResult result, FindName(call.registry(), asked, call.cancelled));
  response.set_language(result.language.tag());
  response.set_key(result.key.symbols);
  PageBudget budget;
  for (const NameSpelling& spelling : result.spellings) {
    v1::NameSpelling& message = *response.add_spellings();
    Fill(spelling, message);
    budget.Take(message);
  }
  AddPlaces(result.spellings, budget, response);
  response.set_spelling_count(result.total_spellings);
  response.set_unit_count(result.units);
  response.set_truncated(result.truncated);
  Fill(result.memories, *response.mutable_memories());
  Fill(result.glossaries, *response.mutable_glossaries());
  response.set_text_rules_version(kTextRulesVersion);
  return absl::OkStatus();
}

}  // namespace dragoman
