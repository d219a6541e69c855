// Direct renderings against those over another language: a unit has a source text in ru and ur;
// one unit has the same ru and an en, another the same en and an ur. Where that ur is none of the
// direct ones, a translation by way of English would say something else.
//
//   direct   ru "Дату не назначили."   ur "تاریخ طے نہیں ہوئی۔"
//   bridged  ru "Дату не назначили."   en "No date was set."
//                                      en "No date was set."   ur "کوئی تاریخ مقرر نہیں کی گئی۔"
//
// The first pass keeps pairs of hashes of texts at L3: source and target, source and pivot, pivot
// and target. They are joined when all are there.
#include <absl/container/flat_hash_map.h>
#include <absl/container/flat_hash_set.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "server/engine/limits.h"
#include "server/engine/rendering_comparison.h"
#include "server/engine/rendering_draft.h"

namespace dragoman {
namespace {

constexpr size_t kMaxPairs = kMaxFollowed;  // Of each sort: 29 MB.
constexpr size_t kMostPivots = 100;         // Of one source.

// Pairs of hashes, each as often as it was added. Thread-compatible.
class HashPairs {
 public:
  using Pair = std::pair<uint64_t, uint64_t>;

  void Add(uint64_t from, uint64_t to) {
    if (pairs_.size() < kMaxPairs) {
      pairs_.emplace_back(from, to);
    } else {
      cut_ = true;
    }
  }
  void Sort() { std::sort(pairs_.begin(), pairs_.end()); }
  bool cut() const { return cut_; }
  const std::vector<Pair>& all() const { return pairs_; }

  // Returns what goes with `from`, each once. Requires: sorted.
  std::vector<uint64_t> Of(uint64_t from) const {
    std::vector<uint64_t> to;
    for (auto one = std::lower_bound(pairs_.begin(), pairs_.end(), Pair(from, 0));
         one != pairs_.end() && one->first == from; ++one) {
      if (to.empty() || to.back() != one->second) to.push_back(one->second);
    }
    return to;
  }

 private:
  std::vector<Pair> pairs_;
  bool cut_ = false;
};

// A source text that has a direct rendering and others over a pivot.
struct SourceDraft {
  FormCounts forms;
  uint64_t uses = 0;  // Direct ones.
  RowDrafts direct;
  std::set<uint64_t> direct_identities;
  // By hash of the pivot: the first unit that has source and pivot, its source and pivot.
  struct Link {
    Segment source;
    BridgedExample bridge;
  };
  std::map<uint64_t, Link> links;
};

class BridgeComparison : public RenderingComparison {
 public:
  explicit BridgeComparison(size_t max_examples) : max_examples_(max_examples) {}

  ConsistencyKind kind() const override { return ConsistencyKind::kBridge; }

  void Survey(ComparedUnit& unit) override {
    ForPair(unit, TextRole::kSource, TextRole::kTarget, direct_);
    ForPair(unit, TextRole::kSource, TextRole::kPivot, pivots_);
    ForPair(unit, TextRole::kPivot, TextRole::kTarget, targets_);
  }

  StatusOr<bool> Choose(const Cancelled& cancelled) override {
    for (HashPairs* pairs : {&direct_, &pivots_, &targets_}) {
      RETURN_IF_ERROR(CheckCancelled(cancelled));
      pairs->Sort();
      cut_ |= pairs->cut();
    }
    ASSIGN_OR_RETURN(auto differing, Differing(cancelled));
    found_ = differing.size();
    const size_t most = std::min(kMaxConsistencyFindings, differing.size());
    std::partial_sort(differing.begin(), differing.begin() + static_cast<std::ptrdiff_t>(most),
                      differing.end());
    for (size_t i = 0; i < most; ++i) Want(differing[i].second);
    direct_ = pivots_ = targets_ = HashPairs();
    return most > 0;
  }

  void Gather(ComparedUnit& unit) override {
    if (unit.Has(TextRole::kSource)) GatherSource(unit);
    if (!unit.Has(TextRole::kPivot) || !unit.Has(TextRole::kTarget)) return;
    const auto rows = bridged_.find(unit.FoldHashOf(TextRole::kPivot));
    if (rows != bridged_.end()) Count(unit, TextRole::kPivot, rows->second);
  }

  StatusOr<std::vector<ConsistencyFinding>> Finish(const Cancelled& cancelled) override {
    std::vector<ConsistencyFinding> findings;
    for (auto& [key, draft] : sources_) {
      RETURN_IF_ERROR(CheckCancelled(cancelled));
      ConsistencyFinding finding = FindingOf(draft);
      const bool differs = std::any_of(finding.rows.begin(), finding.rows.end(),
                                       [](const RenderingRow& row) { return row.bridged; });
      if (draft.uses > 0 && differs) findings.push_back(std::move(finding));
    }
    found_ -= sources_.size() - findings.size();
    sources_.clear();
    bridged_.clear();
    Order(findings);
    return findings;
  }

  uint64_t found() const override { return found_; }
  bool cut() const override { return cut_; }

 private:
  static void ForPair(ComparedUnit& unit, TextRole from, TextRole to, HashPairs& pairs) {
    if (unit.Has(from) && unit.Has(to)) pairs.Add(unit.FoldHashOf(from), unit.FoldHashOf(to));
  }

