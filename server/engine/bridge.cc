// The source units come in descending order of what a bridged match of theirs could rank at most,
// so that the search for them ends as soon as that cannot come among the best. Source units of one
// pivot share the search for target units; of those held back by the same points only the best one
// is joined to them, so that many copies of one pair of texts cost their sum, not their product.
#include "server/engine/bridge.h"

#include <algorithm>
#include <climits>
#include <utility>

#include "server/engine/bridge_targets.h"

namespace dragoman {
namespace {

// Hits of the first search for source units; each further one asks for four times as many.
constexpr size_t kFirstHits = 16;

struct SourceUnit {
  const LookupPlace* place = nullptr;
  Unit unit;
  Language language;  // Of the variant that matched.
  Score score;
  PenaltyPoints points;
  std::vector<Language> lacking;  // The languages asked for that the unit has not.
  UnitRank rank;
};

// What all source units of one pivot share.
struct PivotGroup {
  TargetUnits targets;
  // The best source unit so far, by what holds it back: then its order among the others does not
  // depend on the target unit.
  using SourceRank = std::pair<int, UnitRank>;
  std::map<PenaltyPoints, SourceRank> best;

  // Returns whether the source unit is better than those before it.
  bool Improves(const SourceUnit& source) {
    const SourceRank rank{100 - source.score.score, source.rank};
    const auto [there, added] = best.try_emplace(source.points, rank);
    if (!added && there->second <= rank) return false;
    there->second = rank;
    return true;
  }
};

// A source unit joined to a target unit.
struct Pair {
  std::shared_ptr<const SourceUnit> source;
  Language source_pivot;
  std::shared_ptr<const TargetUnit> target;
  MatchRank rank;
};

PenaltyPoints GreaterOf(const PenaltyPoints& a, const PenaltyPoints& b) {
  return {.memory = std::max(a.memory, b.memory),
          .machine = std::max(a.machine, b.machine),
          .aligned = std::max(a.aligned, b.aligned),
          .draft = std::max(a.draft, b.draft)};
}

// Returns the rank of a pair: whatever the target, it loses no fewer points than the source would,
// held back by its own penalties and that of bridging.
MatchRank RankOfPair(const SourceUnit& source, const TargetUnit& target, int bridge_penalty) {
  const int score = std::min(source.score.score, target.pivot_score.score);
  const int penalty = GreaterOf(source.points, target.points).total() + bridge_penalty;
  return {.lost = 100 - RankedScore(score, penalty),
          .kind = MatchKind::kBridged,
          .bridge_lost = 200 - source.score.score - target.pivot_score.score,
          .target = target.rank,
          .source = source.rank};
}

Match MatchOf(const Pair& pair, int bridge_penalty) {
  const SourceUnit& source = *pair.source;
  const TargetUnit& target = *pair.target;
  Match match;
  match.score = target.pivot_score.score < source.score.score ? target.pivot_score : source.score;
  match.ranked_score = 100 - pair.rank.lost;
  match.kind = MatchKind::kBridged;
  match.memory = source.place->memory->name();
  match.unit = source.unit;
  match.source = source.language;
  match.targets = target.targets;
  match.applied_penalties = AppliedPenaltiesOf(GreaterOf(source.points, target.points));
  if (bridge_penalty > 0) match.applied_penalties.push_back({"bridge", bridge_penalty});
  match.bridge = Bridge{.memory = target.place->memory->name(),
                        .unit = target.unit,
                        .source_pivot = pair.source_pivot,
                        .pivot = target.pivot,
                        .source_score = source.score,
                        .pivot_score = target.pivot_score};
  match.rank = pair.rank;
  return match;
}

SourceUnit SourceUnitOf(const LookupOptions& options, const LookupPlace& place,
                        const Language& language, const Hit& hit, Unit unit) {
  SourceUnit source{.place = &place,
                    .unit = std::move(unit),
                    .language = language,
                    .score = hit.score,
                    .points = {},
                    .lacking = {},
                    .rank = {}};
  source.points = PointsOf(source.unit.origin, source.unit.state, place.settings);
  source.rank = RankOf(options, source.unit, place);
  return source;
}

// One attempt at all bridged matches, on the present views of the places.
class Bridger {
 public:
  Bridger(LookupState& state, std::span<const LookupPlace> places, std::span<const Match> direct)
      : state_(state), places_(places), wanted_(BridgedTargets(state.options)) {
    for (const Match& match : direct) direct_.emplace(KeyOf(match.rank.target), match.rank);
  }

