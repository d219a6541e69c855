#include "server/engine/bridge_targets.h"

#include <algorithm>
#include <utility>

#include "server/match/text_ids.h"

namespace dragoman {
namespace {

// The least score of texts that differ in form only.
constexpr int kFormScore = 99;

// Returns whether the pivots may be shared. Where all that was taken off is for form, numbers,
// marks or codes may still stand in another order; that takes the text. The many texts that differ
// by a number ("Page 7") score 99 too, and need not be read.
bool MayShare(const Hit& hit) {
  return hit.score.score == 100 || hit.score.penalties == Penalties{.form = 1};
}

bool SharesPivot(const TargetUnit& target, const Analysis& pivot) {
  if (target.pivot_score.score == 100) return true;
  const Segment& segment = target.unit.At(target.pivot)->segment;
  return DifferInFormOnly(pivot, Analyse(segment, target.pivot));
}

TargetUnit TargetUnitOf(const LookupOptions& options, const LookupPlace& place,
                        const Language& language, const Hit& hit, Unit unit) {
  TargetUnit target{.place = &place,
                    .unit = std::move(unit),
                    .pivot = language,
                    .pivot_score = hit.score,
                    .points = {},
                    .targets = {},
                    .rank = {}};
  target.points = PointsOf(target.unit.origin, target.unit.state, place.settings);
  target.rank = RankOf(options, target.unit, place);
  return target;
}

// Appends the target units that one index of a place has.
Status FindIn(LookupState& state, const LookupPlace& place, const Language& language,
              const PivotQuery& query, TargetUnits& found) {
  SearchOptions search = SearchOptionsOf(state, place.settings);
  search.min_score = std::max(search.min_score, kFormScore);
  search.limit = SIZE_MAX;
  search.languages = place.view->LanguageBits(query.lacking);
  std::vector<Hit> hits = place.view->indexes.at(language)->Search(KeysOf(query.analysis), search);
  std::erase_if(hits, [](const Hit& hit) { return !MayShare(hit); });
  RETURN_IF_ERROR(CheckCancelled(state.cancelled));
  ASSIGN_OR_RETURN(UnitsById units, ReadUnchanged(state, place, hits));
  for (const Hit& hit : hits) {
    TargetUnit target =
        TargetUnitOf(state.options, place, language, hit, std::move(units.at(hit.unit)));
    target.targets = TargetsOf(target.unit, language, query.lacking);
    if (target.targets.empty() || !SharesPivot(target, query.analysis)) continue;
    found.push_back(std::make_shared<const TargetUnit>(std::move(target)));
  }
  return absl::OkStatus();
}

}  // namespace

PivotQuery::PivotQuery(const Variant& variant, std::vector<Language> wanted)
    : lacking(std::move(wanted)), analysis(Analyse(variant.segment, variant.language)) {}

PivotQuery::Key PivotQuery::key() const {
  Key key{lacking, analysis.exact_key, {}};
  for (const Code& code : analysis.codes) std::get<2>(key).push_back(CodeKey(code));
  return key;
}

StatusOr<TargetUnits> FindTargetUnits(LookupState& state, std::span<const LookupPlace> places,
                                      const PivotQuery& query) {
  TargetUnits found;
  for (const LookupPlace& place : places) {
    if (!MayHoldTargets(*place.view, state.options, query.lacking)) continue;
    for (const auto& [language, index] : place.view->indexes) {
      if (!Answers(language, state.options.bridge_language)) continue;
      RETURN_IF_ERROR(FindIn(state, place, language, query, found));
    }
  }
  return found;
}

StatusOr<UnitsById> ReadUnchanged(LookupState& state, const LookupPlace& place,
                                  std::span<const Hit> hits) {
  ASSIGN_OR_RETURN(auto units, ReadUnits(state, place, hits));
  if (!units) return ChangesTooFast(*place.memory);
  return *std::move(units);
}

bool DifferInFormOnly(const Analysis& a, const Analysis& b) {
  const auto same_word = [](const Word& x, const Word& y) {
    if (x.is_number() != y.is_number()) return false;
    return x.is_number() ? x.value == y.value : x.fold == y.fold;
  };
  const auto same_mark = [](const Mark& x, const Mark& y) { return x.text == y.text; };
  const auto same_code = [](const Code& x, const Code& y) { return CodeKey(x) == CodeKey(y); };
  return std::equal(a.words.begin(), a.words.end(), b.words.begin(), b.words.end(), same_word) &&
         std::equal(a.marks.begin(), a.marks.end(), b.marks.begin(), b.marks.end(), same_mark) &&
         std::equal(a.codes.begin(), a.codes.end(), b.codes.begin(), b.codes.end(), same_code);
}

bool MayHoldTargets(const MemoryView& view, const LookupOptions& options,
                    std::span<const Language> targets) {
  return HoldsLanguage(view, options.bridge_language) &&
         std::any_of(targets.begin(), targets.end(),
                     [&](const Language& target) { return HoldsLanguage(view, target); });
}

bool HoldsLanguage(const MemoryView& view, const Language& wanted) {
  const auto indexes = view.Answering(wanted);
  return std::any_of(indexes.begin(), indexes.end(),
                     [](const IndexSnapshot* index) { return index->size() > 0; });
}

}  // namespace dragoman
