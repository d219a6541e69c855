#include "server/term/term_automaton.h"

#include <absl/container/flat_hash_map.h>
#include <absl/container/flat_hash_set.h>

#include <algorithm>
#include <string>
#include <utility>

namespace dragoman {
namespace {

constexpr uint32_t kRoot = 0;

uint64_t EdgeKey(uint32_t node, WordId word) { return uint64_t{node} << 32 | word; }

uint64_t BitOf(WordId word) { return uint64_t{1} << (word * 0x9E3779B97F4A7C15U >> 58); }

// Returns whether a term may go on to `word` across `gap`: every mark that ends terms is the term's
// own at that place.
bool Crosses(const Gap& gap, const TermWord& word) {
  return std::all_of(gap.barriers.begin(), gap.barriers.end(), [&](const std::string& mark) {
    return std::find(word.barriers.begin(), word.barriers.end(), mark) != word.barriers.end();
  });
}

// One way to read on in the text: `words` text words for one of the term words `ids`, and where
// `tail_ids` are given, one of these after it.
struct Step {
  uint32_t words = 1;
  std::vector<WordId> ids;
  std::vector<WordId> tail_ids;
};

}  // namespace

// The walk from every word of one text.
class TermAutomaton::Walk {
 public:
  Walk(const TermAutomaton& automaton, TextWords& text, const WalkLimits& limits)
      : automaton_(automaton), text_(text), limits_(limits), steps_(text.words().size()) {}

  std::vector<TermMatch> Run() {
    const auto size = static_cast<uint32_t>(steps_.size());
    for (uint32_t i = 0; i < size; ++i) steps_[i] = StepsAt(i);
    for (uint32_t first = 0; first < size && !exhausted(); ++first) From(first);
    return std::move(matches_);
  }

 private:
  struct State {
    uint32_t at;  // The next word of the text.
    NodeId node;
  };

  bool exhausted() const {
    return steps_taken_ > limits_.steps || matches_.size() >= limits_.matches;
  }

  std::vector<Step> StepsAt(uint32_t at) {
    std::vector<Step> steps;
    const auto add = [&steps](Step step) {
      if (!step.ids.empty()) steps.push_back(std::move(step));
    };
    const TextWord& word = text_.words()[at];
    add({.words = 1, .ids = automaton_.vocabulary_.Matching(word), .tail_ids = {}});
    std::string form = word.form;
    std::string fold = word.fold;
    for (uint32_t end = at + 2; end <= steps_.size() && text_.MayCloseUp(at, end); ++end) {
      const size_t prefix = fold.size();
      form += text_.words()[end - 1].form;
      fold += text_.words()[end - 1].fold;
      add({.words = end - at,
           .ids = automaton_.vocabulary_.MatchingClosedUp(form, fold, prefix, text_),
           .tail_ids = {}});
    }
    AddSplits(word, steps);
    return steps;
  }

  // Adds the ways to read one word as two words of a term.
  void AddSplits(const TextWord& word, std::vector<Step>& steps) {
    const std::string_view fold = word.fold;
    const size_t min = MinPartLength(fold);
    size_t cut = PrefixBytes(fold, min);
    if (word.is_number || !IsLongWhole(fold) || fold.size() > kMaxJoinedBytes) return;
    for (; PrefixBytes(fold.substr(cut), min) != std::string_view::npos;
         cut += PrefixBytes(fold.substr(cut), 1)) {
      std::vector<WordId> heads = automaton_.vocabulary_.MatchingHead(fold.substr(0, cut));
      if (heads.empty()) continue;
      const std::string tail(fold.substr(cut));
      std::vector<WordId> tails = automaton_.vocabulary_.MatchingTail(tail, text_);
      if (tails.empty()) continue;
      steps.push_back({.words = 1, .ids = std::move(heads), .tail_ids = std::move(tails)});
    }
  }

  void From(uint32_t first) {
    states_.clear();
    seen_.clear();
    states_.push_back({first, kRoot});
    for (size_t i = 0; i < states_.size() && !exhausted(); ++i) {
      const State state = states_[i];
      AddMatches(first, state);
      const bool goes_on = state.node == kRoot || automaton_.nodes_[state.node].words != 0;
      if (state.at == steps_.size() || !goes_on) continue;
      for (const Step& step : steps_[state.at]) Take(first, state, step);
    }
  }

  void AddMatches(uint32_t first, const State& state) {
    for (const Accept& accept : automaton_.AcceptsOf(state.node)) {
      if (matches_.size() >= limits_.matches) return;
      const CompiledConcept& owner = *automaton_.concepts_[accept.concept_slot];
      const TextWord& word = text_.words()[first];
      if (IsOtherWord(owner.patterns[accept.pattern], word.form, word.fold)) continue;
      matches_.push_back({accept.concept_slot, accept.pattern, first, state.at});
    }
  }