  // Errors: Aborted when a unit is another than its place's view has.
  Status Run() {
    for (const LookupPlace& place : places_) {
      if (!MayHoldSources(*place.view, state_.options, wanted_)) continue;
      for (const auto& [language, index] : place.view->indexes) {
        if (!Answers(language, state_.options.source)) continue;
        RETURN_IF_ERROR(JoinIndex(place, language, *index));
      }
    }
    return absl::OkStatus();
  }

  // Appends the best `limit` bridged matches.
  void AppendTo(std::vector<Match>& matches) const {
    std::vector<const Pair*> best;
    for (const auto& [target, pair] : best_) best.push_back(&pair);
    std::sort(best.begin(), best.end(),
              [](const Pair* a, const Pair* b) { return a->rank < b->rank; });
    if (best.size() > state_.options.limit) best.resize(state_.options.limit);
    for (const Pair* pair : best) matches.push_back(MatchOf(*pair, state_.options.bridge_penalty));
  }

 private:
  using UnitKey = std::pair<size_t, UnitId>;  // The order of its place, its id.
  static UnitKey KeyOf(const UnitRank& rank) { return {rank.memory, ~rank.minus_id}; }

  // Joins the source units of one index to all target units.
  Status JoinIndex(const LookupPlace& place, const Language& language, const IndexSnapshot& index) {
    SearchOptions search = SearchOptionsOf(state_, place.settings, state_.options.bridge_penalty);
    search.counts = &state_.counts;
    search.languages = place.view->LanguageBits({&state_.options.bridge_language, 1});
    // The same in all rounds, or hits would not keep their places from one to the next.
    search.min_score = LeastUsefulScore(place);
    if (search.min_score > 100) return absl::OkStatus();
    size_t seen = 0;
    for (search.limit = kFirstHits;; search.limit *= 4) {
      const std::vector<Hit> hits = index.Search(state_.keys, search);
      RETURN_IF_ERROR(CheckCancelled(state_.cancelled));
      RETURN_IF_ERROR(JoinHits(place, language, std::span(hits).subspan(seen)));
      seen = hits.size();
      if (hits.size() < search.limit || IsUseless(hits.back())) return absl::OkStatus();
    }
  }

  // Returns the least score of a source that could come among the best; over 100 when none could.
  int LeastUsefulScore(const LookupPlace& place) const {
    const int penalty = std::min(place.settings.penalty + state_.options.bridge_penalty, 100);
    return std::max(state_.options.min_score, LeastUsefulRank() + penalty);
  }

  // Returns whether neither this hit nor those after it can come among the best.
  bool IsUseless(const Hit& hit) const {
    return RankedScore(hit.score.score, hit.penalty) < LeastUsefulRank();
  }

  // Returns the least ranked score with which a bridged match could come among the best: as much as
  // the last of them has, or more when that one is direct, which stands first among equals.
  int LeastUsefulRank() const {
    const size_t limit = state_.options.limit;
    if (direct_.size() + best_.size() < limit) return INT_MIN / 2;
    std::vector<MatchRank> ranks;
    for (const auto& [unit, rank] : direct_) ranks.push_back(rank);
    for (const auto& [target, pair] : best_) ranks.push_back(pair.rank);
    const auto last = ranks.begin() + static_cast<std::ptrdiff_t>(limit - 1);
    std::nth_element(ranks.begin(), last, ranks.end());
    return 100 - last->lost + (last->kind < MatchKind::kBridged ? 1 : 0);
  }

  Status JoinHits(const LookupPlace& place, const Language& language, std::span<const Hit> hits) {
    ASSIGN_OR_RETURN(UnitsById units, ReadUnchanged(state_, place, hits));
    for (const Hit& hit : hits) {
      SourceUnit source =
          SourceUnitOf(state_.options, place, language, hit, std::move(units.at(hit.unit)));
      std::copy_if(wanted_.begin(), wanted_.end(), std::back_inserter(source.lacking),
                   [&](const Language& one) { return source.unit.Find(one) == nullptr; });
      if (source.lacking.empty()) continue;
      RETURN_IF_ERROR(JoinSource(std::make_shared<const SourceUnit>(std::move(source))));
    }
    return absl::OkStatus();
  }

