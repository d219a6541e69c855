// The byte image of an index part: a header and sections, the same in memory and in a file, which
// is mapped and used as it stands.
//
// Grammar: image   = header, sections in the order of PartSection, each begun at a multiple of 8,
//                    kUnpackPadding zero bytes
// Numbers are little-endian, as on every machine this runs on.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "server/base/status.h"

namespace dragoman {

static_assert(std::endian::native == std::endian::little);

// The version of the grammar of images: another one is rebuilt from the store.
inline constexpr uint32_t kPartFormat = 2;

enum class PartSection : uint8_t {
  kStemKeys,     // u64 by stem: the hash of the stem. Stems are numbered by frequency.
  kStemSlots,    // u32[power of two]: stem + 1 or 0, by the hash's low bits, probed upwards.
  kStemForms,    // u32 by stem, and one more: its forms are [this, next).
  kStemLists,    // u32 by stem, and one more: its posting lists are [this, next).
  kListOffsets,  // u32 by list: its first byte in kPostings.
  kPostings,     // Posting lists.
  kFormKeys,     // u64 by form: the hash of the form.
  kFormFolds,    // u64 by form: the hash of its fold, of its value for a number.
  kMarkKeys,     // u64 by mark.
  kCodeKeys,     // u64 by code.
  kGroups,       // LengthGroup, ascending; a last one with entry_count as first_entry.
  kRowBases,     // u64 by 64 entries: the first byte of their rows * 256, and a shift.
  kRowOffsets,   // u16 by entry: its row is at base + (this << shift).
  kRows,   // words varint forms, marks * 2 + (codes follow) varint, marks, [codes varint, codes].
  kUnits,  // PackedColumn by entry: the unit.
  kFacts,  // PackedColumn by entry: a place in kProfiles.
  kProfiles,      // EntryProfile.
  kChanged,       // PackedColumn by entry: seconds of its last change.
  kExactKeys,     // u32, ascending: the low half of an exact key's hash,
  kExactEntries,  // u32: and the entry that has it.
  kContexts,      // EntryContext by entry, ascending: entries with known neighbours.
  kWordless,      // WordlessKeys of the entries without words, which come first.
  kFoldBlocks,    // u32 by 16 folds: the first byte in kFoldTexts.
  kFoldTexts,     // Distinct folds in byte order: shared prefix varint, rest varint, rest, form
                  // varint.
  kFlatSigns,     // u8 by entry: see FlatSign.
  kCount
};

struct LengthGroup {
  uint32_t words = 0;
  uint32_t first_entry = 0;
};

// What entries share: few combinations stand for many entries.
struct EntryProfile {
  uint64_t languages = 0;  // See IndexEntry.
  uint32_t document = 0;
  uint32_t domain = 0;
  uint64_t penalty_class = 0;

  bool operator==(const EntryProfile&) const = default;
  template <typename H>
  friend H AbslHashValue(H h, const EntryProfile& p) {
    return H::combine(std::move(h), p.languages, p.document, p.domain, p.penalty_class);
  }
};

struct EntryContext {
  uint32_t entry = 0;
  uint32_t previous = 0;  // 0: unknown.
  uint32_t next = 0;
};

// Returns the half of a neighbour's hash that is kept: 0 stays "unknown", nothing else becomes it.
inline uint32_t ContextKey(uint64_t hash) {
  const auto low = static_cast<uint32_t>(hash);
  return hash != 0 && low == 0 ? 1 : low;
}

struct WordlessKeys {
  uint64_t exact = 0;
  uint64_t fold = 0;
};

struct PartHeader {
  std::array<char, 8> magic{};
  uint64_t checksum = 0;  // Hash64 of everything behind it.
  uint64_t size = 0;      // Of the image.
  uint32_t format = 0;
  uint32_t text_rules = 0;
  uint32_t entries = 0;
  uint32_t number_stem = 0;  // The stem of numbers; kUnknownId without one.
  struct Extent {
    uint64_t offset = 0;
    uint64_t size = 0;
  };
  std::array<Extent, static_cast<size_t>(PartSection::kCount)> sections{};
};

// Collects the sections of an image, in any order, and puts them together.
class PartImageWriter {
 public:
  void Set(PartSection section, std::string bytes) {
    sections_[static_cast<size_t>(section)] = std::move(bytes);
  }
  template <typename T>
  void SetNumbers(PartSection section, std::span<const T> values) {
    Set(section, std::string(reinterpret_cast<const char*>(values.data()), values.size_bytes()));
  }

  // Returns the image; used once.
  std::string Finish(uint32_t entries, uint32_t number_stem);

 private:
  std::array<std::string, static_cast<size_t>(PartSection::kCount)> sections_;
};

// Bytes of an image and what keeps them where they are.
struct PartImage {
  std::string_view bytes;
  std::shared_ptr<const void> owner;
  std::string file;  // Its name in the index folder; empty: only in memory.
};

// Returns an image in memory.
PartImage ImageInMemory(std::string bytes);

// Checks that the bytes are a whole, undamaged image of this format and these language rules.
//
// Errors: DataLoss (not an image, torn, damaged), FailedPrecondition (another format, other rules).
Status CheckImage(std::string_view bytes);

}  // namespace dragoman
