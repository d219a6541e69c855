#include "server/match/index_part.h"

#include <algorithm>
#include <cstring>

#include "server/match/varint.h"

namespace dragoman {

IndexPart::IndexPart(PartImage image) : image_(std::move(image)) {
  std::memcpy(&header_, image_.bytes.data(), sizeof header_);
  entries_ = header_.entries;
  number_stem_ = header_.number_stem;
  stem_keys_ = Numbers<uint64_t>(PartSection::kStemKeys);
  stem_slots_ = Numbers<uint32_t>(PartSection::kStemSlots);
  stem_forms_ = Numbers<uint32_t>(PartSection::kStemForms);
  stem_lists_ = Numbers<uint32_t>(PartSection::kStemLists);
  list_offsets_ = Numbers<uint32_t>(PartSection::kListOffsets);
  postings_ = Numbers<uint8_t>(PartSection::kPostings).data();
  form_keys_ = Numbers<uint64_t>(PartSection::kFormKeys);
  fold_keys_ = Numbers<uint64_t>(PartSection::kFormFolds);
  mark_keys_ = Numbers<uint64_t>(PartSection::kMarkKeys);
  code_keys_ = Numbers<uint64_t>(PartSection::kCodeKeys);
  groups_ = Numbers<LengthGroup>(PartSection::kGroups);
  row_bases_ = Numbers<uint64_t>(PartSection::kRowBases);
  row_offsets_ = Numbers<uint16_t>(PartSection::kRowOffsets);
  rows_ = Numbers<uint8_t>(PartSection::kRows).data();
  units_ = PackedColumn(Bytes(PartSection::kUnits));
  facts_ = PackedColumn(Bytes(PartSection::kFacts));
  profiles_ = Numbers<EntryProfile>(PartSection::kProfiles);
  changed_ = PackedColumn(Bytes(PartSection::kChanged));
  exact_keys_ = Numbers<uint32_t>(PartSection::kExactKeys);
  exact_entries_ = Numbers<uint32_t>(PartSection::kExactEntries);
  contexts_ = Numbers<EntryContext>(PartSection::kContexts);
  wordless_ = Numbers<WordlessKeys>(PartSection::kWordless);
  fold_blocks_ = Numbers<uint32_t>(PartSection::kFoldBlocks);
  fold_texts_ = Bytes(PartSection::kFoldTexts);
  flat_signs_ = Numbers<uint8_t>(PartSection::kFlatSigns);
  for (size_t i = 0; i + 1 < groups_.size(); ++i) {
    const uint32_t count = groups_[i + 1].first_entry - groups_[i].first_entry;
    total_words_ += uint64_t{count} * groups_[i].words;
    first_unit_ = std::min(first_unit_, unit(groups_[i].first_entry));
    last_unit_ = std::max(last_unit_, unit(groups_[i + 1].first_entry - 1));
  }
}

std::span<const char> IndexPart::Bytes(PartSection section) const {
  const auto& extent = header_.sections[static_cast<size_t>(section)];
  return {image_.bytes.data() + extent.offset, extent.size};
}

template <typename T>
std::span<const T> IndexPart::Numbers(PartSection section) const {
  const std::span<const char> bytes = Bytes(section);
  return {reinterpret_cast<const T*>(bytes.data()), bytes.size() / sizeof(T)};
}

EntryContext IndexPart::context(uint32_t entry) const {
  const auto found = std::lower_bound(
      contexts_.begin(), contexts_.end(), entry,
      [](const EntryContext& context, uint32_t wanted) { return context.entry < wanted; });
  const bool is_known = found != contexts_.end() && found->entry == entry;
  return is_known ? *found : EntryContext{.entry = entry};
}

size_t IndexPart::words(uint32_t entry) const {
  const auto after = std::upper_bound(
      groups_.begin(), groups_.end(), entry,
      [](uint32_t wanted, const LengthGroup& group) { return wanted < group.first_entry; });
  return std::prev(after)->words;
}

std::optional<uint32_t> IndexPart::FindUnit(UnitId unit) const {
  if (unit < first_unit_ || unit > last_unit_) return std::nullopt;
  // The entries of a length stand in order of their units.
  for (size_t i = 0; i + 1 < groups_.size(); ++i) {
    uint32_t begin = groups_[i].first_entry;
    for (uint32_t end = groups_[i + 1].first_entry; begin < end;) {
      const uint32_t middle = begin + (end - begin) / 2;
      if (units_[middle] < unit) {
        begin = middle + 1;
      } else {
        end = middle;
      }
    }
    if (begin < groups_[i + 1].first_entry && units_[begin] == unit) return begin;
  }
  return std::nullopt;
}

namespace {

// Steps of the first look to either side of where a key should be.
constexpr size_t kFirstStep = 64;

// Returns about where a key stands in so many ascending ones: as hashes, they are spread evenly
// over all values.
size_t LikelyPlace(size_t keys, uint32_t wanted) { return (uint64_t{wanted} * keys) >> 32; }

// Returns where `wanted` stands in, or would be put into, ascending hashes: looked for around its
// likely place, so that few pages are touched.
size_t PlaceOf(std::span<const uint32_t> keys, uint32_t wanted) {
  const size_t guess = LikelyPlace(keys.size(), wanted);
  size_t begin = guess;
  size_t end = guess;
  for (size_t step = kFirstStep; begin > 0 && keys[begin - 1] >= wanted; step *= 2) {
    end = begin;
    begin -= std::min(begin, step);
  }
  for (size_t step = kFirstStep; end < keys.size() && keys[end] < wanted; step *= 2) {
    begin = end;
    end += std::min(keys.size() - end, step);
  }
  const auto found = std::lower_bound(keys.begin() + static_cast<ptrdiff_t>(begin),
                                      keys.begin() + static_cast<ptrdiff_t>(end), wanted);
  return static_cast<size_t>(found - keys.begin());
}

}  // namespace

std::span<const uint32_t> IndexPart::WithExactKey(uint64_t exact) const {
  const auto wanted = static_cast<uint32_t>(exact);
  const size_t first = PlaceOf(exact_keys_, wanted);
  size_t last = first;
  while (last < exact_keys_.size() && exact_keys_[last] == wanted) ++last;
  return exact_entries_.subspan(first, last - first);
}

void IndexPart::PrefetchExactKey(uint64_t exact) const {
  const size_t place = LikelyPlace(exact_keys_.size(), static_cast<uint32_t>(exact));
  __builtin_prefetch(exact_keys_.data() + place);
}

std::vector<uint32_t> IndexPart::ExactKeysByEntry() const {
  std::vector<uint32_t> keys(size());
  for (size_t i = 0; i < keys.size(); ++i) keys[exact_entries_[i]] = exact_keys_[i];
  return keys;
}

uint32_t IndexPart::FirstWithWords(size_t words) const {
  const auto found = std::lower_bound(
      groups_.begin(), groups_.end() - 1, words,
      [](const LengthGroup& group, size_t wanted) { return group.words < wanted; });
  return found->first_entry;
}

NumberRange IndexPart::WithWords(size_t min_words, size_t max_words) const {
  return {FirstWithWords(min_words), FirstWithWords(max_words + 1)};
}

const uint8_t* IndexPart::ReadForms(uint32_t entry, size_t words, uint32_t* forms) const {
  const uint8_t* row = RowAt(entry);
  for (size_t i = 0; i < words; ++i) forms[i] = static_cast<uint32_t>(ReadVarint(&row));
  return row;
}

void IndexPart::ReadMarksAndCodes(const uint8_t* rest, std::vector<uint32_t>& marks,
                                  std::vector<uint32_t>& codes) const {
  const uint64_t head = ReadVarint(&rest);
  marks.resize(head / 2);
  for (uint32_t& mark : marks) mark = static_cast<uint32_t>(ReadVarint(&rest));
  codes.resize(head % 2 == 0 ? 0 : ReadVarint(&rest));
  for (uint32_t& code : codes) code = static_cast<uint32_t>(ReadVarint(&rest));
}

void IndexPart::ReadRow(uint32_t entry, size_t words, EntryRow& row) const {
  row.forms.resize(words);
  ReadMarksAndCodes(ReadForms(entry, words, row.forms.data()), row.marks, row.codes);
}

uint32_t IndexPart::FindStem(uint64_t key) const {
  const size_t mask = stem_slots_.size() - 1;
  for (size_t slot = key & mask;; slot = (slot + 1) & mask) {
    const uint32_t stem = stem_slots_[slot];
    if (stem == 0) return kUnknownId;
    if (stem_keys_[stem - 1] == key) return stem - 1;
  }
}

uint32_t IndexPart::FindSorted(std::span<const uint64_t> keys, uint64_t key) {
  const auto found = std::lower_bound(keys.begin(), keys.end(), key);
  if (found == keys.end() || *found != key) return kUnknownId;
  return static_cast<uint32_t>(found - keys.begin());
}

uint32_t IndexPart::StemOfForm(uint32_t form) const {
  const auto after = std::upper_bound(stem_forms_.begin(), stem_forms_.end(), form);
  return static_cast<uint32_t>(after - stem_forms_.begin()) - 1;
}

PostingList IndexPart::Postings(uint32_t stem, uint32_t occurrence) const {
  const uint32_t list = stem_lists_[stem] + occurrence - 1;
  if (list >= stem_lists_[stem + 1]) return {};
  return PostingList(postings_ + list_offsets_[list]);
}

namespace {

// Reads the folds of one block one after the other.
class FoldReader {
 public:
  explicit FoldReader(const char* bytes) : at_(reinterpret_cast<const uint8_t*>(bytes)) {}