  void Take(uint32_t first, const State& state, const Step& step) {
    const Gap* const gap = state.at > first ? &text_.words()[state.at].gap : nullptr;
    for (const WordId id : step.ids) {
      ++steps_taken_;
      const NodeId node = automaton_.Child(state.node, id);
      if (node == kRoot) continue;
      if (gap != nullptr && !Crosses(*gap, automaton_.vocabulary_.word(id))) continue;
      if (step.tail_ids.empty()) {
        Push({state.at + step.words, node});
      } else {
        TakeTail({state.at + step.words, node}, step);
      }
    }
  }

  void TakeTail(const State& head, const Step& step) {
    for (const WordId id : step.tail_ids) {
      ++steps_taken_;
      const NodeId node = automaton_.Child(head.node, id);
      if (node != kRoot) Push({head.at, node});
    }
  }

  void Push(State state) {
    if (seen_.insert(uint64_t{state.at} << 32 | state.node).second) states_.push_back(state);
  }

  const TermAutomaton& automaton_;
  TextWords& text_;
  const WalkLimits limits_;
  std::vector<std::vector<Step>> steps_;  // By text word.
  std::vector<State> states_;             // Of the walk from one word.
  absl::flat_hash_set<uint64_t> seen_;
  std::vector<TermMatch> matches_;
  size_t steps_taken_ = 0;
};

// Adds the terms one after the other, then lays the nodes out.
class TermAutomaton::Builder {
 public:
  explicit Builder(TermAutomaton& automaton) : a_(automaton) {}

  void Add(const TermPattern& pattern, Accept accept) {
    NodeId node = kRoot;
    for (const std::shared_ptr<const TermWord>& word : pattern.words) {
      const WordId id = a_.vocabulary_.Add(word);
      if (id >= a_.first_.size()) a_.first_.resize(id + 1, kRoot);
      NodeId& next = node == kRoot ? a_.first_[id] : edges_[EdgeKey(node, id)];
      if (next == kRoot) next = ++last_node_;
      node = next;
    }
    accepts_.push_back({node, accept});
  }

  void LayOut() {
    a_.nodes_.resize(last_node_ + 2);
    LayOutEdges();
    LayOutAccepts();
    a_.vocabulary_.Seal();
  }

 private:
  void LayOutEdges() {
    std::vector<std::pair<uint64_t, NodeId>> edges(edges_.begin(), edges_.end());
    edges_ = {};
    std::sort(edges.begin(), edges.end());
    for (const auto& [key, child] : edges) {
      const auto word = static_cast<WordId>(key);
      Node& node = a_.nodes_[key >> 32];
      node.words |= BitOf(word);
      ++(&node)[1].first_edge;
      a_.edge_words_.push_back(word);
      a_.edge_nodes_.push_back(child);
    }
    for (NodeId i = 0; i <= last_node_; ++i) a_.nodes_[i + 1].first_edge += a_.nodes_[i].first_edge;
  }

  void LayOutAccepts() {
    std::stable_sort(accepts_.begin(), accepts_.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    for (const auto& [node, accept] : accepts_) {
      ++a_.nodes_[node + 1].first_accept;
      a_.accepts_.push_back(accept);
    }
    for (NodeId i = 0; i <= last_node_; ++i) {
      a_.nodes_[i + 1].first_accept += a_.nodes_[i].first_accept;
    }
  }

  TermAutomaton& a_;
  NodeId last_node_ = kRoot;
  absl::flat_hash_map<uint64_t, NodeId> edges_;  // By node, other than the root, and word.
  std::vector<std::pair<NodeId, Accept>> accepts_;
};

TermAutomaton::TermAutomaton(std::vector<std::shared_ptr<const CompiledConcept>> concepts)
    : concepts_(std::move(concepts)) {
  Builder builder(*this);
  for (uint32_t slot = 0; slot < concepts_.size(); ++slot) {
    const std::vector<TermPattern>& patterns = concepts_[slot]->patterns;
    for (uint32_t i = 0; i < patterns.size(); ++i) builder.Add(patterns[i], {slot, i});
  }
  builder.LayOut();
}

std::vector<TermMatch> TermAutomaton::Match(TextWords& text, const WalkLimits& limits) const {
  return Walk(*this, text, limits).Run();
}

TermAutomaton::NodeId TermAutomaton::Child(NodeId node, WordId word) const {
  if (node == kRoot) return first_[word];
  const Node& from = nodes_[node];
  if ((from.words & BitOf(word)) == 0) return kRoot;
  const auto begin = edge_words_.begin() + from.first_edge;
  const auto end = edge_words_.begin() + nodes_[node + 1].first_edge;
  const auto found = std::lower_bound(begin, end, word);
  if (found == end || *found != word) return kRoot;
  return edge_nodes_[static_cast<size_t>(found - edge_words_.begin())];
}

std::span<const TermAutomaton::Accept> TermAutomaton::AcceptsOf(NodeId node) const {
  const uint32_t first = nodes_[node].first_accept;
  return std::span(accepts_).subspan(first, nodes_[node + 1].first_accept - first);
}

}  // namespace dragoman
