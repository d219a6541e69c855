#include "server/engine/term_changes.h"

#include <algorithm>
#include <string>

#include "server/model/term_use.h"

namespace dragoman {
namespace {

// Returns the terms that have no other one of their concept in `others`, each taking one.
std::vector<RecognisedTerm> Without(const std::vector<RecognisedTerm>& terms,
                                    std::vector<RecognisedTerm> others) {
  std::vector<RecognisedTerm> left;
  for (const RecognisedTerm& term : terms) {
    const auto same = std::find_if(others.begin(), others.end(),
                                   [&term](const auto& other) { return SameConcept(term, other); });
    if (same == others.end()) {
      left.push_back(term);
    } else {
      others.erase(same);
    }
  }
  return left;
}

bool IsAbbreviation(const Term& term) { return term.type == TermType::kAbbreviation; }

// Returns the term to write: the first usable rendering; abbreviations before others where one is
// wanted, else after them.
const Term* BestRendering(const Concept& entry, const std::vector<TermRendering>& renderings,
                          bool abbreviation) {
  const Term* best = nullptr;
  for (const TermRendering& rendering : renderings) {
    const Term& term = entry.terms[rendering.term];
    if (!IsUsable(rendering.use.status)) continue;
    if (IsAbbreviation(term) == abbreviation) return &term;
    if (best == nullptr) best = &term;
  }
  return best;
}

// Returns where the concept stands in the target when that is one place, the longest of its terms.
const RecognisedTerm* OnlyPlace(const RecognisedTerm& wanted,
                                const std::vector<RecognisedTerm>& in_target) {
  const RecognisedTerm* place = nullptr;
  for (const RecognisedTerm& term : in_target) {
    if (!SameConcept(term, wanted)) continue;
    if (place != nullptr && !Overlap(place->range, term.range)) return nullptr;
    if (place == nullptr) place = &term;
  }
  return place;
}

// Returns whether nouns change their endings with their place in the sentence.
bool HasCases(const Language& language) {
  return language.primary() == "ru" || language.primary() == "ur";
}

}  // namespace

std::optional<TermPair> DifferentTerm(const std::vector<RecognisedTerm>& query,
                                      const std::vector<RecognisedTerm>& stored,
                                      const std::vector<DiffPart>& diff) {
  const std::vector<RecognisedTerm> only_query = Without(query, stored);
  const std::vector<RecognisedTerm> only_stored = Without(stored, query);
  if (only_query.size() != 1 || only_stored.size() != 1) return std::nullopt;
  if (!IsOnePlace(diff, only_query[0].range, only_stored[0].range)) return std::nullopt;
  return TermPair{only_query[0], only_stored[0]};
}

void PlanTerm(const TermPair& pair, std::string_view query, std::string_view stored,
              const std::vector<RecognisedTerm>& in_target,
              const std::vector<TermRendering>& renderings, const Language& target_language,
              ChangePlan& plan) {
  MissingChange source{.kind = ChangeKind::kTerm,
                       .stored = std::string(PartOf(stored, pair.stored.range)),
                       .query = std::string(PartOf(query, pair.query.range))};
  const RecognisedTerm* place = OnlyPlace(pair.stored, in_target);
  const Term* rendering =
      place == nullptr ? nullptr
                       : BestRendering(*pair.query.concept_value, renderings,
                                       IsAbbreviation(place->concept_value->terms[place->term]));
  if (rendering == nullptr) {
    plan.missing.push_back(std::move(source));
    return;
  }
  PlannedChange& change = plan.changes.emplace_back();
  change.kind = ChangeKind::kTerm;
  change.stored = place->range;
  change.text = rendering->text;
  change.source = std::move(source);
  if (HasCases(target_language)) change.warnings.push_back(ProposalWarning::kCheckCase);
}

}  // namespace dragoman
