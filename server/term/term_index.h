// Recognition of a glossary's terms in texts of one language: a large immutable automaton, a small
// overlay of recent changes, a set of concepts that were changed or removed since.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "server/model/concept.h"
#include "server/text/analysis.h"

namespace dragoman {

struct TermHit {
  ByteRange range;  // In the text as given.
  std::string concept_id;
  uint32_t term = 0;    // Index into the concept's terms.
  bool nested = false;  // Inside a longer hit, or overlapping one that begins before it.
  bool exact =
      false;  // The text is the term's own at L2 but for case; else an inflected or variant form.
};

struct ConceptChange {
  std::string id;
  std::shared_ptr<const Concept> concept_value;  // nullptr: removed.
};

class TermAutomaton;

// Immutable view at one revision. Threads: any.
class TermSnapshot {
 public:
  // Returns the terms of `language` that stand in the text: by begin, then longest first.
  std::vector<TermHit> Recognise(std::string_view text, const Analysis& analysis) const;
  Revision revision() const;
  size_t terms() const;  // Number of terms it knows.
  ~TermSnapshot();

 private:
  friend class TermIndex;
  TermSnapshot();
  struct State;
  std::unique_ptr<State> state_;
};

// Thread-safe.
class TermIndex {
 public:
  explicit TermIndex(Language language);
  ~TermIndex();
  void Apply(std::span<const ConceptChange> changes, Revision revision);
  std::shared_ptr<const TermSnapshot> snapshot() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace dragoman
