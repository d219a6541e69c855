// What every import format offers: entries, one after the other, each read or refused with its
// place.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/base/status.h"
#include "server/exchange/losses.h"
#include "server/exchange/skipped_entries.h"
#include "server/exchange/table.h"
#include "server/model/concept.h"
#include "server/model/unit.h"

namespace dragoman {

// A unit of a file.
struct UnitEntry {
  Unit unit;
  Language source;  // The language the file puts first.
};

// One entry of a file, or why it is none.
template <typename Value>
struct ReadEntry {
  uint64_t line = 0;  // Where it begins, from 1.
  StatusOr<Value> value;
  bool begins_document = false;  // Does not follow the entry before it.
  // The entry as it stands in the file, once KeepTexts was called; "": not known. Lifetime: until
  // the sink returns.
  std::string_view text{};
};

// A language of a file, as its segments name it.
struct FileLanguage {
  std::string written;
  std::string stored;     // Empty: it is no language tag, or was to be left out.
  uint64_t segments = 0;  // That name it so.
};

// Reads a file in pieces. Thread-compatible.
template <typename Value>
class EntryReader {
 public:
  using Sink = std::function<Status(ReadEntry<Value> entry)>;
  virtual ~EntryReader() = default;

  // Errors: those of the sink; InvalidArgument when the file as a whole is wrong.
  virtual Status Feed(std::string_view bytes, const Sink& sink) = 0;
  virtual Status Finish(const Sink& sink) = 0;
  // Entries have their texts from now on; called before the first Feed. Returns what writes a file
  // of skipped ones, which lives as long as the reader; nullptr: the format has no such file.
  virtual const SkippedEntries* KeepTexts() { return nullptr; }
  // Returns the languages met so far, of formats whose segments name them.
  virtual std::vector<FileLanguage> Languages() const { return {}; }
  // Returns what a table turned out to be, as far as it is known.
  virtual std::optional<TableForm> Table() const { return std::nullopt; }
  // Returns what the file has so far that entries do not, or only as text in their notes.
  virtual std::vector<Loss> CountedLosses() const { return {}; }
};

using UnitReader = EntryReader<UnitEntry>;
using ConceptReader = EntryReader<Concept>;

}  // namespace dragoman
