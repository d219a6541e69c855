#include "server/match/part_builder.h"

#include <algorithm>
#include <bit>
#include <numeric>

#include "server/base/hash.h"
#include "server/match/packed_column.h"
#include "server/match/part_image.h"
#include "server/match/posting_list.h"
#include "server/match/varint.h"

namespace dragoman {
namespace {

constexpr size_t kFoldsPerBlock = 16;
constexpr size_t kRowsPerBase = 64;

// Returns the numbers 0 to size - 1, ordered by `less`.
template <typename Less>
std::vector<uint32_t> Ordered(size_t size, const Less& less) {
  std::vector<uint32_t> numbers(size);
  std::iota(numbers.begin(), numbers.end(), 0U);
  std::sort(numbers.begin(), numbers.end(), less);
  return numbers;
}

// Returns where each number stands in the order: the inverse permutation.
std::vector<uint32_t> PlacesOf(const std::vector<uint32_t>& order) {
  std::vector<uint32_t> places(order.size());
  for (uint32_t place = 0; place < order.size(); ++place) places[order[place]] = place;
  return places;
}

template <typename T, typename From>
std::vector<T> InOrder(const std::vector<uint32_t>& order, const From& value_of) {
  std::vector<T> values;
  values.reserve(order.size());
  for (const uint32_t number : order) values.push_back(value_of(number));
  return values;
}

}  // namespace

// The final numbers: stems by frequency, forms by stem and frequency, marks and codes by key,
// entries by words and unit. Writes the sections one after the other.
class PartBuilder::Layout {
 public:
  explicit Layout(PartBuilder builder) : b_(std::move(builder)) {}

  std::string Write() {
    OrderWords();
    OrderEntries();
    mark_places_ = WriteKeys(PartSection::kMarkKeys, b_.marks_.keys());
    code_places_ = WriteKeys(PartSection::kCodeKeys, b_.codes_.keys());
    WriteDictionary();
    WriteFolds();
    WriteGroups();
    WriteRows();
    WritePostings();
    DropRows();
    WriteColumns();
    WriteExactKeys();
    WriteContexts();
    b_.entries_ = {};
    return writer_.Finish(static_cast<uint32_t>(order_.size()), NumberStem());
  }

 private:
  std::span<const uint32_t> WordsOf(uint32_t entry) const {
    return b_.word_rows_[b_.entries_[entry].row];
  }

  // Frees most of the memory: the image is still to be put together.
  void DropRows() {
    b_.word_rows_ = {};
    b_.mark_rows_ = {};
    b_.code_rows_ = {};
    b_.folds_ = {};
  }

  void OrderWords() {
    std::vector<uint64_t> form_uses(b_.forms_.size());
    std::vector<uint64_t> stem_uses(b_.stems_.keys().size());
    for (size_t row = 0; row < b_.word_rows_.size(); ++row) {
      for (const uint32_t form : b_.word_rows_[row]) {
        ++form_uses[form];
        ++stem_uses[b_.forms_[form].stem];
      }
    }
    stem_order_ = Ordered(stem_uses.size(), [&](uint32_t a, uint32_t b) {
      return std::pair(stem_uses[b], a) < std::pair(stem_uses[a], b);
    });
    stem_places_ = PlacesOf(stem_order_);
    form_order_ = Ordered(form_uses.size(), [&](uint32_t a, uint32_t b) {
      return std::tuple(stem_places_[b_.forms_[a].stem], form_uses[b], a) <
             std::tuple(stem_places_[b_.forms_[b].stem], form_uses[a], b);
    });
    form_places_ = PlacesOf(form_order_);
  }

  void OrderEntries() {
    std::vector<uint32_t> words(b_.entries_.size());
    for (uint32_t i = 0; i < words.size(); ++i) words[i] = static_cast<uint32_t>(WordsOf(i).size());
    order_ = Ordered(b_.entries_.size(), [&](uint32_t a, uint32_t b) {
      return std::pair(words[a], b_.entries_[a].unit) < std::pair(words[b], b_.entries_[b].unit);
    });
  }

