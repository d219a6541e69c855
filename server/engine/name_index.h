// The terms of a glossary by their name keys, so that a name in one script finds the concepts that
// have it in another.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "server/model/concept.h"
#include "server/text/name_key.h"

namespace dragoman {

struct NamedTerm {
  std::shared_ptr<const Concept> concept_value;
  uint32_t term = 0;  // Index into the concept's terms.
  NameMeeting meeting = NameMeeting::kNone;
};

// Immutable.
class NameIndex {
 public:
  using Concepts = std::map<std::string, std::shared_ptr<const Concept>, std::less<>>;

  // Takes in every term of the concepts; what `before` (may be null) knows of them it need not find
  // out.
  //
  // Cost: about 2 µs a term that `before` has not, and a pass over all others.
  NameIndex(const Concepts& concepts, const NameIndex* before);

  // Returns the terms whose key meets that of a name: by key, then by concept.
  //
  // Cost: O(terms), some ns each: any of them may be one edit away.
  std::vector<NamedTerm> Find(const NameKey& name) const;

 private:
  struct Entry {
    NameKey key;
    std::shared_ptr<const Concept> concept_value;
    uint32_t term = 0;
  };

  std::vector<Entry> entries_;  // By symbols, then concept and term.
};

}  // namespace dragoman
