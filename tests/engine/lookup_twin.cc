#include "tests/engine/lookup_twin.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>

namespace dragoman {
namespace {

// A match in the making.
struct Draft {
  MatchKind kind = MatchKind::kFuzzy;
  size_t memory = 0;
  const Unit* unit = nullptr;
  Language source;
  int source_score = 0;
  std::vector<Language> targets;
  // Of a bridged match; else the same unit again.
  size_t target_memory = 0;
  const Unit* target = nullptr;
  Language source_pivot;
  Language pivot;
  int pivot_score = 100;

  bool is_bridged() const { return kind == MatchKind::kBridged; }
  int score() const { return std::min(source_score, pivot_score); }
};

Score ScoreOfSegments(const Segment& a, const Language& language_a, const Segment& b,
                      const Language& language_b) {
  return ScoreOf(Analyse(a, language_a), Analyse(b, language_b));
}

// Returns what two texts that differ in form only have in common.
std::string FormlessKey(const Segment& segment, const Language& language) {
  const Analysis analysis = Analyse(segment, language);
  std::string key;
  for (const Word& word : analysis.words) {
    key += word.is_number() ? "number " + word.value : "word " + word.fold;
    key += '\n';
  }
  for (const Mark& mark : analysis.marks) key += "mark " + mark.text + '\n';
  for (const Code& code : analysis.codes) {
    key += fmt::format("code {} {}\n", static_cast<int>(code.kind), code.content);
  }
  return key;
}

// Returns 100 or 99 for pivots that are shared, else 0.
int PivotScore(const Variant& a, const Variant& b) {
  const int score = ScoreOfSegments(a.segment, a.language, b.segment, b.language).score;
  if (score == 100) return 100;
  const bool same = FormlessKey(a.segment, a.language) == FormlessKey(b.segment, b.language);
  return score == 99 && same ? 99 : 0;
}

// 1: the same neighbour; -1: another one; 0: not known on both sides.
int CompareNeighbours(const std::optional<std::string>& a, const std::optional<std::string>& b,
                      const Language& language) {
  if (!a || !b) return 0;
  return Analyse(*a, language).exact_key == Analyse(*b, language).exact_key ? 1 : -1;
}

MatchKind DirectKind(int score, const Variant& stored, const LookupQuery& query) {
  if (score < 100) return MatchKind::kFuzzy;
  const int previous = CompareNeighbours(stored.previous, query.previous, stored.language);
  const int next = CompareNeighbours(stored.next, query.next, stored.language);
  const bool in_context = std::max(previous, next) == 1 && std::min(previous, next) >= 0;
  return in_context ? MatchKind::kInContextExact : MatchKind::kExact;
}

// One lookup.
class Twin {
 public:
  Twin(const std::vector<TwinMemory>& memories, const LookupOptions& options,
       const LookupQuery& query)
      : memories_(memories), options_(options), query_(query) {}

  std::vector<TwinMatch> Run() {
    for (size_t memory = 0; memory < memories_.size(); ++memory) {
      for (const Unit& unit : memories_[memory].units) AddDirect(memory, unit);
    }
    for (size_t memory = 0; Bridges() && memory < memories_.size(); ++memory) {
      for (const Unit& unit : memories_[memory].units) AddBridged(memory, unit);
    }
    for (auto& [target, match] : bridged_) {
      const auto direct = direct_.find(target);
      if (direct != direct_.end() && direct->second.order < match.order) continue;
      matches_.push_back(match);
    }
    for (auto& [unit, match] : direct_) matches_.push_back(match);
    std::sort(matches_.begin(), matches_.end(),
              [](const TwinMatch& a, const TwinMatch& b) { return a.order < b.order; });
    if (matches_.size() > options_.limit) matches_.resize(options_.limit);
    return matches_;
  }

 private:
  using UnitKey = std::pair<size_t, UnitId>;
  using ByUnit = std::map<UnitKey, TwinMatch>;

  static void Keep(ByUnit& best, UnitKey key, const TwinMatch& match) {
    const auto [there, added] = best.try_emplace(key, match);
    if (!added && match.order < there->second.order) there->second = match;
  }

