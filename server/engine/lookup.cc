// A lookup in named steps: analyse the query once, search each memory's index, read the units of
// the few that are returned, bridge, rank, explain. The index says which units match; what is
// returned of them comes from the store.
#include "server/engine/lookup.h"

#include <algorithm>

#include "server/engine/bridge.h"
#include "server/engine/engine_figures.h"
#include "server/engine/fragment_search.h"
#include "server/engine/lookup_state.h"
#include "server/engine/proposals.h"

namespace dragoman {
namespace {

// What one index of a memory found.
struct IndexHits {
  Language language;
  std::vector<Hit> hits;  // The best first.
};

// Returns the best hits of every index that answers the source language.
std::vector<IndexHits> SearchIndexes(const LookupState& state, const MemoryView& view,
                                     const SearchOptions& search) {
  std::vector<IndexHits> found;
  for (const auto& [language, index] : view.indexes) {
    if (!Answers(language, state.options.source)) continue;
    found.push_back({language, index->Search(state.keys, search)});
  }
  return found;
}

StatusOr<std::optional<UnitsById>> ReadUnits(LookupState& state, const LookupPlace& place,
                                             const std::vector<IndexHits>& found) {
  std::vector<Hit> hits;
  for (const IndexHits& one : found) hits.insert(hits.end(), one.hits.begin(), one.hits.end());
  return ReadUnits(state, place, hits);
}

// A hit that has a target.
struct Candidate {
  const Hit* hit = nullptr;
  const Language* language = nullptr;  // Of the index that has it.
  std::vector<Language> targets;
  MatchRank rank;
};

MatchKind KindOf(const Hit& hit) {
  if (hit.in_context) return MatchKind::kInContextExact;
  return hit.score.score == 100 ? MatchKind::kExact : MatchKind::kFuzzy;
}

MatchRank MatchRankOf(const LookupState& state, const LookupPlace& place, const Hit& hit,
                      const Unit& unit) {
  const UnitRank rank = RankOf(state.options, unit, place);
  return {.lost = 100 - RankedScore(hit.score.score, hit.penalty),
          .kind = KindOf(hit),
          .bridge_lost = 0,
          .target = rank,
          .source = rank};
}

Match MatchOf(const LookupPlace& place, Candidate candidate, Unit unit) {
  const Hit& hit = *candidate.hit;
  Match match;
  match.score = hit.score;
  match.ranked_score = RankedScore(hit.score.score, hit.penalty);
  match.kind = KindOf(hit);
  match.memory = place.memory->name();
  match.source = *candidate.language;
  match.targets = std::move(candidate.targets);
  match.applied_penalties = AppliedPenaltiesOf(PointsOf(unit.origin, unit.state, place.settings));
  match.unit = std::move(unit);
  match.rank = candidate.rank;
  return match;
}

// What one search of a memory gave.
struct MemoryMatches {
  std::vector<Match> matches;
  bool complete = true;  // No other unit of the memory can be among the best.
  bool stale = false;    // The memory changed meanwhile.
};

// Returns the hits that have a target, one per unit: by the language in which it matches best.
MemoryMatches MatchesOf(const LookupState& state, const LookupPlace& place,
                        const std::vector<IndexHits>& searched, UnitsById units,
                        size_t search_limit) {
  MemoryMatches found;
  std::map<UnitId, Candidate> best;
  for (const IndexHits& one : searched) {
    size_t with_targets = 0;
    for (const Hit& hit : one.hits) {
      const Unit& unit = units.at(hit.unit);
      std::vector<Language> targets = TargetsOf(unit, one.language, state.options.targets);
      if (targets.empty()) continue;
      ++with_targets;
      Candidate candidate{&hit, &one.language, std::move(targets),
                          MatchRankOf(state, place, hit, unit)};
      Candidate& there = best[hit.unit];
      if (there.hit == nullptr || candidate.rank < there.rank) there = std::move(candidate);
    }
    // Asked of each index: many matches in one say nothing about what another holds back.
    found.complete &= one.hits.size() < search_limit || with_targets >= state.options.limit;
  }
  for (auto& [id, candidate] : best) {
    found.matches.push_back(MatchOf(place, std::move(candidate), std::move(units.at(id))));
  }
  return found;
}

StatusOr<MemoryMatches> SearchOnce(LookupState& state, const LookupPlace& place,
                                   const SearchOptions& search) {
  const std::vector<IndexHits> searched = SearchIndexes(state, *place.view, search);
  ASSIGN_OR_RETURN(auto units, ReadUnits(state, place, searched));
  if (!units) return MemoryMatches{.matches = {}, .complete = false, .stale = true};
  return MatchesOf(state, place, searched, *std::move(units), search.limit);
}

// Searches a memory until what its index says and what its store holds agree, and until units that
// lack the languages asked for crowd out none that has them. Equal matches need no more: the index
// orders hits as Rank does.
StatusOr<std::vector<Match>> SearchMemory(LookupState& state, LookupPlace& place) {
  SearchOptions search = SearchOptionsOf(state, place.settings);
  search.counts = &state.counts;
  for (int attempt = 0; attempt < kReadAttempts;) {
    place.view = place.memory->view();
    search.languages = place.view->LanguageBits(state.options.targets);
    if (search.languages == 0) return std::vector<Match>();
    ASSIGN_OR_RETURN(MemoryMatches found, SearchOnce(state, place, search));
    RETURN_IF_ERROR(CheckCancelled(state.cancelled));
    if (found.stale) {
      ++attempt;
    } else if (found.complete) {
      return std::move(found.matches);
    } else {
      search.limit *= 4;
    }
  }
  return ChangesTooFast(*place.memory);
}

void Rank(std::vector<Match>& matches, size_t limit) {
  std::sort(matches.begin(), matches.end(),
            [](const Match& a, const Match& b) { return a.rank < b.rank; });
  if (matches.size() > limit) matches.resize(limit);
  for (Match& match : matches) match.ranked_score = std::max(match.ranked_score, 0);
}

// Adds what is shown of a match beside the unit.
void Describe(const LookupState& state, Match& match) {
  // Exact texts have no flag.
  const bool is_exact = match.score.score == 100 && !match.bridge;
  if (is_exact && !state.options.include_diff && !state.options.include_explanation) return;
  const Segment& stored = match.unit.At(match.source)->segment;
  Analysis analysis = Analyse(stored, match.source);
  match.flags = FlagsOf(state.analysis, analysis, match.source);
  if (state.options.include_diff) {
    match.diff = Diff(state.query.segment.text, state.analysis, stored.text, analysis);
  }
  if (state.options.include_explanation) {
    match.explanation = Explain(state.query.segment, stored, match.source);
  }
}

StatusOr<std::vector<FragmentMatch>> FindFragments(LookupState& state,
                                                   const std::vector<LookupPlace>& places) {
  FragmentSearch search(state.options, state.analysis);
  for (const LookupPlace& place : places) {
    RETURN_IF_ERROR(search.AddMemory(*place.memory, SearchOptionsOf(state, place.settings)));
  }
  return search.Take();
}

}  // namespace

Language DefaultBridgeLanguage() {
  static const Language english = *Language::Parse("en");
  return english;
}

StatusOr<LookupResult> Lookup(const Catalog& registry, const LookupOptions& options,
                              const LookupQuery& query, const Cancelled& cancelled) {
  const auto start = std::chrono::steady_clock::now();
  ASSIGN_OR_RETURN(std::vector<LookupPlace> places, OpenPlaces(registry, options.memories));
  LookupState state(options, query, cancelled);
  LookupResult result;
  for (LookupPlace& place : places) {
    ASSIGN_OR_RETURN(std::vector<Match> found, SearchMemory(state, place));
    std::move(found.begin(), found.end(), std::back_inserter(result.matches));
    result.memories.push_back({place.memory->name(), place.view->revision});
  }
  RETURN_IF_ERROR(AddBridged(state, places, result.matches));
  Rank(result.matches, options.limit);
  for (Match& match : result.matches) Describe(state, match);
  if (options.include_proposals) {
    RETURN_IF_ERROR(AddProposals(registry, options, query, state.analysis, result.matches));
  }
  if (options.max_fragments > 0) {
    ASSIGN_OR_RETURN(result.fragments, FindFragments(state, places));
  }
  state.timing.fetch_micros += state.stopwatch.Lap();
  result.timing = state.timing;
  CountLookup(result, state.counts, std::chrono::steady_clock::now() - start);
  return result;
}

Explanation Explain(const Segment& query, const Segment& stored, const Language& language) {
  Explanation explanation;
  explanation.query = Analyse(query, language);
  explanation.stored = Analyse(stored, language);
  explanation.score = ScoreOf(explanation.query, explanation.stored);
  explanation.alignment = Align(explanation.query, explanation.stored);
  explanation.diff = Diff(query.text, explanation.query, stored.text, explanation.stored);
  explanation.flags = FlagsOf(explanation.query, explanation.stored, language);
  return explanation;
}

}  // namespace dragoman