  // Returns the sources whose renderings differ, each with how seldom it is rendered directly.
  StatusOr<std::vector<HashPairs::Pair>> Differing(const Cancelled& cancelled) const {
    std::vector<HashPairs::Pair> differing;
    const auto& all = direct_.all();
    PacedCheck check(cancelled);
    for (auto one = all.begin(); one != all.end();) {
      RETURN_IF_ERROR(check.Step());
      const uint64_t source = one->first;
      const auto end =
          std::find_if(one, all.end(), [source](const auto& pair) { return pair.first != source; });
      if (Differs(source))
        differing.emplace_back(UINT64_MAX - static_cast<uint64_t>(end - one), source);
      one = end;
    }
    return differing;
  }

  bool Differs(uint64_t source) const {
    const std::vector<uint64_t> direct = direct_.Of(source);
    for (const uint64_t pivot : pivots_.Of(source)) {
      for (const uint64_t target : targets_.Of(pivot)) {
        if (!std::binary_search(direct.begin(), direct.end(), target)) return true;
      }
    }
    return false;
  }

  void Want(uint64_t source) {
    SourceDraft& draft = sources_[source];
    for (const uint64_t pivot : pivots_.Of(source)) {
      if (draft.links.size() >= kMostPivots) break;
      if (targets_.Of(pivot).empty()) continue;
      draft.links[pivot];
      bridged_[pivot];
    }
  }

  void GatherSource(ComparedUnit& unit) {
    const auto there = sources_.find(unit.FoldHashOf(TextRole::kSource));
    if (there == sources_.end()) return;
    SourceDraft& draft = there->second;
    draft.forms.Add(unit.TextOf(TextRole::kSource), budget_);
    if (unit.Has(TextRole::kTarget)) {
      ++draft.uses;
      draft.direct_identities.insert(unit.FoldHashOf(TextRole::kTarget));
      Count(unit, TextRole::kSource, draft.direct);
    }
    if (unit.Has(TextRole::kPivot)) NoteLink(unit, draft);
  }

  void NoteLink(ComparedUnit& unit, SourceDraft& draft) {
    const auto link = draft.links.find(unit.FoldHashOf(TextRole::kPivot));
    if (link == draft.links.end() || !link->second.source.text.empty()) return;
    const Segment& source = unit.SegmentOf(TextRole::kSource);
    const Segment& pivot = unit.SegmentOf(TextRole::kPivot);
    if (!budget_.Take(source.text.size() + pivot.text.size())) return;
    link->second = {.source = source,
                    .bridge = {.source_use = unit.use(), .source_pivot = pivot, .pivot = {}}};
  }

  // Counts a rendering of the text of a role.
  void Count(ComparedUnit& unit, TextRole from, RowDrafts& rows) {
    const Segment& source = unit.SegmentOf(from);
    const Segment& target = unit.SegmentOf(TextRole::kTarget);
    RowDraft* const row =
        rows.Find({.identity = unit.FoldHashOf(TextRole::kTarget), .text = target.text}, budget_);
    if (row == nullptr) return rows.CountUnlisted();
    const auto example = [&] {
      return RenderingExample{.use = unit.use(), .source = source, .target = target};
    };
    row->Count(unit.use(), target.text, max_examples_, source.text.size() + target.text.size(),
               example, budget_);
  }

  ConsistencyFinding FindingOf(SourceDraft& draft) {
    ConsistencyFinding finding{.kind = ConsistencyKind::kBridge,
                               .text = draft.forms.MostFrequent(),
                               .uses = draft.uses,
                               .unlisted_uses = draft.direct.unlisted_uses()};
    for (auto& [identity, row] : draft.direct.rows()) {
      finding.rows.push_back(std::move(row).Finish());
    }
    for (auto& [identity, row] : BridgedRows(draft)) {
      finding.rows.push_back(std::move(row).Finish());
      finding.rows.back().bridged = true;
    }
    Order(finding.rows);
    return finding;
  }

  // Returns the renderings over all pivots that are no direct ones, by identity.
  std::map<uint64_t, RowDraft> BridgedRows(const SourceDraft& draft) const {
    std::map<uint64_t, RowDraft> rows;
    for (const auto& [pivot, link] : draft.links) {
      const auto bridged = bridged_.find(pivot);
      if (link.source.text.empty() || bridged == bridged_.end()) continue;
      for (const auto& [identity, row] : bridged->second.rows()) {
        if (draft.direct_identities.contains(identity)) continue;
        RowDraft linked = row;
        for (RenderingExample& example : linked.examples()) Link(link, example);
        const auto [there, added] = rows.try_emplace(identity, linked);
        if (!added) there->second.Merge(std::move(linked), max_examples_);
      }
    }
    return rows;
  }

  // Makes an example of pivot and target one of source and target.
  static void Link(const SourceDraft::Link& link, RenderingExample& example) {
    example.bridge = link.bridge;
    example.bridge->pivot = std::exchange(example.source, link.source);
  }

  const size_t max_examples_;
  HashPairs direct_;
  HashPairs pivots_;
  HashPairs targets_;
  TextBudget budget_{kMaxGatheredBytes};
  absl::flat_hash_map<uint64_t, SourceDraft> sources_;
  absl::flat_hash_map<uint64_t, RowDrafts> bridged_;  // By pivot.
  uint64_t found_ = 0;
  bool cut_ = false;
};

}  // namespace

std::unique_ptr<RenderingComparison> NewBridgeComparison(size_t max_examples) {
  return std::make_unique<BridgeComparison>(max_examples);
}

}  // namespace dragoman