  bool Bridges() const {
    return !options_.without_bridging && !options_.targets.empty() &&
           !Answers(options_.source, options_.bridge_language);
  }

  int SourceScore(const Variant& variant) const {
    if (!Answers(variant.language, options_.source)) return 0;
    return ScoreOfSegments(query_.segment, options_.source, variant.segment, variant.language)
        .score;
  }

  void AddDirect(size_t memory, const Unit& unit) {
    for (const Variant& variant : unit.variants) {
      const int score = SourceScore(variant);
      if (score < options_.min_score) continue;
      Draft draft;
      draft.kind = DirectKind(score, variant, query_);
      draft.memory = draft.target_memory = memory;
      draft.unit = draft.target = &unit;
      draft.source = variant.language;
      draft.source_score = score;
      draft.targets = Targets(unit, variant.language, options_.targets);
      if (draft.targets.empty()) continue;
      Keep(direct_, {memory, unit.id}, Finished(draft));
    }
  }

  void AddBridged(size_t memory, const Unit& unit) {
    Draft draft;
    draft.kind = MatchKind::kBridged;
    draft.memory = memory;
    draft.unit = &unit;
    for (const Variant& variant : unit.variants) {
      draft.source = variant.language;
      draft.source_score = SourceScore(variant);
      if (draft.source_score < options_.min_score) continue;
      for (const Variant& pivot : unit.variants) {
        if (pivot.language == variant.language) continue;
        if (Answers(pivot.language, options_.bridge_language)) AddTargets(draft, pivot);
      }
    }
  }

  void AddTargets(Draft draft, const Variant& source_pivot) {
    draft.source_pivot = source_pivot.language;
    for (draft.target_memory = 0; draft.target_memory < memories_.size(); ++draft.target_memory) {
      for (const Unit& target : memories_[draft.target_memory].units) {
        for (const Variant& pivot : target.variants) {
          if (!Answers(pivot.language, options_.bridge_language)) continue;
          draft.target = &target;
          draft.pivot = pivot.language;
          draft.pivot_score = PivotScore(source_pivot, pivot);
          draft.targets = Targets(target, pivot.language, Lacking(*draft.unit));
          if (draft.score() < options_.min_score || draft.targets.empty()) continue;
          Keep(bridged_, {draft.target_memory, target.id}, Finished(draft));
        }
      }
    }
  }

  std::vector<Language> Lacking(const Unit& unit) const {
    std::vector<Language> lacking;
    for (const Language& wanted : options_.targets) {
      if (Answers(wanted, options_.bridge_language)) continue;
      if (unit.Find(wanted) == nullptr) lacking.push_back(wanted);
    }
    return lacking;
  }

  // Without wishes of the lookup, all languages.
  std::vector<Language> Targets(const Unit& unit, const Language& source,
                                const std::vector<Language>& wanted) const {
    std::vector<Language> targets;
    for (const Language& one : wanted) {
      for (const Variant& variant : unit.variants) {
        const bool there =
            std::find(targets.begin(), targets.end(), variant.language) != targets.end();
        if (variant.language != source && Answers(variant.language, one) && !there) {
          targets.push_back(variant.language);
        }
      }
    }
    if (!options_.targets.empty()) return targets;
    for (const Variant& variant : unit.variants) {
      if (variant.language != source) targets.push_back(variant.language);
    }
    return targets;
  }

  // Returns the greater one of both units' penalties of a reason.
  int Points(const Draft& draft, int (*of)(const Unit&, const LookupMemory&)) const {
    return std::max(of(*draft.unit, memories_[draft.memory].settings),
                    of(*draft.target, memories_[draft.target_memory].settings));
  }

  std::vector<AppliedPenalty> Penalties(const Draft& draft) const {
    std::vector<AppliedPenalty> penalties = {
        {"memory", Points(draft, [](const Unit&, const LookupMemory& m) { return m.penalty; })},
        {"machine", Points(draft,
                           [](const Unit& unit, const LookupMemory& m) {
                             return unit.origin == Origin::kMachine ? m.machine_penalty : 0;
                           })},
        {"aligned", Points(draft,
                           [](const Unit& unit, const LookupMemory& m) {
                             return unit.origin == Origin::kAligned ? m.aligned_penalty : 0;
                           })},
        {"draft", Points(draft,
                         [](const Unit& unit, const LookupMemory& m) {
                           return unit.state == ReviewState::kDraft ? m.draft_penalty : 0;
                         })},
        {"bridge", draft.is_bridged() ? options_.bridge_penalty : 0}};
    std::erase_if(penalties, [](const AppliedPenalty& one) { return one.points == 0; });
    return penalties;
  }

