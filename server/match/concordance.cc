#include "server/match/concordance.h"

#include <algorithm>
#include <queue>

#include "server/match/part_words.h"

namespace dragoman {
namespace {

// An item in the numbers of one part.
struct PartItem {
  std::vector<PartWord> words;
  bool negated = false;

  // Whether a word of it stands nowhere in the part.
  bool IsAbsent() const {
    return std::any_of(words.begin(), words.end(), [](const PartWord& w) { return w.empty(); });
  }
  bool NeedsRows() const { return words.size() > 1 || !words[0].whole; }
  bool StandsIn(std::span<const uint32_t> forms) const {
    return std::search(forms.begin(), forms.end(), words.begin(), words.end(),
                       [](uint32_t form, const PartWord& word) { return word.Has(form); }) !=
           forms.end();
  }
};

StatusOr<PartWord> WordIn(const IndexPart& part, const ConcordanceWord& word) {
  switch (word.match) {
    case WordMatch::kStem:
      return WordOfStem(part, word.stem);
    case WordMatch::kFold:
      return WordOfFold(part, word.stem, word.fold);
    case WordMatch::kPrefix:
      break;
  }
  return WordsOfPrefix(part, word.prefix, kMaxPrefixFolds);
}

StatusOr<std::vector<PartItem>> ItemsIn(const IndexPart& part,
                                        const std::vector<ConcordanceItem>& items) {
  std::vector<PartItem> in_part;
  for (const ConcordanceItem& item : items) {
    PartItem& out = in_part.emplace_back();
    out.negated = item.negated;
    for (const ConcordanceWord& word : item.words) {
      ASSIGN_OR_RETURN(out.words.emplace_back(), WordIn(part, word));
    }
  }
  return in_part;
}

// Leaves the entries in whose rows the item stands.
void KeepEntriesWhereStands(const IndexPart& part, const PartItem& item,
                            std::vector<uint32_t>& entries) {
  std::vector<uint32_t> forms;
  std::erase_if(entries, [&](uint32_t entry) {
    forms.resize(part.words(entry));
    part.ReadForms(entry, forms.size(), forms.data());
    return !item.StandsIn(forms);
  });
}

// Returns the entries that have every word of every item that must be there, by lists alone.
std::vector<uint32_t> Candidates(const IndexPart& part, const std::vector<PartItem>& items) {
  std::vector<const PartWord*> words;
  for (const PartItem& item : items) {
    if (item.negated) continue;
    if (item.IsAbsent()) return {};
    for (const PartWord& word : item.words) words.push_back(&word);
  }
  std::sort(words.begin(), words.end(),
            [](const PartWord* a, const PartWord* b) { return a->postings < b->postings; });
  std::vector<uint32_t> entries = EntriesWith(part, *words[0]);
  for (size_t i = 1; i < words.size() && !entries.empty(); ++i) {
    KeepEntriesWith(part, *words[i], entries);
  }
  return entries;
}

void TakeOutWhereStands(const IndexPart& part, const PartItem& item,
                        std::vector<uint32_t>& entries) {
  if (item.IsAbsent()) return;
  std::vector<uint32_t> suspects = entries;
  for (const PartWord& word : item.words) KeepEntriesWith(part, word, suspects);
  if (item.NeedsRows()) KeepEntriesWhereStands(part, item, suspects);
  TakeOut(suspects, entries);
}

void KeepWanted(const LivePart& live, uint64_t languages, std::vector<uint32_t>& entries) {
  if (live.dead) {
    std::erase_if(entries, [&live](uint32_t entry) { return !live.IsLive(entry); });
  }
  if (languages == ~uint64_t{0}) return;
  std::erase_if(entries, [&](uint32_t entry) {
    return (live.part->profile(entry).languages & languages) == 0;
  });
}

StatusOr<std::vector<uint32_t>> EntriesThatFit(const LivePart& live,
                                               const std::vector<ConcordanceItem>& items,
                                               uint64_t languages) {
  const IndexPart& part = *live.part;
  ASSIGN_OR_RETURN(const std::vector<PartItem> in_part, ItemsIn(part, items));
  std::vector<uint32_t> entries = Candidates(part, in_part);
  KeepWanted(live, languages, entries);
  for (const PartItem& item : in_part) {
    if (item.negated) TakeOutWhereStands(part, item, entries);
  }
  for (const PartItem& item : in_part) {
    if (!item.negated && item.NeedsRows()) KeepEntriesWhereStands(part, item, entries);
  }
  return entries;
}

// The units of the greatest numbers below a bound.
class NewestUnits {
 public:
  NewestUnits(UnitId before, size_t limit) : before_(before), limit_(limit) {}

