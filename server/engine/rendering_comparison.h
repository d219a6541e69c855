// One kind of finding of a report of consistency, on its way through the two passes.
#pragma once

#include <memory>
#include <vector>

#include "server/base/cancelled.h"
#include "server/engine/rendering_observer.h"

namespace dragoman {

// What is kept of the findings of one kind: their texts, and what their rows take beside.
inline constexpr size_t kMaxGatheredBytes = 64 << 20;

// Call Survey with every unit, Choose, Gather with every unit, Finish. Thread-compatible.
class RenderingComparison {
 public:
  virtual ~RenderingComparison() = default;

  virtual ConsistencyKind kind() const = 0;
  virtual void Survey(ComparedUnit& unit) = 0;
  // Returns whether there is something to gather.
  //
  // Errors: Cancelled.
  virtual StatusOr<bool> Choose(const Cancelled& cancelled) = 0;
  virtual void Gather(ComparedUnit& unit) = 0;
  // Returns what was gathered, the most used first.
  //
  // Errors: Cancelled.
  virtual StatusOr<std::vector<ConsistencyFinding>> Finish(const Cancelled& cancelled) = 0;

  // Of what the survey found: how much it was, and whether there was more.
  virtual uint64_t found() const = 0;
  virtual bool cut() const = 0;
};

// Returns a comparison of what an observer sees.
std::unique_ptr<RenderingComparison> NewObservedComparison(
    ConsistencyKind kind, std::unique_ptr<RenderingObserver> observer,
    const ComparedLanguages& languages, size_t max_examples);

// Returns the comparison of direct renderings with those over the pivot; see bridge_comparison.cc.
std::unique_ptr<RenderingComparison> NewBridgeComparison(size_t max_examples);

// Returns the same of concepts: `direct` observes the source, `bridged` the pivot.
std::unique_ptr<RenderingComparison> NewConceptBridgeComparison(
    std::unique_ptr<RenderingObserver> direct, std::unique_ptr<RenderingObserver> bridged,
    size_t max_examples);

// Orders findings: the most used first, then by text, then by concept.
void Order(std::vector<ConsistencyFinding>& findings);

}  // namespace dragoman
