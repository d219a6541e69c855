// The first pass of a report of consistency: which things are rendered in more than one way, told
// from 64-bit hashes of things and renderings. Among millions two different ones share a hash about
// once in a million memories.
#pragma once

#include <absl/container/flat_hash_map.h>

#include <cstdint>
#include <vector>

#include "server/base/cancelled.h"
#include "server/engine/rendering_observer.h"

namespace dragoman {

// Thread-compatible.
class RenderingSurvey {
 public:
  void Add(const Observation& observation);

  // Returns the keys of what is rendered in more than one way and wanted: the most used first, of
  // equally used ones those of lesser keys.
  //
  // Errors: Cancelled.
  StatusOr<std::vector<uint64_t>> Varied(const RenderingObserver& wants,
                                         const Cancelled& cancelled) const;

  // Returns whether something was not followed.
  bool cut() const { return cut_; }

 private:
  struct Seen {
    uint64_t rendering = 0;  // The first one.
    uint32_t uses = 0;
    bool varied = false;
  };

  absl::flat_hash_map<uint64_t, Seen> seen_;
  bool cut_ = false;
};

}  // namespace dragoman
