#include "server/engine/fragment_search.h"

#include <absl/container/flat_hash_set.h>

#include <algorithm>
#include <tuple>

#include "server/engine/steady_read.h"
#include "server/engine/target_languages.h"

namespace dragoman {
namespace {

// Returns the range of words that follow each other.
ByteRange RangeOf(const Analysis& analysis, size_t begin, size_t words) {
  return {analysis.words[begin].range.begin, analysis.words[begin + words - 1].range.end};
}

}  // namespace

Status FragmentSearch::AddMemory(MemoryShard& memory, SearchOptions search) {
  search.limit = options_.max_fragments;
  return ReadSteadily(memory, [&](const MemoryView& view) -> StatusOr<bool> {
    search.languages = view.LanguageBits(options_.targets);
    if (search.languages == 0) return true;
    const std::vector<Found> found = SearchIndexes(view, search);
    RETURN_IF_ERROR(CheckCancelled(search.cancelled));
    return AddMatches(memory, view.revision, found);
  });
}

// A unit that has fragments in several languages is there once, by the best of them.
std::vector<FragmentSearch::Found> FragmentSearch::SearchIndexes(
    const MemoryView& view, const SearchOptions& search) const {
  std::vector<Found> found;
  for (const auto& [language, index] : view.indexes) {
    if (!Answers(language, options_.source)) continue;
    for (const Fragment& fragment : FindFragments(*index, keys_, search)) {
      found.push_back({fragment, language});
    }
  }
  std::sort(found.begin(), found.end(),
            [](const Found& a, const Found& b) { return BetterFragment(a.fragment, b.fragment); });
  absl::flat_hash_set<UnitId> seen;
  std::erase_if(found,
                [&seen](const Found& one) { return !seen.insert(one.fragment.unit).second; });
  if (found.size() > search.limit) found.resize(search.limit);
  return found;
}

// Returns false, and adds nothing, when a unit has changed since `revision`.
StatusOr<bool> FragmentSearch::AddMatches(const MemoryShard& memory, Revision revision,
                                          const std::vector<Found>& found) {
  std::vector<UnitId> ids;
  for (const Found& one : found) ids.push_back(one.fragment.unit);
  ASSIGN_OR_RETURN(auto units, memory.Read(ids));
  const bool stale = std::any_of(units.begin(), units.end(), [revision](const auto& unit) {
    return !unit || unit->revision > revision;
  });
  if (stale) return false;
  for (size_t i = 0; i < found.size(); ++i) {
    ranked_.push_back({found[i].fragment, MatchOf(memory, found[i], *std::move(units[i]))});
  }
  return true;
}

FragmentMatch FragmentSearch::MatchOf(const MemoryShard& memory, const Found& found,
                                      Unit unit) const {
  const Fragment& fragment = found.fragment;
  const Analysis stored = Analyse(unit.At(found.language)->segment, found.language);
  FragmentMatch match{.memory = memory.name(),
                      .unit = {},
                      .source = found.language,
                      .targets = TargetsOf(unit, found.language, options_.targets),
                      .words = fragment.words,
                      .query = RangeOf(query_, fragment.query_begin, fragment.words),
                      .stored = RangeOf(stored, fragment.stored_begin, fragment.words)};
  match.unit = std::move(unit);
  return match;
}

std::vector<FragmentMatch> FragmentSearch::Take() {
  // Within a memory the newest come first already.
  std::stable_sort(ranked_.begin(), ranked_.end(), [](const Ranked& a, const Ranked& b) {
    const auto rank = [](const Fragment& one) {
      return std::tuple(one.words, -one.penalty, one.same_document, one.same_domain, one.reviewed);
    };
    return rank(a.fragment) > rank(b.fragment);
  });
  if (ranked_.size() > options_.max_fragments) ranked_.resize(options_.max_fragments);
  std::vector<FragmentMatch> matches;
  for (Ranked& one : ranked_) matches.push_back(std::move(one.match));
  return matches;
}

}  // namespace dragoman