  // Writes the keys ascending and returns the place of each local number among them.
  std::vector<uint32_t> WriteKeys(PartSection section, const std::vector<uint64_t>& keys) {
    const auto order =
        Ordered(keys.size(), [&](uint32_t a, uint32_t b) { return keys[a] < keys[b]; });
    SetNumbers(section, InOrder<uint64_t>(order, [&](uint32_t i) { return keys[i]; }));
    return PlacesOf(order);
  }

  void WriteDictionary() {
    const auto& stem_keys = b_.stems_.keys();
    std::vector<uint32_t> stem_forms(stem_order_.size() + 1, 0);
    for (const Form& form : b_.forms_) ++stem_forms[stem_places_[form.stem] + 1];
    std::partial_sum(stem_forms.begin(), stem_forms.end(), stem_forms.begin());
    SetNumbers(PartSection::kStemForms, stem_forms);
    const auto keys = InOrder<uint64_t>(stem_order_, [&](uint32_t i) { return stem_keys[i]; });
    SetNumbers(PartSection::kStemSlots, SlotsOf(keys));
    SetNumbers(PartSection::kStemKeys, keys);
    SetNumbers(PartSection::kFormKeys, InOrder<uint64_t>(form_order_, [&](uint32_t i) {
                 return b_.form_numbers_.keys()[i];
               }));
    SetNumbers(PartSection::kFormFolds,
               InOrder<uint64_t>(form_order_, [&](uint32_t i) { return b_.forms_[i].fold; }));
  }

  // A hash table at most two thirds full.
  static std::vector<uint32_t> SlotsOf(const std::vector<uint64_t>& keys) {
    std::vector<uint32_t> slots(std::bit_ceil(keys.size() + keys.size() / 2 + 1), 0);
    for (uint32_t number = 0; number < keys.size(); ++number) {
      size_t slot = keys[number] & (slots.size() - 1);
      while (slots[slot] != 0) slot = (slot + 1) & (slots.size() - 1);
      slots[slot] = number + 1;
    }
    return slots;
  }

  void WriteFolds() {
    std::vector<const Fold*> folds;
    folds.reserve(b_.folds_.size());
    for (const auto& [hash, fold] : b_.folds_) folds.push_back(&fold);
    std::sort(folds.begin(), folds.end(),
              [](const Fold* a, const Fold* b) { return a->text < b->text; });
    std::vector<uint32_t> blocks;
    std::string texts;
    std::string_view before;
    for (size_t i = 0; i < folds.size(); ++i) {
      const std::string_view text = folds[i]->text;
      size_t shared = 0;
      if (i % kFoldsPerBlock == 0) {
        blocks.push_back(static_cast<uint32_t>(texts.size()));
      } else {
        const size_t most = std::min(text.size(), before.size());
        while (shared < most && text[shared] == before[shared]) ++shared;
      }
      AppendVarint(shared, texts);
      AppendVarint(text.size() - shared, texts);
      texts += text.substr(shared);
      AppendVarint(form_places_[folds[i]->form], texts);
      before = text;
    }
    SetNumbers(PartSection::kFoldBlocks, blocks);
    writer_.Set(PartSection::kFoldTexts, std::move(texts));
  }

  void WriteGroups() {
    std::vector<LengthGroup> groups;
    for (uint32_t place = 0; place < order_.size(); ++place) {
      const auto words = static_cast<uint32_t>(WordsOf(order_[place]).size());
      if (groups.empty() || groups.back().words != words) groups.push_back({words, place});
    }
    groups.push_back({UINT32_MAX, static_cast<uint32_t>(order_.size())});
    SetNumbers(PartSection::kGroups, groups);
  }

  std::string RowOf(uint32_t entry) const {
    std::string row;
    for (const uint32_t form : WordsOf(entry)) AppendVarint(form_places_[form], row);
    const auto marks = b_.mark_rows_[b_.entries_[entry].row];
    const auto codes = b_.code_rows_[b_.entries_[entry].row];
    AppendVarint(marks.size() * 2 + (codes.empty() ? 0 : 1), row);
    for (const uint32_t mark : marks) AppendVarint(mark_places_[mark], row);
    if (!codes.empty()) AppendVarint(codes.size(), row);
    for (const uint32_t code : codes) AppendVarint(code_places_[code], row);
    return row;
  }