  TwinMatch Finished(const Draft& draft) const {
    const auto penalties = Penalties(draft);
    int taken = 0;
    for (const AppliedPenalty& one : penalties) taken += one.points;
    const int ranked = draft.score() - std::min(taken, 100);
    TwinMatch match;
    match.order = {-ranked, static_cast<int64_t>(draft.kind),
                   draft.is_bridged() ? 200 - draft.source_score - draft.pivot_score : 0};
    for (const int64_t number : UnitOrder(draft.target_memory, *draft.target)) {
      match.order.push_back(number);
    }
    for (const int64_t number : UnitOrder(draft.memory, *draft.unit)) {
      match.order.push_back(number);
    }
    match.shown = Shown(draft, ranked, penalties);
    return match;
  }

  std::vector<int64_t> UnitOrder(size_t memory, const Unit& unit) const {
    const bool same_document = !unit.document.empty() && unit.document == options_.document;
    const bool same_domain = !unit.domain.empty() && unit.domain == options_.domain;
    return {same_document ? 0 : 1,
            same_domain ? 0 : 1,
            unit.state == ReviewState::kReviewed ? 0 : 1,
            static_cast<int64_t>(memory),
            -(unit.changed_micros / 1'000'000),
            -static_cast<int64_t>(unit.id)};
  }

  std::string Shown(const Draft& draft, int ranked,
                    const std::vector<AppliedPenalty>& penalties) const {
    Match match;
    match.score.score = draft.score();
    match.ranked_score = std::max(ranked, 0);
    match.kind = draft.kind;
    match.memory = memories_[draft.memory].settings.name;
    match.unit = *draft.unit;
    match.source = draft.source;
    match.targets = draft.targets;
    match.applied_penalties = penalties;
    if (draft.is_bridged()) {
      Bridge& bridge = match.bridge.emplace();
      bridge.memory = memories_[draft.target_memory].settings.name;
      bridge.unit = *draft.target;
      bridge.source_pivot = draft.source_pivot;
      bridge.pivot = draft.pivot;
      bridge.source_score.score = draft.source_score;
      bridge.pivot_score.score = draft.pivot_score;
    }
    return ShowMatches({match});
  }

  const std::vector<TwinMemory>& memories_;
  const LookupOptions& options_;
  const LookupQuery& query_;
  ByUnit direct_;
  ByUnit bridged_;  // By target unit.
  std::vector<TwinMatch> matches_;
};

}  // namespace

std::vector<TwinMatch> TwinLookup(const std::vector<TwinMemory>& memories,
                                  const LookupOptions& options, const LookupQuery& query) {
  return Twin(memories, options, query).Run();
}

std::string ShowMatches(const std::vector<TwinMatch>& matches) {
  std::string text;
  for (const TwinMatch& match : matches) text += match.shown;
  return text;
}

std::string ShowMatches(const std::vector<Match>& matches) {
  std::string text;
  for (const Match& match : matches) {
    text +=
        fmt::format("score {} ranked {} kind {} {}/{} {}", match.score.score, match.ranked_score,
                    static_cast<int>(match.kind), match.memory, match.unit.id, match.source.tag());
    for (const Language& target : match.targets) text += " >" + target.tag();
    for (const AppliedPenalty& one : match.applied_penalties) {
      text += fmt::format(" -{} {}", one.points, one.reason);
    }
    if (match.bridge) {
      const Bridge& bridge = *match.bridge;
      text += fmt::format(" by {} {} to {}/{} {} {}", bridge.source_score.score,
                          bridge.source_pivot.tag(), bridge.memory, bridge.unit.id,
                          bridge.pivot.tag(), bridge.pivot_score.score);
    }
    text += '\n';
  }
  return text;
}

}  // namespace dragoman
