// A lookup in named steps: analyse the query once, search each memory's index, read the units of
// the few that are returned, rank, explain. The index says which units match; what is returned of
// them comes from the store.
#include "server/engine/lookup.h"

#include <algorithm>
#include <chrono>
#include <map>
#include <tuple>

#include "server/engine/fragment_search.h"
#include "server/engine/source_key.h"
#include "server/engine/target_languages.h"

namespace dragoman {
namespace {

// How often a memory is searched again because it changed between its index and the units read.
constexpr int kAttempts = 5;

class Stopwatch {
 public:
  // Returns the microseconds since the last call.
  uint32_t Lap() {
    const auto now = std::chrono::steady_clock::now();
    const auto passed = std::chrono::duration_cast<std::chrono::microseconds>(now - start_);
    start_ = now;
    return static_cast<uint32_t>(passed.count());
  }

 private:
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

// A memory of this lookup.
struct LookupPlace {
  LookupMemory settings;
  std::shared_ptr<MemoryShard> memory;
};

StatusOr<std::vector<LookupPlace>> OpenMemories(const Registry& registry,
                                                const std::vector<LookupMemory>& wanted) {
  std::vector<LookupPlace> places;
  for (const LookupMemory& settings : wanted) {
    ASSIGN_OR_RETURN(auto memory, registry.Memory(settings.name));
    places.push_back({settings, std::move(memory)});
  }
  if (!wanted.empty()) return places;
  for (auto& memory : registry.Memories()) places.push_back({{}, std::move(memory)});
  return places;
}

// What the steps of one lookup share.
struct LookupState {
  LookupState(const LookupOptions& given_options, const LookupQuery& given_query,
              const Cancelled& asked)
      : options(given_options),
        query(given_query),
        cancelled(asked),
        analysis(Analyse(query.segment, options.source)),
        keys(KeysOf(analysis)),
        previous_hash(ContextHash(query.previous, options.source)),
        next_hash(ContextHash(query.next, options.source)) {}

