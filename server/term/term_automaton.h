// The trie over the words of many terms, and its walk over a text.
//
// A node is a sequence of term words; an edge is one word, not one key, so a term of many words
// with many keys each is still one path. A word of the text stands for every vocabulary word that
// it may be (key sets meet), so the walk keeps a set of nodes. Three kinds of steps lead on:
//   one text word   -> one term word     послу -> посол
//   two or more     -> one term word     co|operation -> cooperation
//   one text word   -> two term words    policymakers -> policy|makers
// Cost: for each word of the text, the terms' words that begin there.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "server/term/term_pattern.h"
#include "server/term/text_words.h"
#include "server/term/vocabulary.h"

namespace dragoman {

// One term met in a text: words [first, last) of it.
struct TermMatch {
  uint32_t concept_slot = 0;
  uint32_t pattern = 0;
  uint32_t first = 0;
  uint32_t last = 0;
};

// What one walk may do at most, so that no glossary and no text can stop the server. Real texts
// need a few steps per word.
struct WalkLimits {
  size_t steps = 20'000'000;
  size_t matches = 100'000;
};

// Immutable. Threads: any.
class TermAutomaton {
 public:
  explicit TermAutomaton(std::vector<std::shared_ptr<const CompiledConcept>> concepts);

  const std::vector<std::shared_ptr<const CompiledConcept>>& concepts() const { return concepts_; }

  // Returns the matches by first word, those that end within the limits; beyond them the rest of
  // the text is not read.
  std::vector<TermMatch> Match(TextWords& text, const WalkLimits& limits = {}) const;

 private:
  using NodeId = uint32_t;
  struct Accept {
    uint32_t concept_slot;
    uint32_t pattern;
  };
  // All that a walk asks of a node, in a quarter of a cache line: most words of a text do not go on
  // from a node, and `words` says so without another look.
  struct Node {
    uint64_t words = 0;         // One bit for each word that leads on; see BitOf.
    uint32_t first_edge = 0;    // The edges up to those of the next node, by word.
    uint32_t first_accept = 0;  // The terms that end here, likewise.
  };
  class Builder;
  class Walk;

  NodeId Child(NodeId node, WordId word) const;  // 0 when there is none.
  std::span<const Accept> AcceptsOf(NodeId node) const;

  std::vector<std::shared_ptr<const CompiledConcept>> concepts_;
  Vocabulary vocabulary_;
  std::vector<NodeId> first_;  // By word: where terms go on that begin with it.
  std::vector<Node> nodes_;    // The root, where first_ leads on, has no edges here; one more.
  std::vector<WordId> edge_words_;
  std::vector<NodeId> edge_nodes_;
  std::vector<Accept> accepts_;
};

}  // namespace dragoman
