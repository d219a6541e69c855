#include "server/match/part_builder.h"

#include <absl/container/flat_hash_map.h>

#include <algorithm>
#include <numeric>
#include <string>

#include "server/match/text_ids.h"

namespace dragoman {

// Fills one part; used once.
class PartBuilder {
 public:
  std::shared_ptr<const IndexPart> Build(std::vector<PartSource> sources) {
    std::stable_sort(sources.begin(), sources.end(),
                     [](const auto& a, const auto& b) { return a.word_count() < b.word_count(); });
    for (const PartSource& source : sources) {
      source.fresh ? AddFresh(*source.fresh) : AddOld(*source.part, source.entry);
    }
    OrderEntries();
    BuildPostings();
    return std::move(part_);
  }

 private:
  // The numbers that an older part's stems, other strings and kinds of word have in the new one,
  // given when first met, so that what only dead entries used is left behind.
  struct Translation {
    std::vector<uint32_t> stems;
    std::vector<uint32_t> strings;
    std::vector<uint32_t> kinds;
  };

  static uint32_t Translated(std::vector<uint32_t>& numbers, const StringTable& from,
                             StringTable& to, uint32_t number) {
    if (number == kNotNumber) return kNotNumber;
    if (numbers.empty()) numbers.resize(from.size(), kUnknownId);
    if (numbers[number] == kUnknownId) numbers[number] = to.Number(from[number]);
    return numbers[number];
  }

  uint32_t KindOf(const WordIds& word) {
    const auto [at, is_new] = kinds_.try_emplace(word, static_cast<uint32_t>(kinds_.size()));
    if (is_new) part_->word_kinds_.push_back(word);
    return at->second;
  }

  void AddWord(uint32_t kind) {
    part_->word_rows_.Push(kind);
    part_->stem_rows_.Push(part_->word_kinds_[kind].stem);
  }

  void EndEntry(const EntryFacts& facts, std::string_view exact_key, std::string_view fold_key) {
    part_->facts_.push_back(facts);
    part_->exact_keys_.Append(exact_key);
    part_->fold_keys_.Append(fold_key);
    for (auto* rows :
         {&part_->word_rows_, &part_->stem_rows_, &part_->mark_rows_, &part_->code_rows_}) {
      rows->EndRow();
    }
    for (auto* rows : {&part_->exact_keys_, &part_->fold_keys_}) rows->EndRow();
  }

  void AddFresh(const IndexEntry& entry) {
    const Analysis& analysis = entry.analysis;
    const TextIds text = NumberText(
        analysis, [this](std::string_view stem) { return part_->stems_.Number(stem); },
        [this](std::string_view string) { return part_->strings_.Number(string); });
    for (const WordIds& word : text.words) AddWord(KindOf(word));
    part_->mark_rows_.Append(text.marks);
    part_->code_rows_.Append(text.codes);
    EndEntry({.unit = entry.unit,
              .exact_hash = Hash64(analysis.exact_key),
              .previous_hash = entry.previous_hash,
              .next_hash = entry.next_hash,
              .languages = entry.languages,
              .penalty_class = entry.penalty_class},
             analysis.exact_key, analysis.words.empty() ? analysis.fold_key : "");
  }

  void AddOld(const IndexPart& old, uint32_t entry) {
    Translation& numbers = translations_[&old];
    for (uint32_t kind : old.word_rows_[entry]) AddWord(TranslatedKind(old, numbers, kind));
    const auto number = [&](uint32_t string) {
      return Translated(numbers.strings, old.strings_, part_->strings_, string);
    };
    for (uint32_t mark : old.mark_rows_[entry]) part_->mark_rows_.Push(number(mark));
    for (uint32_t code : old.code_rows_[entry]) part_->code_rows_.Push(number(code));
    EndEntry(old.facts_[entry], old.exact_keys_[entry], old.fold_keys_[entry]);
  }

  uint32_t TranslatedKind(const IndexPart& old, Translation& numbers, uint32_t kind) {
    if (numbers.kinds.empty()) numbers.kinds.resize(old.word_kinds_.size(), kUnknownId);
    if (numbers.kinds[kind] == kUnknownId) {
      const WordIds& word = old.word_kinds_[kind];
      const auto number = [&](uint32_t string) {
        return Translated(numbers.strings, old.strings_, part_->strings_, string);
      };
      numbers.kinds[kind] =
          KindOf({.stem = Translated(numbers.stems, old.stems_, part_->stems_, word.stem),
                  .fold = number(word.fold),
                  .form = number(word.form),
                  .value = number(word.value)});
    }
    return numbers.kinds[kind];
  }

  template <typename Key>
  std::vector<uint32_t> EntriesBy(Key key) const {
    std::vector<uint32_t> entries(part_->size());
    std::iota(entries.begin(), entries.end(), 0);
    std::sort(entries.begin(), entries.end(), [&](uint32_t a, uint32_t b) {
      return std::pair(key(part_->facts_[a]), a) < std::pair(key(part_->facts_[b]), b);
    });
    return entries;
  }

  void OrderEntries() {
    part_->by_unit_ = EntriesBy([](const EntryFacts& facts) { return facts.unit; });
    part_->by_exact_hash_ = EntriesBy([](const EntryFacts& facts) { return facts.exact_hash; });
  }

  uint32_t ListOf(uint32_t stem, uint32_t occurrence) {
    if (occurrence == 1) return stem;
    auto& lists = part_->repeated_lists_;
    const auto next = static_cast<uint32_t>(part_->stems_.size() + lists.size());
    return lists.try_emplace({stem, occurrence}, next).first->second;
  }

  // Returns the posting lists an entry stands in.
  std::vector<uint32_t> ListsOf(uint32_t entry) {
    const auto row = part_->stems(entry);
    std::vector<uint32_t> lists(row.begin(), row.end());
    std::sort(lists.begin(), lists.end());
    for (size_t i = 0, run = 0; i < row.size(); i += run) {
      const uint32_t stem = lists[i];
      for (run = 0; i + run < row.size() && lists[i + run] == stem; ++run) {
        lists[i + run] = ListOf(stem, static_cast<uint32_t>(run) + 1);
      }
    }
    return lists;
  }

  // A counting sort of (list, entry) pairs by list; the entries of a list come out ascending.
  void BuildPostings() {
    NumberRows lists_of_entries;
    for (uint32_t entry = 0; entry < part_->size(); ++entry) {
      const auto lists = ListsOf(entry);
      lists_of_entries.Append(lists);
      lists_of_entries.EndRow();
    }
    std::vector<uint64_t> ends(part_->stems_.size() + part_->repeated_lists_.size() + 1, 0);
    for (uint32_t list : lists_of_entries.values()) ++ends[list + 1];
    std::partial_sum(ends.begin(), ends.end(), ends.begin());
    std::vector<uint64_t> at(ends.begin(), ends.end() - 1);
    std::vector<uint32_t> postings(lists_of_entries.values().size());
    for (uint32_t entry = 0; entry < part_->size(); ++entry) {
      for (uint32_t list : lists_of_entries[entry]) postings[at[list]++] = entry;
    }
    part_->postings_ = NumberRows(std::move(postings), std::move(ends));
  }

  std::shared_ptr<IndexPart> part_ = std::make_shared<IndexPart>();
  absl::flat_hash_map<WordIds, uint32_t> kinds_;
  absl::flat_hash_map<const IndexPart*, Translation> translations_;
};

std::shared_ptr<const IndexPart> BuildPart(std::vector<PartSource> sources) {
  return PartBuilder().Build(std::move(sources));
}

}  // namespace dragoman