  // Joins a source unit, by each of its pivots, to all target units.
  Status JoinSource(const std::shared_ptr<const SourceUnit>& source) {
    for (const Variant& variant : source->unit.variants) {
      if (variant.language == source->language) continue;
      if (!Answers(variant.language, state_.options.bridge_language)) continue;
      ASSIGN_OR_RETURN(PivotGroup* const group, GroupOf({variant, source->lacking}));
      if (!group->Improves(*source)) continue;
      for (const auto& target : group->targets) Offer(source, variant.language, target);
    }
    return absl::OkStatus();
  }

  StatusOr<PivotGroup*> GroupOf(const PivotQuery& query) {
    const auto [there, added] = groups_.try_emplace(query.key());
    PivotGroup& group = there->second;
    if (added) {
      ASSIGN_OR_RETURN(group.targets, FindTargetUnits(state_, places_, query));
    }
    return &group;
  }

  // Keeps the pair if it is the best one so far for its target unit.
  void Offer(const std::shared_ptr<const SourceUnit>& source, const Language& source_pivot,
             const std::shared_ptr<const TargetUnit>& target) {
    const MatchRank rank = RankOfPair(*source, *target, state_.options.bridge_penalty);
    const UnitKey key = KeyOf(target->rank);
    const auto direct = direct_.find(key);
    if (direct != direct_.end() && direct->second < rank) return;
    const auto there = best_.find(key);
    if (there != best_.end() && there->second.rank <= rank) return;
    best_.insert_or_assign(key, Pair{source, source_pivot, target, rank});
  }

  LookupState& state_;
  const std::span<const LookupPlace> places_;
  const std::vector<Language> wanted_;
  std::map<UnitKey, MatchRank> direct_;
  std::map<PivotQuery::Key, PivotGroup> groups_;
  std::map<UnitKey, Pair> best_;  // By target unit.
};

bool EachUnitHas(const MemoryView& view, const Language& wanted) {
  const auto indexes = view.Answering(wanted);
  return std::any_of(indexes.begin(), indexes.end(),
                     [&](const IndexSnapshot* index) { return index->size() == view.units; });
}

}  // namespace

std::vector<Language> BridgedTargets(const LookupOptions& options) {
  std::vector<Language> targets;
  if (options.without_bridging || Answers(options.source, options.bridge_language)) return targets;
  std::copy_if(options.targets.begin(), options.targets.end(), std::back_inserter(targets),
               [&](const Language& target) { return !Answers(target, options.bridge_language); });
  return targets;
}

bool MayHoldSources(const MemoryView& view, const LookupOptions& options,
                    std::span<const Language> targets) {
  return HoldsLanguage(view, options.source) && HoldsLanguage(view, options.bridge_language) &&
         std::any_of(targets.begin(), targets.end(),
                     [&](const Language& target) { return !EachUnitHas(view, target); });
}

bool CanBridge(std::span<const LookupPlace> places, const LookupOptions& options) {
  const std::vector<Language> targets = BridgedTargets(options);
  const auto any = [&](auto may_hold) {
    return std::any_of(places.begin(), places.end(), [&](const LookupPlace& place) {
      return may_hold(*place.view, options, targets);
    });
  };
  return any(MayHoldSources) && any(MayHoldTargets);
}

Status AddBridged(LookupState& state, std::vector<LookupPlace>& places,
                  std::vector<Match>& matches) {
  Status done;
  for (int attempt = 0; attempt < kReadAttempts; ++attempt) {
    if (!CanBridge(places, state.options)) return absl::OkStatus();
    Bridger bridger(state, places, matches);
    done = bridger.Run();
    if (done.ok()) bridger.AppendTo(matches);
    if (done.code() != StatusCode::kAborted) return done;
    for (LookupPlace& place : places) place.view = place.memory->view();
  }
  return done;
}

}  // namespace dragoman
