// One immutable part of the search index: the entries of one memory and language that were built
// together, numbered by their count of words, then by unit, with dictionaries of their own. A view
// of an image (part_image.h), in memory or of a mapped file.
//
// A length window is thus one range of entry numbers, and of every posting list. The multiset of an
// entry's stems is kept as the set of its *occurrences* (stem, k): the k-th time the stem stands in
// it. The overlap of two multisets is the number of occurrences that both have, so posting lists of
// occurrences count it exactly. ["the", "book", "the"] has the occurrences (the, 1), (book, 1) and
// (the, 2); against ["the", "the", "the"] the overlap is 2.
//
// Words are kept as forms. Forms are numbered so that those of one stem are neighbours and frequent
// stems come first: a form names its stem, and most rows need little more than a byte a word.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "server/match/packed_column.h"
#include "server/match/part_image.h"
#include "server/match/posting_list.h"
#include "server/match/word_ids.h"
#include "server/model/unit.h"

namespace dragoman {

// A half-open range of numbers: of entries, of forms.
struct NumberRange {
  uint32_t begin = 0;
  uint32_t end = 0;

  uint32_t size() const { return end - begin; }
  bool contains(uint32_t number) const { return begin <= number && number < end; }
};

// What an entry's row holds, decoded.
struct EntryRow {
  std::vector<uint32_t> forms;  // In reading order.
  std::vector<uint32_t> marks;  // Numbers of marks, in reading order.
  std::vector<uint32_t> codes;  // Numbers of codes, in reading order.
};

// Immutable; any thread.
class IndexPart {
 public:
  // Requires: an image that CheckImage accepts.
  explicit IndexPart(PartImage image);

  size_t size() const { return entries_; }
  const PartImage& image() const { return image_; }

  // Of entries.
  UnitId unit(uint32_t entry) const { return units_[entry]; }
  const EntryProfile& profile(uint32_t entry) const { return profiles_[facts_[entry]]; }
  uint64_t changed_seconds(uint32_t entry) const { return changed_[entry]; }
  uint8_t flat_sign(uint32_t entry) const { return flat_signs_[entry]; }  // See FlatSign.
  // Returns what is known of the entry's neighbours.
  EntryContext context(uint32_t entry) const;
  // Requires: an entry without words.
  const WordlessKeys& wordless(uint32_t entry) const { return wordless_[entry]; }
  size_t words(uint32_t entry) const;

  // Returns the entry of a unit.
  std::optional<uint32_t> FindUnit(UnitId unit) const;
  // Returns the entries that may have an exact key of this hash: the low halves are equal.
  std::span<const uint32_t> WithExactKey(uint64_t exact) const;
  // Begins to bring near what WithExactKey reads, for a reader that asks other parts first.
  void PrefetchExactKey(uint64_t exact) const;
  // Returns the low half of the exact key's hash of every entry.
  std::vector<uint32_t> ExactKeysByEntry() const;
  // Calls `visit(entry, words)` for each entry, ascending.
  template <typename Visit>
  void VisitEntries(const Visit& visit) const {
    for (size_t i = 0; i + 1 < groups_.size(); ++i) {
      for (uint32_t entry = groups_[i].first_entry; entry < groups_[i + 1].first_entry; ++entry) {
        visit(entry, groups_[i].words);
      }
    }
  }
  uint64_t total_words() const { return total_words_; }
  // Returns the entries of min_words to max_words words.
  NumberRange WithWords(size_t min_words, size_t max_words) const;

  // Begins to bring an entry's row near, for a reader that looks at others first.
  void PrefetchRow(uint32_t entry) const { __builtin_prefetch(RowAt(entry)); }
  // Decodes the forms of an entry of so many words into `forms`, and returns where the rest of its
  // row stands.
  const uint8_t* ReadForms(uint32_t entry, size_t words, uint32_t* forms) const;
  void ReadMarksAndCodes(const uint8_t* rest, std::vector<uint32_t>& marks,
                         std::vector<uint32_t>& codes) const;
  // Decodes the whole row of an entry of so many words.
  void ReadRow(uint32_t entry, size_t words, EntryRow& row) const;

  // Of the dictionaries. A number that the part does not know is kUnknownId.
  size_t stem_count() const { return stem_keys_.size(); }
  size_t form_count() const { return form_keys_.size(); }
  uint32_t FindStem(uint64_t key) const;
  uint32_t FindMark(uint64_t key) const { return FindSorted(mark_keys_, key); }
  uint32_t FindCode(uint64_t key) const { return FindSorted(code_keys_, key); }
  uint32_t number_stem() const { return number_stem_; }
  uint64_t stem_key(uint32_t stem) const { return stem_keys_[stem]; }
  uint64_t form_key(uint32_t form) const { return form_keys_[form]; }
  uint64_t fold_key(uint32_t form) const { return fold_keys_[form]; }
  uint64_t mark_key(uint32_t mark) const { return mark_keys_[mark]; }
  uint64_t code_key(uint32_t code) const { return code_keys_[code]; }
  NumberRange FormsOf(uint32_t stem) const { return {stem_forms_[stem], stem_forms_[stem + 1]}; }
  uint32_t StemOfForm(uint32_t form) const;

  // Returns the entries that have the stem at least `occurrence` times; an empty list when none.
  PostingList Postings(uint32_t stem, uint32_t occurrence) const;

  // Calls `visit` with each fold that begins with `prefix`, in byte order, and a form that has it.
  using VisitFold = std::function<void(std::string_view fold, uint32_t form)>;
  void VisitFolds(std::string_view prefix, const VisitFold& visit) const;

 private:
  template <typename T>
  std::span<const T> Numbers(PartSection section) const;
  std::span<const char> Bytes(PartSection section) const;
  static uint32_t FindSorted(std::span<const uint64_t> keys, uint64_t key);
  uint32_t FirstWithWords(size_t words) const;
  const uint8_t* RowAt(uint32_t entry) const {
    const uint64_t base = row_bases_[entry / 64];
    return rows_ + (base >> 8) + (uint64_t{row_offsets_[entry]} << (base & 0xFF));
  }
  // Returns the block of folds in which those of the prefix begin.
  size_t FoldBlock(std::string_view prefix) const;

  const PartImage image_;
  PartHeader header_;
  uint32_t entries_ = 0;
  uint32_t number_stem_ = 0;
  uint64_t total_words_ = 0;
  UnitId first_unit_ = UINT64_MAX;
  UnitId last_unit_ = 0;
  std::span<const uint64_t> stem_keys_;
  std::span<const uint32_t> stem_slots_;
  std::span<const uint32_t> stem_forms_;
  std::span<const uint32_t> stem_lists_;
  std::span<const uint32_t> list_offsets_;
  const uint8_t* postings_ = nullptr;
  std::span<const uint64_t> form_keys_;
  std::span<const uint64_t> fold_keys_;
  std::span<const uint64_t> mark_keys_;
  std::span<const uint64_t> code_keys_;
  std::span<const LengthGroup> groups_;
  std::span<const uint64_t> row_bases_;
  std::span<const uint16_t> row_offsets_;
  const uint8_t* rows_ = nullptr;
  PackedColumn units_;
  PackedColumn facts_;
  std::span<const EntryProfile> profiles_;
  PackedColumn changed_;
  std::span<const uint32_t> exact_keys_;
  std::span<const uint32_t> exact_entries_;
  std::span<const EntryContext> contexts_;
  std::span<const WordlessKeys> wordless_;
  std::span<const uint32_t> fold_blocks_;
  std::span<const char> fold_texts_;
  std::span<const uint8_t> flat_signs_;
};

}  // namespace dragoman