  void Next() {
    const size_t shared = ReadVarint(&at_);
    const size_t rest = ReadVarint(&at_);
    text_.resize(shared);
    text_.append(reinterpret_cast<const char*>(at_), rest);
    at_ += rest;
    form_ = static_cast<uint32_t>(ReadVarint(&at_));
  }
  const std::string& text() const { return text_; }
  uint32_t form() const { return form_; }
  const char* position() const { return reinterpret_cast<const char*>(at_); }

 private:
  const uint8_t* at_;
  std::string text_;
  uint32_t form_ = 0;
};

}  // namespace

size_t IndexPart::FoldBlock(std::string_view prefix) const {
  // The last block whose first fold is less than the prefix, or the first block.
  size_t begin = 0;
  for (size_t end = fold_blocks_.size(); end - begin > 1;) {
    const size_t middle = begin + (end - begin) / 2;
    FoldReader reader(fold_texts_.data() + fold_blocks_[middle]);
    reader.Next();
    (reader.text() < prefix ? begin : end) = middle;
  }
  return begin;
}

void IndexPart::VisitFolds(std::string_view prefix, const VisitFold& visit) const {
  if (fold_blocks_.empty()) return;
  FoldReader reader(fold_texts_.data() + fold_blocks_[FoldBlock(prefix)]);
  const char* const end = fold_texts_.data() + fold_texts_.size();
  while (reader.position() < end) {
    reader.Next();
    if (reader.text() < prefix) continue;
    if (!reader.text().starts_with(prefix)) return;
    visit(reader.text(), reader.form());
  }
}

}  // namespace dragoman
