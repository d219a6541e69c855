#include "server/match/pivot_join.h"

#include <algorithm>
#include <optional>

namespace dragoman {
namespace {

// The alignments on their way; `next` are the beads that are not taken yet.
class Joining {
 public:
  explicit Joining(std::span<const std::vector<Bead>> alignments)
      : alignments_(alignments), next_(alignments.size()) {}

  std::vector<JoinedBead> Run() {
    while (true) {
      for (size_t k = 0; k < alignments_.size(); ++k) TakeStrays(k);
      if (Next(0) == nullptr) return std::move(joined_);
      TakeGroup();
    }
  }

 private:
  const Bead* Next(size_t k) const {
    return next_[k] < alignments_[k].size() ? &alignments_[k][next_[k]] : nullptr;
  }

  JoinedBead& Add(uint32_t pivot) {
    JoinedBead& bead = joined_.emplace_back();
    bead.runs.resize(alignments_.size() + 1);
    bead.runs[0].begin = pivot;
    return bead;
  }

  // Takes the segments of a document that have nothing in the pivot, each for itself.
  void TakeStrays(size_t k) {
    for (const Bead* bead = Next(k); bead != nullptr && bead->first.count == 0; bead = Next(k)) {
      Add(bead->first.begin).runs[k + 1] = bead->second;
      ++next_[k];
    }
  }

  // Takes the beads of all alignments up to the first place where none goes on.
  void TakeGroup() {
    JoinedBead& group = Add(Next(0)->first.begin);
    std::optional<int> confidence;
    group.runs[0].count = 1;
    for (bool grows = true; grows;) {
      grows = false;
      for (size_t k = 0; k < alignments_.size(); ++k) {
        while (Next(k) != nullptr && Next(k)->first.begin < group.runs[0].end()) {
          Extend(group, k, *Next(k), confidence);
          ++next_[k];
          grows = true;
        }
      }
    }
    group.confidence = confidence.value_or(0);
  }

  static void Extend(JoinedBead& group, size_t k, const Bead& bead,
                     std::optional<int>& confidence) {
    SegmentRun& pivot = group.runs[0];
    SegmentRun& run = group.runs[k + 1];
    pivot.count = std::max(pivot.end(), bead.first.end()) - pivot.begin;
    if (bead.second.count == 0) return;
    if (run.count == 0) run.begin = bead.second.begin;
    run.count = bead.second.end() - run.begin;
    confidence = std::min(confidence.value_or(bead.confidence), bead.confidence);
  }

  const std::span<const std::vector<Bead>> alignments_;
  std::vector<size_t> next_;
  std::vector<JoinedBead> joined_;
};

}  // namespace

std::vector<JoinedBead> JoinOverPivot(std::span<const std::vector<Bead>> alignments) {
  return Joining(alignments).Run();
}

}  // namespace dragoman
