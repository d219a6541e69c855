// A translation unit: one segment in two or more languages, none of which is privileged.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "server/model/language.h"
#include "server/model/segment.h"

namespace dragoman {

using UnitId = uint64_t;
using Revision = uint64_t;

// How a unit came about; a lookup's memory may carry a penalty for each.
enum class Origin : uint8_t { kUnspecified = 0, kHuman = 1, kMachine = 2, kAligned = 3 };

// How far the translation was checked.
enum class ReviewState : uint8_t { kUnspecified = 0, kDraft = 1, kTranslated = 2, kReviewed = 3 };

// One language of a unit, with the neighbours it had in its document: unknown (nullopt) is not the
// same as none (an empty text: the segment was the first or the last).
struct Variant {
  Language language;
  Segment segment;
  std::optional<std::string> previous;
  std::optional<std::string> next;

  bool operator==(const Variant&) const = default;
};

struct Unit {
  UnitId id = 0;                  // Assigned by the memory, ascending, never reused; 0 before that.
  Revision revision = 0;          // Of the memory, when the unit was last changed; its etag.
  std::vector<Variant> variants;  // At least two, of different languages, ordered by tag.
  Origin origin = Origin::kUnspecified;
  ReviewState state = ReviewState::kUnspecified;
  std::string author;    // Free text; who last changed it.
  std::string document;  // Free text; where it stood.
  std::string domain;    // Free text.
  int64_t created_micros = 0;
  int64_t changed_micros = 0;
  std::string batch_id;  // Of the import that brought it; "" for single writes.
  std::map<std::string, std::string> properties;  // Whatever else a tool wants kept.

  bool operator==(const Unit&) const = default;

  // Returns the variant that answers `language` (the same tag first), or nullptr.
  const Variant* Find(const Language& language) const;
  // Returns whether there is a variant of exactly this tag.
  bool Has(const Language& language) const { return At(language) != nullptr; }
  // Returns the variant of exactly this tag, or nullptr.
  const Variant* At(const Language& language) const;
};

}  // namespace dragoman