  const LookupOptions& options;
  const LookupQuery& query;
  const Cancelled& cancelled;
  Stopwatch stopwatch;
  const Analysis analysis;
  const TextKeys keys;  // Of the analysis: what the indexes work on.
  const uint64_t previous_hash;
  const uint64_t next_hash;
  LookupTiming timing;
};

// What one index of a memory found.
struct IndexHits {
  Language language;
  std::vector<Hit> hits;  // The best first.
};

SearchOptions SearchOptionsOf(const LookupState& state, const LookupMemory& settings) {
  SearchOptions search{.min_score = state.options.min_score,
                       .limit = state.options.limit,
                       .previous_hash = state.previous_hash,
                       .next_hash = state.next_hash,
                       .cancelled = state.cancelled};
  for (unsigned origin = 0; origin < 4; ++origin) {
    for (unsigned review = 0; review < 4; ++review) {
      int points = settings.penalty;
      if (origin == static_cast<unsigned>(Origin::kMachine)) points += settings.machine_penalty;
      if (origin == static_cast<unsigned>(Origin::kAligned)) points += settings.aligned_penalty;
      if (review == static_cast<unsigned>(ReviewState::kDraft)) points += settings.draft_penalty;
      const auto index =
          PenaltyClass(static_cast<Origin>(origin), static_cast<ReviewState>(review));
      search.penalties[index] = static_cast<uint8_t>(std::min(points, 100));
      if (review == static_cast<unsigned>(ReviewState::kReviewed)) {
        search.reviewed_classes = static_cast<uint16_t>(search.reviewed_classes | 1U << index);
      }
    }
  }
  return search;
}

std::vector<AppliedPenalty> PenaltiesOf(const Unit& unit, const LookupMemory& settings) {
  std::vector<AppliedPenalty> penalties;
  const auto add = [&penalties](const char* reason, bool applies, int points) {
    if (applies && points > 0) penalties.push_back({reason, points});
  };
  add("memory", true, settings.penalty);
  add("machine", unit.origin == Origin::kMachine, settings.machine_penalty);
  add("aligned", unit.origin == Origin::kAligned, settings.aligned_penalty);
  add("draft", unit.state == ReviewState::kDraft, settings.draft_penalty);
  return penalties;
}

std::tuple<int, int> RankOf(const Match& match) {
  return {-match.ranked_score, static_cast<int>(match.kind)};
}

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

using UnitsById = std::map<UnitId, Unit>;

// Reads the units of all hits; nullopt when one of them has changed since `revision`.
StatusOr<std::optional<UnitsById>> ReadUnits(const LookupPlace& place,
                                             const std::vector<IndexHits>& found,
                                             Revision revision) {
  std::vector<UnitId> ids;
  for (const IndexHits& one : found) {
    for (const Hit& hit : one.hits) ids.push_back(hit.unit);
  }
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  ASSIGN_OR_RETURN(auto units, place.memory->Read(ids));
  UnitsById by_id;
  for (size_t i = 0; i < ids.size(); ++i) {
    if (!units[i] || units[i]->revision > revision) return std::nullopt;
    by_id.emplace(ids[i], *std::move(units[i]));
  }
  return by_id;
}

Match MatchOf(const LookupState& state, const LookupPlace& place, const Language& language,
              const Hit& hit, const Unit& unit) {
  Match match;
  match.score = hit.score;
  match.ranked_score = hit.score.score - hit.penalty;
  match.kind = hit.in_context           ? MatchKind::kInContextExact
               : hit.score.score == 100 ? MatchKind::kExact
                                        : MatchKind::kFuzzy;
  match.memory = place.memory->name();
  match.source = language;
  match.targets = TargetsOf(unit, language, state.options.targets);
  match.applied_penalties = PenaltiesOf(unit, place.settings);
  match.unit = unit;
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
                        const std::vector<IndexHits>& searched, const UnitsById& units,
                        size_t search_limit) {
  MemoryMatches found;
  std::map<UnitId, Match> best;
  for (const IndexHits& one : searched) {
    size_t with_targets = 0;
    for (const Hit& hit : one.hits) {
      Match match = MatchOf(state, place, one.language, hit, units.at(hit.unit));
      if (match.targets.empty()) continue;
      ++with_targets;
      Match& there = best.try_emplace(hit.unit, match).first->second;
      if (RankOf(match) < RankOf(there)) there = std::move(match);
    }
    // Asked of each index: many matches in one say nothing about what another holds back.
    found.complete &= one.hits.size() < search_limit || with_targets >= state.options.limit;
  }
  for (auto& [unit, match] : best) found.matches.push_back(std::move(match));
  return found;
}

StatusOr<MemoryMatches> SearchOnce(LookupState& state, const LookupPlace& place,
                                   const MemoryView& view, const SearchOptions& search) {
  const std::vector<IndexHits> searched = SearchIndexes(state, view, search);
  state.timing.search_micros += state.stopwatch.Lap();
  ASSIGN_OR_RETURN(const auto units, ReadUnits(place, searched, view.revision));
  state.timing.fetch_micros += state.stopwatch.Lap();
  if (!units) return MemoryMatches{.matches = {}, .complete = false, .stale = true};
  return MatchesOf(state, place, searched, *units, search.limit);
}

// Searches a memory until what its index says and what its store holds agree, and until units that
// lack the languages asked for crowd out none that has them.
StatusOr<std::vector<Match>> SearchMemory(LookupState& state, const LookupPlace& place,
                                          UsedRevision& used) {
  SearchOptions search = SearchOptionsOf(state, place.settings);
  for (int attempt = 0; attempt < kAttempts;) {
    const auto view = place.memory->view();
    used = {place.memory->name(), view->revision};
    search.languages = view->LanguageBits(state.options.targets);
    if (search.languages == 0) return std::vector<Match>();
    ASSIGN_OR_RETURN(MemoryMatches found, SearchOnce(state, place, *view, search));
    if (state.cancelled && state.cancelled()) return absl::CancelledError("the caller went away");
    if (found.stale) {
      place.memory->AwaitIndexes();
      ++attempt;
    } else if (found.complete) {
      return std::move(found.matches);
    } else {
      search.limit *= 4;
    }
  }
  return Error(StatusCode::kAborted, "'{}' changes too fast to be read; try again",
               place.memory->name());
}

void RankWithinMemory(std::vector<Match>& matches) {
  std::sort(matches.begin(), matches.end(), [](const Match& a, const Match& b) {
    return std::tuple(RankOf(a), b.unit.id) < std::tuple(RankOf(b), a.unit.id);
  });
}

// Ranks the matches of all memories, which come in the order of preference.
void Rank(std::vector<Match>& matches, size_t limit) {
  std::stable_sort(matches.begin(), matches.end(),
                   [](const Match& a, const Match& b) { return RankOf(a) < RankOf(b); });
  if (matches.size() > limit) matches.resize(limit);
  for (Match& match : matches) match.ranked_score = std::max(match.ranked_score, 0);
}

// Adds what is shown of a match beside the unit.
void Describe(const LookupState& state, Match& match) {
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

StatusOr<LookupResult> Lookup(const Registry& registry, const LookupOptions& options,
                              const LookupQuery& query, const Cancelled& cancelled) {
  ASSIGN_OR_RETURN(const std::vector<LookupPlace> places, OpenMemories(registry, options.memories));
  LookupState state(options, query, cancelled);
  state.timing.analyse_micros = state.stopwatch.Lap();

  LookupResult result;
  for (const LookupPlace& place : places) {
    ASSIGN_OR_RETURN(std::vector<Match> found,
                     SearchMemory(state, place, result.memories.emplace_back()));
    RankWithinMemory(found);
    std::move(found.begin(), found.end(), std::back_inserter(result.matches));
  }
  Rank(result.matches, options.limit);
  for (Match& match : result.matches) Describe(state, match);
  if (options.max_fragments > 0) {
    ASSIGN_OR_RETURN(result.fragments, FindFragments(state, places));
  }
  state.timing.fetch_micros += state.stopwatch.Lap();
  result.timing = state.timing;
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