  // Rows are found by a base for each 64 of them and two bytes each: where these are too few, all
  // rows of the 64 begin at multiples of a power of two.
  void WriteRows() {
    std::vector<uint64_t> bases;
    std::vector<uint16_t> offsets;
    std::string bytes;
    for (size_t begin = 0; begin < order_.size(); begin += kRowsPerBase) {
      const size_t end = std::min(begin + kRowsPerBase, order_.size());
      std::vector<std::string> rows;
      size_t size = 0;
      for (size_t i = begin; i < end; ++i) size += rows.emplace_back(RowOf(order_[i])).size();
      unsigned shift = 0;
      while (((size + (kRowsPerBase << shift)) >> shift) > UINT16_MAX) ++shift;
      const size_t base = bytes.size();
      bases.push_back(base << 8 | shift);
      for (const std::string& row : rows) {
        const size_t unit = size_t{1} << shift;
        bytes.resize(base + (bytes.size() - base + unit - 1) / unit * unit);
        offsets.push_back(static_cast<uint16_t>((bytes.size() - base) >> shift));
        bytes += row;
      }
    }
    SetNumbers(PartSection::kRowBases, bases);
    SetNumbers(PartSection::kRowOffsets, offsets);
    writer_.Set(PartSection::kRows, std::move(bytes));
  }

  // Calls `visit(stem, occurrence)` for each stem occurrence of the entry.
  template <typename Visit>
  void VisitOccurrences(uint32_t entry, const Visit& visit) {
    scratch_.clear();
    for (const uint32_t form : WordsOf(entry)) {
      scratch_.push_back(stem_places_[b_.forms_[form].stem]);
    }
    std::sort(scratch_.begin(), scratch_.end());
    uint32_t occurrence = 0;
    for (size_t i = 0; i < scratch_.size(); ++i) {
      occurrence = i > 0 && scratch_[i] == scratch_[i - 1] ? occurrence + 1 : 1;
      visit(scratch_[i], occurrence);
    }
  }

  // A counting sort of (list, entry) pairs by list; the entries of a list come out ascending.
  void WritePostings() {
    const std::vector<uint32_t> lists = ListsOfStems();
    std::vector<uint64_t> ends(lists.back() + 1, 0);
    for (const uint32_t entry : order_) {
      VisitOccurrences(entry, [&](uint32_t stem, uint32_t k) { ++ends[lists[stem] + k]; });
    }
    std::partial_sum(ends.begin(), ends.end(), ends.begin());
    std::vector<uint64_t> at(ends.begin(), ends.end() - 1);
    std::vector<uint32_t> postings(ends.back());
    for (uint32_t place = 0; place < order_.size(); ++place) {
      VisitOccurrences(order_[place], [&](uint32_t stem, uint32_t k) {
        postings[at[lists[stem] + k - 1]++] = place;
      });
    }
    std::vector<uint32_t> offsets;
    std::string bytes;
    for (size_t list = 0; list + 1 < ends.size(); ++list) {
      offsets.push_back(static_cast<uint32_t>(bytes.size()));
      AppendPostings(std::span(postings).subspan(ends[list], ends[list + 1] - ends[list]), bytes);
    }
    SetNumbers(PartSection::kStemLists, lists);
    SetNumbers(PartSection::kListOffsets, offsets);
    writer_.Set(PartSection::kPostings, std::move(bytes));
  }

  // Returns the first list of each stem, and one more: as many as its most occurrences in a text.
  std::vector<uint32_t> ListsOfStems() {
    std::vector<uint32_t> lists(stem_order_.size() + 1, 0);
    for (const uint32_t entry : order_) {
      VisitOccurrences(entry, [&](uint32_t stem, uint32_t k) {
        lists[stem + 1] = std::max(lists[stem + 1], k);
      });
    }
    std::partial_sum(lists.begin(), lists.end(), lists.begin());
    return lists;
  }

