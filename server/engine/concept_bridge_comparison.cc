// Direct renderings of concepts against those over another language: what a concept is called in ur
// where it is translated from ru, and where it is translated from en. Where the latter is a term
// that no direct translation has, though these have terms of it, a translation by way of English
// would say something else.
//
// How many concepts there are the glossaries say, so that all of them are followed.
#include <absl/container/flat_hash_map.h>

#include <algorithm>

#include "server/engine/limits.h"
#include "server/engine/rendering_comparison.h"
#include "server/engine/rendering_draft.h"

namespace dragoman {
namespace {

class ConceptBridgeComparison : public RenderingComparison {
 public:
  ConceptBridgeComparison(std::unique_ptr<RenderingObserver> direct,
                          std::unique_ptr<RenderingObserver> bridged, size_t max_examples)
      : direct_{std::move(direct), TextRole::kSource},
        bridged_{std::move(bridged), TextRole::kPivot},
        max_examples_(max_examples) {}

  ConsistencyKind kind() const override { return ConsistencyKind::kBridge; }

  void Survey(ComparedUnit& unit) override {
    Note(direct_, unit);
    Note(bridged_, unit);
  }

  StatusOr<bool> Choose(const Cancelled& cancelled) override {
    std::vector<std::pair<uint64_t, uint64_t>> differing;  // From the most used on.
    PacedCheck check(cancelled);
    for (const auto& [key, uses] : direct_.seen) {
      RETURN_IF_ERROR(check.Step());
      if (Differs(key)) differing.emplace_back(UINT64_MAX - uses.count, key);
    }
    found_ = differing.size();
    std::sort(differing.begin(), differing.end());
    if (differing.size() > kMaxConsistencyFindings) differing.resize(kMaxConsistencyFindings);
    for (const auto& [order, key] : differing) {
      drafts_.emplace(key, Draft{FindingDraft(kind()), FindingDraft(kind())});
    }
    return !drafts_.empty();
  }

  void Gather(ComparedUnit& unit) override {
    GatherBy(direct_, &Draft::direct, unit);
    GatherBy(bridged_, &Draft::bridged, unit);
  }

  StatusOr<std::vector<ConsistencyFinding>> Finish(const Cancelled& cancelled) override {
    std::vector<ConsistencyFinding> findings;
    for (auto& [key, draft] : drafts_) {
      RETURN_IF_ERROR(CheckCancelled(cancelled));
      findings.push_back(
          Joined(std::move(draft.direct).Finish(), std::move(draft.bridged).Finish()));
    }
    drafts_.clear();
    const size_t gathered = findings.size();
    std::erase_if(findings, [](const ConsistencyFinding& one) {
      return one.uses == 0 || !one.rows.back().bridged;
    });
    found_ -= gathered - findings.size();
    Order(findings);
    return findings;
  }

  uint64_t found() const override { return found_; }
  bool cut() const override { return false; }

 private:
  struct Uses {
    uint64_t count = 0;
    std::vector<uint64_t> renderings{};  // Identities of terms.
  };
  // Translations from one language.
  struct Route {
    std::unique_ptr<RenderingObserver> observer;
    TextRole from = TextRole::kSource;
    absl::flat_hash_map<uint64_t, Uses> seen{};  // By concept.
  };
  struct Draft {
    FindingDraft direct;
    FindingDraft bridged;
  };

  // Returns what is rendered in the unit on this route. A unit that has the source too is direct.
  static std::vector<Observation> ObservedBy(const Route& route, ComparedUnit& unit) {
    const bool is_of_route =
        unit.Has(TextRole::kTarget) &&
        (route.from == TextRole::kSource ? unit.Has(TextRole::kSource)
                                         : unit.Has(route.from) && !unit.Has(TextRole::kSource));
    return is_of_route ? route.observer->Observe(unit) : std::vector<Observation>();
  }

  static void Note(Route& route, ComparedUnit& unit) {
    for (const Observation& one : ObservedBy(route, unit)) {
      Uses& uses = route.seen[one.key];
      ++uses.count;
      for (const ObservedRendering& rendering : one.renderings) {
        if (rendering.identity == kOtherRendering || Has(uses, rendering.identity)) continue;
        uses.renderings.push_back(rendering.identity);
      }
    }
  }

  static bool Has(const Uses& uses, uint64_t rendering) {
    return std::find(uses.renderings.begin(), uses.renderings.end(), rendering) !=
           uses.renderings.end();
  }

  bool Differs(uint64_t key) const {
    const Uses& direct = direct_.seen.at(key);
    const auto bridged = bridged_.seen.find(key);
    return bridged != bridged_.seen.end() && !direct.renderings.empty() &&
           std::any_of(bridged->second.renderings.begin(), bridged->second.renderings.end(),
                       [&direct](uint64_t one) { return !Has(direct, one); });
  }

  void GatherBy(const Route& route, FindingDraft Draft::*side, ComparedUnit& unit) {
    for (const Observation& one : ObservedBy(route, unit)) {
      const auto draft = drafts_.find(one.key);
      if (draft == drafts_.end()) continue;
      (draft->second.*side).Take(one, unit, route.from, max_examples_, budget_);
    }
  }

  // Returns the direct renderings with the terms that stand in bridged ones only.
  static ConsistencyFinding Joined(ConsistencyFinding direct, ConsistencyFinding bridged) {
    direct.unlisted_uses += bridged.unlisted_uses;
    const size_t direct_rows = direct.rows.size();
    for (RenderingRow& row : bridged.rows) {
      const auto end = direct.rows.begin() + static_cast<std::ptrdiff_t>(direct_rows);
      const bool is_direct = std::any_of(direct.rows.begin(), end, [&row](const RenderingRow& one) {
        return one.text == row.text;
      });
      if (row.other || is_direct) continue;
      row.bridged = true;
      direct.rows.push_back(std::move(row));
    }
    return direct;
  }

  Route direct_;
  Route bridged_;
  const size_t max_examples_;
  TextBudget budget_{kMaxGatheredBytes};
  absl::flat_hash_map<uint64_t, Draft> drafts_;
  uint64_t found_ = 0;
};

}  // namespace

std::unique_ptr<RenderingComparison> NewConceptBridgeComparison(
    std::unique_ptr<RenderingObserver> direct, std::unique_ptr<RenderingObserver> bridged,
    size_t max_examples) {
  return std::make_unique<ConceptBridgeComparison>(std::move(direct), std::move(bridged),
                                                   max_examples);
}

}  // namespace dragoman
