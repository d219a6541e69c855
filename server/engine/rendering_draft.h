// Findings of a report of consistency while they are gathered. Everything that grows is bounded.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "server/engine/rendering_observer.h"

namespace dragoman {

// How much of the memories' texts may be kept. Thread-compatible.
class TextBudget {
 public:
  explicit TextBudget(size_t bytes) : left_(bytes) {}

  // Returns whether that much could still be kept, and counts it then.
  bool Take(size_t bytes) {
    if (bytes > left_) return false;
    left_ -= bytes;
    return true;
  }

 private:
  size_t left_;
};

// How often each form of something stands. Thread-compatible.
class FormCounts {
 public:
  // Counts a form; a new one only while there is room.
  void Add(const std::string& form, TextBudget& budget);
  void Add(const FormCounts& other);
  // Returns the form that stands most often, of such ones the first by bytes; "" where none is.
  std::string MostFrequent() const;
  const std::map<std::string, uint64_t>& counts() const { return counts_; }

 private:
  std::map<std::string, uint64_t> counts_;
};

// Returns whether `a` is to be told as the earlier use: by time of change, pairs after all units.
bool IsEarlier(const RenderingUse& a, const RenderingUse& b);

// One rendering. Thread-compatible.
class RowDraft {
 public:
  RowDraft() = default;
  explicit RowDraft(const ObservedRendering& rendering);

  using MakeExample = std::function<RenderingExample()>;
  // Counts a use. `make_example`, whose texts are of `example_bytes`, is called while there are
  // fewer than `max_examples` and there is room.
  void Count(const RenderingUse& use, const std::string& form, size_t max_examples,
             size_t example_bytes, const MakeExample& make_example, TextBudget& budget);
  // Takes in the uses of another draft, as long as there is room for its examples.
  void Merge(RowDraft other, size_t max_examples);

  uint64_t uses() const { return row_.uses; }
  const FormCounts& forms() const { return forms_; }
  std::vector<RenderingExample>& examples() { return row_.examples; }
  RenderingRow Finish() &&;

 private:
  void NoteUse(const RenderingUse& first, const RenderingUse& last);

  RenderingRow row_;
  FormCounts forms_;
  std::map<std::string, uint64_t> authors_;
};

// The renderings of one thing, in the order in which they are met. Thread-compatible.
class RowDrafts {
 public:
  // Returns the draft of a rendering, or nullptr when there is no room for it.
  RowDraft* Find(const ObservedRendering& rendering, TextBudget& budget);
  void CountUnlisted() { ++unlisted_uses_; }

  uint64_t unlisted_uses() const { return unlisted_uses_; }
  std::vector<std::pair<uint64_t, RowDraft>>& rows() { return rows_; }
  const std::vector<std::pair<uint64_t, RowDraft>>& rows() const { return rows_; }

 private:
  std::vector<std::pair<uint64_t, RowDraft>> rows_;  // By identity.
  uint64_t unlisted_uses_ = 0;
};

// What one thing is and how it was rendered. Thread-compatible.
class FindingDraft {
 public:
  explicit FindingDraft(ConsistencyKind kind) { finding_.kind = kind; }

  // Requires: all observations are of one key and of the text of the role.
  void Take(const Observation& observation, const ComparedUnit& unit, TextRole from,
            size_t max_examples, TextBudget& budget);
  // Makes one of the rows whose forms can be forms of one word or phrase: Хорева and Хореву, where
  // their stems do not tell.
  void JoinForms(const Language& language, size_t max_examples);
  ConsistencyFinding Finish() &&;

 private:
  ConsistencyFinding finding_;
  FormCounts forms_;
  RowDrafts rows_;
};

// Orders rows: direct ones first, the most used first, terms before none, then by text.
void Order(std::vector<RenderingRow>& rows);

}  // namespace dragoman