  void WriteColumns() {
    const auto column = [this](PartSection section, auto value_of) {
      std::vector<uint64_t> values;
      values.reserve(order_.size());
      for (const uint32_t entry : order_) values.push_back(value_of(b_.entries_[entry]));
      writer_.Set(section, PackedColumn::Encode(values));
    };
    column(PartSection::kUnits, [](const Entry& entry) { return entry.unit; });
    column(PartSection::kFacts, [](const Entry& entry) { return uint64_t{entry.profile}; });
    column(PartSection::kChanged, [](const Entry& entry) { return entry.changed_seconds; });
    SetNumbers(PartSection::kProfiles, b_.profiles_);
    SetNumbers(PartSection::kFlatSigns,
               InOrder<uint8_t>(order_, [this](uint32_t i) { return b_.entries_[i].flat_sign; }));
  }

  void WriteExactKeys() {
    const auto exact = [this](uint32_t place) { return b_.entries_[order_[place]].exact; };
    const auto places = Ordered(order_.size(), [&](uint32_t a, uint32_t b) {
      return std::pair(exact(a), a) < std::pair(exact(b), b);
    });
    SetNumbers(PartSection::kExactKeys, InOrder<uint32_t>(places, exact));
    SetNumbers(PartSection::kExactEntries, places);
  }

  void WriteContexts() {
    std::vector<EntryContext> contexts;
    std::vector<WordlessKeys> wordless;
    for (uint32_t place = 0; place < order_.size(); ++place) {
      const Entry& entry = b_.entries_[order_[place]];
      if (entry.previous != 0 || entry.next != 0) {
        contexts.push_back({place, entry.previous, entry.next});
      }
      const auto keys = b_.wordless_.find(entry.row);
      if (keys != b_.wordless_.end()) wordless.push_back(keys->second);
    }
    SetNumbers(PartSection::kContexts, contexts);
    SetNumbers(PartSection::kWordless, wordless);
  }

  uint32_t NumberStem() const {
    const auto& keys = b_.stems_.keys();
    const auto found = std::find(keys.begin(), keys.end(), NumberStemKey());
    return found == keys.end() ? kUnknownId
                               : stem_places_[static_cast<size_t>(found - keys.begin())];
  }

  template <typename T>
  void SetNumbers(PartSection section, const std::vector<T>& values) {
    writer_.SetNumbers(section, std::span<const T>(values));
  }

  PartBuilder b_;
  PartImageWriter writer_;
  std::vector<uint32_t> stem_order_;
  std::vector<uint32_t> stem_places_;
  std::vector<uint32_t> form_order_;
  std::vector<uint32_t> form_places_;
  std::vector<uint32_t> mark_places_;
  std::vector<uint32_t> code_places_;
  std::vector<uint32_t> order_;  // Of the entries.
  std::vector<uint32_t> scratch_;
};

// Gives the dictionary numbers of an older part local ones, when first met: what only dead entries
// used is left behind.
class PartBuilder::Carrier {
 public:
  Carrier(PartBuilder& builder, const IndexPart& part)
      : b_(builder),
        part_(part),
        forms_(part.form_count(), kUnknownId),
        exact_(part.ExactKeysByEntry()) {}

  void Carry(uint32_t entry, size_t words) {
    part_.ReadRow(entry, words, row_);
    for (const uint32_t form : row_.forms) b_.word_rows_.Push(FormNumber(form));
    for (const uint32_t mark : row_.marks) {
      b_.mark_rows_.Push(b_.marks_.Number(part_.mark_key(mark)).first);
    }
    for (const uint32_t code : row_.codes) {
      b_.code_rows_.Push(b_.codes_.Number(part_.code_key(code)).first);
    }
    Entry carried;
    carried.unit = part_.unit(entry);
    carried.profile = b_.ProfileNumber(part_.profile(entry));
    carried.exact = exact_[entry];
    carried.changed_seconds = part_.changed_seconds(entry);
    carried.flat_sign = part_.flat_sign(entry);
    const EntryContext context = part_.context(entry);
    carried.previous = context.previous;
    carried.next = context.next;
    b_.EndRow(carried, words == 0 ? part_.wordless(entry) : WordlessKeys());
  }

