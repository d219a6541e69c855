// What every import format offers: entries, one after the other, each read or refused with its
// place.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>

#include "server/base/status.h"
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
};

using UnitReader = EntryReader<UnitEntry>;
using ConceptReader = EntryReader<Concept>;

}  // namespace dragoman
