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
  bool nested = false;  // See NestedRanges.
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
  // Returns the terms of the index's language that stand in the text, those of any status: by
  // begin, then longest first, then by concept. Of one concept at one range only the closest term
  // is returned. A range leaves out the ending of an English possessive (Pakistan of "Pakistan’s").
  //
  // Requires: `analysis` is that of `text` under the index's language.
  // Cost:     tens of µs a sentence. From a glossary and a text made to hurt, at most 100,000
  //           matches (by position) are looked at; see WalkLimits.
  std::vector<TermHit> Recognise(std::string_view text, const Analysis& analysis) const;
  Revision revision() const;
  size_t terms() const;  // Number of terms it knows: those with 1 to 64 words.
  ~TermSnapshot();

 private:
  friend class TermIndex;  // Its State makes snapshots.
  TermSnapshot();
  struct State;
  std::unique_ptr<State> state_;
};

// The terms of one language of a glossary. Thread-safe; readers never wait for a writer's work.
class TermIndex {
 public:
  // Takes in all terms that answer `language`: an index of "en" those of "en-GB" and "en-US" too.
  explicit TermIndex(Language language);
  ~TermIndex();
  // Replaces, adds or removes concepts; of several changes of one concept the last holds. The next
  // snapshot has all of them, at `revision`.
  //
  // Cost: amortised O(log n) merges of the changed concepts: about 0.1 ms for one concept of
  //       10,000, now and then the rebuilding of a part.
  void Apply(std::span<const ConceptChange> changes, Revision revision);
  // Puts all parts of the index together where the later ones are worth it, as after an import:
  // each part is one more walk over a text. Leaves them where a change comes in between.
  //
  // Cost: some 10 us a concept. Nobody waits for it.
  void Compact();
  std::shared_ptr<const TermSnapshot> snapshot() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace dragoman
