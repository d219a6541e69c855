#include "server/engine/document_notes.h"

#include <utility>

#include "server/engine/limits.h"
#include "server/engine/recognise.h"

namespace dragoman {
namespace {

bool IsMachine(const Match& match) { return match.target_unit().origin == Origin::kMachine; }

CandidateKind KindOf(MatchKind kind) {
  switch (kind) {
    case MatchKind::kInContextExact:
      return CandidateKind::kInContext;
    case MatchKind::kExact:
      return CandidateKind::kExact;
    case MatchKind::kFuzzy:
      return CandidateKind::kFuzzy;
    case MatchKind::kBridged:
      return CandidateKind::kBridged;
  }
  return CandidateKind::kFuzzy;
}

std::vector<PointsLost> LostOf(const Match& match) {
  const Penalties& penalties = match.score.penalties;
  std::vector<PointsLost> lost;
  for (const auto& [reason, points] : {std::pair("words", penalties.words),
                                       {"endings", penalties.endings},
                                       {"numbers", penalties.numbers},
                                       {"marks", penalties.marks},
                                       {"form", penalties.form},
                                       {"codes", penalties.codes},
                                       {"cap", penalties.cap}}) {
    if (points != 0) lost.push_back({reason, points});
  }
  for (const AppliedPenalty& penalty : match.applied_penalties) {
    lost.push_back({penalty.reason, penalty.points});
  }
  return lost;
}

Candidate CandidateOf(const Match& match) {
  const Unit& unit = match.target_unit();
  Candidate candidate;
  candidate.source = match.unit.At(match.source)->segment;
  candidate.target = unit.At(match.targets.front())->segment;
  candidate.kind = KindOf(match.kind);
  candidate.is_machine = IsMachine(match);
  candidate.score = match.score.score;
  candidate.ranked_score = match.ranked_score;
  candidate.lost = LostOf(match);
  candidate.origin =
      fmt::format("{}/units/{}", match.bridge ? match.bridge->memory : match.memory, unit.id);
  return candidate;
}

std::vector<std::string> RenderingsOf(const RecognisedTerm& term) {
  std::vector<std::string> texts;
  for (const TermRendering& rendering : term.renderings) {
    if (!IsUsable(rendering.use.status)) continue;
    texts.push_back(term.concept_value->terms[rendering.term].text);
  }
  return texts;
}

}  // namespace

std::vector<Candidate> CandidatesOf(const std::vector<Match>& matches) {
  std::vector<Candidate> candidates;
  for (const Match& match : matches) {
    if (match.ranked_score >= kMinCandidateScore) candidates.push_back(CandidateOf(match));
  }
  return candidates;
}

TranslationBasis BasisOf(const Match& match, bool proposed, bool guessed) {
  if (proposed) return TranslationBasis::kProposal;
  if (IsMachine(match)) return TranslationBasis::kMachine;
  const bool is_whole = match.ranked_score == 100 && match.kind != MatchKind::kBridged && !guessed;
  if (!is_whole || match.target_unit().state == ReviewState::kDraft)
    return TranslationBasis::kFuzzy;
  return match.kind == MatchKind::kInContextExact ? TranslationBasis::kInContext
                                                  : TranslationBasis::kExact;
}

StatusOr<std::vector<NotedTerm>> NotedTermsOf(const Catalog& registry, const LookupOptions& options,
                                              std::string_view text) {
  std::vector<NotedTerm> terms;
  if (text.size() > kMaxRecogniseBytes) return terms;
  const RecogniseOptions recognise = {.glossaries = options.glossaries,
                                      .source = options.source,
                                      .targets = options.targets,
                                      .longest_only = true,
                                      .as_of = options.as_of,
                                      .outlet = options.outlet};
  ASSIGN_OR_RETURN(const RecogniseResult found, Recognise(registry, recognise, text));
  for (const RecognisedTerm& term : found.terms) {
    const bool overlaps = !terms.empty() && term.range.begin < terms.back().range.end;
    std::vector<std::string> renderings = RenderingsOf(term);
    if (overlaps || renderings.empty()) continue;
    terms.push_back({term.range, std::move(renderings),
                     fmt::format("{}/concepts/{}", term.glossary, term.concept_value->id)});
  }
  return terms;
}

}  // namespace dragoman