  void Add(UnitId unit) {
    if (unit >= before_ || limit_ == 0) return;
    if (heap_.size() == limit_) {
      if (unit < heap_.top()) return;
      heap_.pop();
    }
    heap_.push(unit);
  }
  std::vector<UnitId> Take() {
    std::vector<UnitId> units(heap_.size());
    for (size_t i = units.size(); i > 0; heap_.pop()) units[--i] = heap_.top();
    return units;
  }

 private:
  const UnitId before_;
  const size_t limit_;
  std::priority_queue<UnitId, std::vector<UnitId>, std::greater<>> heap_;  // The least on top.
};

bool IsWord(const ConcordanceWord& asked, const WordKey& key, const Word& word) {
  switch (asked.match) {
    case WordMatch::kStem:
      return key.stem == asked.stem;
    case WordMatch::kFold:
      return key.stem == asked.stem && key.fold == asked.fold;
    case WordMatch::kPrefix:
      break;
  }
  return !word.is_number() && word.fold.starts_with(asked.prefix);
}

// Returns the ranges in ascending order, those that touch or overlap joined.
std::vector<ByteRange> Joined(std::vector<ByteRange> ranges) {
  std::sort(ranges.begin(), ranges.end(),
            [](const ByteRange& a, const ByteRange& b) { return a.begin < b.begin; });
  std::vector<ByteRange> joined;
  for (const ByteRange& range : ranges) {
    if (joined.empty() || joined.back().end < range.begin) {
      joined.push_back(range);
    } else {
      joined.back().end = std::max(joined.back().end, range.end);
    }
  }
  return joined;
}

}  // namespace

ConcordanceWord WordLike(const Word& word, bool exact) {
  Analysis one;
  one.words.push_back(word);
  const WordKey key = KeysOf(one).words[0];
  return {.match = exact || word.is_number() ? WordMatch::kFold : WordMatch::kStem,
          .stem = key.stem,
          .fold = key.fold,
          .prefix = {}};
}

StatusOr<ConcordanceUnits> SearchConcordance(const IndexSnapshot& snapshot,
                                             const std::vector<ConcordanceItem>& items,
                                             const ConcordanceOptions& options) {
  ConcordanceUnits found;
  NewestUnits newest(options.before, options.limit);
  for (const LivePart& live : snapshot.parts()) {
    if (options.cancelled && options.cancelled()) break;
    ASSIGN_OR_RETURN(const std::vector<uint32_t> entries,
                     EntriesThatFit(live, items, options.languages));
    found.total += entries.size();
    // Entries of one length stand in order of their units: from the last one on, few get in.
    for (size_t i = entries.size(); i > 0; --i) newest.Add(live.part->unit(entries[i - 1]));
  }
  found.units = newest.Take();
  return found;
}

std::vector<ByteRange> OccurrencesOf(const std::vector<ConcordanceItem>& items,
                                     const Analysis& analysis) {
  const std::vector<WordKey> keys = KeysOf(analysis).words;
  const auto stands_at = [&](const ConcordanceItem& item, size_t at) {
    for (size_t i = 0; i < item.words.size(); ++i) {
      if (!IsWord(item.words[i], keys[at + i], analysis.words[at + i])) return false;
    }
    return true;
  };
  std::vector<ByteRange> ranges;
  for (const ConcordanceItem& item : items) {
    if (item.negated) continue;
    for (size_t at = 0; at + item.words.size() <= keys.size(); ++at) {
      if (!stands_at(item, at)) continue;
      const Word& last = analysis.words[at + item.words.size() - 1];
      ranges.push_back({analysis.words[at].range.begin, last.range.end});
    }
  }
  return Joined(std::move(ranges));
}

}  // namespace dragoman
