// A kind of finding that an observer sees in each unit by itself: the survey counts, the drafts
// gather.
#include <absl/container/flat_hash_map.h>

#include <algorithm>
#include <tuple>

#include "server/engine/limits.h"
#include "server/engine/rendering_comparison.h"
#include "server/engine/rendering_draft.h"
#include "server/engine/rendering_survey.h"

namespace dragoman {
namespace {

class ObservedComparison : public RenderingComparison {
 public:
  ObservedComparison(ConsistencyKind kind, std::unique_ptr<RenderingObserver> observer,
                     const Language& target, size_t max_examples)
      : kind_(kind), observer_(std::move(observer)), target_(target), max_examples_(max_examples) {}

  ConsistencyKind kind() const override { return kind_; }

  void Survey(ComparedUnit& unit) override {
    if (!unit.IsTranslated()) return;
    for (const Observation& one : observer_->Observe(unit)) survey_.Add(one);
  }

  StatusOr<bool> Choose(const Cancelled& cancelled) override {
    ASSIGN_OR_RETURN(std::vector<uint64_t> keys, survey_.Varied(*observer_, cancelled));
    found_ = keys.size();
    if (keys.size() > kMaxConsistencyFindings) keys.resize(kMaxConsistencyFindings);
    for (const uint64_t key : keys) drafts_.emplace(key, FindingDraft(kind_));
    cut_ = survey_.cut();
    survey_ = RenderingSurvey();
    return !drafts_.empty();
  }

  void Gather(ComparedUnit& unit) override {
    if (!unit.IsTranslated()) return;
    for (const Observation& one : observer_->Observe(unit)) {
      const auto draft = drafts_.find(one.key);
      if (draft != drafts_.end())
        draft->second.Take(one, unit, TextRole::kSource, max_examples_, budget_);
    }
  }

  StatusOr<std::vector<ConsistencyFinding>> Finish(const Cancelled& cancelled) override {
    std::vector<ConsistencyFinding> findings;
    for (auto& [key, draft] : drafts_) {
      RETURN_IF_ERROR(CheckCancelled(cancelled));
      if (kind_ == ConsistencyKind::kName) draft.JoinForms(target_, max_examples_);
      findings.push_back(std::move(draft).Finish());
    }
    drafts_.clear();
    const size_t gathered = findings.size();
    std::erase_if(findings, [](const ConsistencyFinding& one) { return one.rows.size() < 2; });
    found_ -= gathered - findings.size();
    Order(findings);
    return findings;
  }

  uint64_t found() const override { return found_; }
  bool cut() const override { return cut_; }

 private:
  const ConsistencyKind kind_;
  const std::unique_ptr<RenderingObserver> observer_;
  const Language target_;
  const size_t max_examples_;
  RenderingSurvey survey_;
  TextBudget budget_{kMaxGatheredBytes};
  absl::flat_hash_map<uint64_t, FindingDraft> drafts_;
  uint64_t found_ = 0;
  bool cut_ = false;
};

}  // namespace

std::unique_ptr<RenderingComparison> NewObservedComparison(
    ConsistencyKind kind, std::unique_ptr<RenderingObserver> observer,
    const ComparedLanguages& languages, size_t max_examples) {
  return std::make_unique<ObservedComparison>(kind, std::move(observer), languages.target,
                                              max_examples);
}

void Order(std::vector<ConsistencyFinding>& findings) {
  std::sort(findings.begin(), findings.end(), [](const auto& a, const auto& b) {
    return std::tie(b.uses, a.text, a.concept_name) < std::tie(a.uses, b.text, b.concept_name);
  });
}

}  // namespace dragoman