  // Takes over the texts of the folds that are in use.
  void CarryFolds() {
    part_.VisitFolds("", [this](std::string_view text, uint32_t form) {
      const auto used = b_.form_of_fold_.find(part_.fold_key(form));
      if (used != b_.form_of_fold_.end()) b_.AddFold(text, Hash64(text), used->second);
    });
  }

 private:
  uint32_t FormNumber(uint32_t form) {
    uint32_t& number = forms_[form];
    if (number == kUnknownId) {
      number = b_.FormNumber({.stem = part_.stem_key(part_.StemOfForm(form)),
                              .fold = part_.fold_key(form),
                              .form = part_.form_key(form)});
    }
    return number;
  }

  PartBuilder& b_;
  const IndexPart& part_;
  std::vector<uint32_t> forms_;  // By form of the part.
  const std::vector<uint32_t> exact_;
  EntryRow row_;
};

PartBuilder::PartBuilder() = default;

void PartBuilder::Reserve(size_t entries, size_t words) {
  entries_.reserve(entries);
  word_rows_.Reserve(entries, words);
  mark_rows_.Reserve(entries, 0);
  code_rows_.Reserve(entries, 0);
}

uint32_t PartBuilder::FormNumber(const WordKey& word) {
  const auto [number, is_new] = form_numbers_.Number(word.form);
  if (is_new) {
    forms_.push_back({.fold = word.fold, .stem = stems_.Number(word.stem).first});
    form_of_fold_.try_emplace(word.fold, number);
  }
  return number;
}

void PartBuilder::AddFold(std::string_view text, uint64_t text_hash, uint32_t form) {
  const auto [at, is_new] = folds_.try_emplace(text_hash);
  if (is_new) at->second = {std::string(text), form};
}

uint32_t PartBuilder::ProfileNumber(const EntryProfile& profile) {
  const auto [at, is_new] =
      profile_numbers_.try_emplace(profile, static_cast<uint32_t>(profiles_.size()));
  if (is_new) profiles_.push_back(profile);
  return at->second;
}

void PartBuilder::EndRow(Entry entry, const WordlessKeys& wordless) {
  entry.row = static_cast<uint32_t>(word_rows_.size());
  word_rows_.EndRow();
  mark_rows_.EndRow();
  code_rows_.EndRow();
  if (word_rows_[entry.row].empty()) wordless_[entry.row] = wordless;
  entries_.push_back(entry);
}

void PartBuilder::Add(const IndexEntry& entry) {
  const TextKeys& keys = entry.keys;
  for (size_t i = 0; i < keys.words.size(); ++i) {
    const size_t known = forms_.size();
    const uint32_t form = FormNumber(keys.words[i]);
    if (forms_.size() > known) AddFold(entry.folds[i], Hash64(entry.folds[i]), form);
    word_rows_.Push(form);
  }
  for (const uint64_t mark : keys.marks) mark_rows_.Push(marks_.Number(mark).first);
  for (const uint64_t code : keys.codes) code_rows_.Push(codes_.Number(code).first);
  EndRow({.unit = entry.unit,
          .row = 0,
          .profile = ProfileNumber({.languages = entry.languages,
                                    .document = entry.document_hash,
                                    .domain = entry.domain_hash,
                                    .penalty_class = entry.penalty_class}),
          .exact = static_cast<uint32_t>(keys.exact),
          .previous = ContextKey(entry.previous_hash),
          .next = ContextKey(entry.next_hash),
          .changed_seconds = entry.changed_seconds,
          .flat_sign = FlatSign(keys)},
         {.exact = keys.exact, .fold = keys.fold});
}

void PartBuilder::AddLive(const LivePart& live) {
  const IndexPart& part = *live.part;
  Carrier carrier(*this, part);
  part.VisitEntries([&](uint32_t entry, size_t words) {
    if (live.IsLive(entry)) carrier.Carry(entry, words);
  });
  carrier.CarryFolds();
}

std::string PartBuilder::Build() { return Layout(std::move(*this)).Write(); }

}  // namespace dragoman
