// Records of a shard beside its units and concepts.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "server/model/resource.h"
#include "server/model/unit.h"

namespace dragoman {

// Counters of a shard.
struct ShardMeta {
  // Of a memory: the next unit's id; of the catalog: the next shard number.
  uint64_t next_number = 1;
  // Of a memory: how many units it has; nullopt: not known.
  std::optional<uint64_t> units{};

  bool operator==(const ShardMeta&) const = default;
};

// A memory or glossary as the catalog keeps it.
struct ResourceRecord {
  Resource resource;
  bool deleting = false;  // Its shard may be gone already.

  bool operator==(const ResourceRecord&) const = default;
};

// What one commit did.
struct LogEntry {
  Revision revision = 0;
  int64_t time_micros = 0;
  std::vector<std::string> request_ids;
  std::vector<std::string> batch_ids;
  std::vector<UnitId> units;          // Written or deleted.
  std::vector<std::string> concepts;  // Written or deleted.
  std::string import_id{};            // The import that made the whole commit; "": none did.
  Revision import_previous = 0;       // Its commit before this one; 0: this is its first.

  bool operator==(const LogEntry&) const = default;
};

// An import that changed something. Its commits are a chain from `last_revision` back: with their
// log entries and the versions they superseded it can be undone.
struct ImportRecord {
  enum class State : uint8_t {
    kStarted = 1,  // Running, or cut off: the same file may be sent again.
    kDone = 2,
    kUndoing = 3,  // Some of it is taken back; the undo may be called again.
    kUndone = 4
  };

  std::string id{};  // The batch id.
  std::string author{};
  std::string file_name{};
  int64_t started_micros = 0;
  int64_t changed_micros = 0;  // When this record was last written.
  State state = State::kStarted;
  uint64_t stored = 0;
  uint64_t merged = 0;
  uint64_t unchanged = 0;
  uint64_t skipped = 0;
  Revision last_revision = 0;  // 0: nothing is committed yet.
  Revision undo_revision = 0;  // The commit that is being taken back; 0: last_revision is next.
  uint64_t undo_position = 0;  // So many of its entries are taken back already.
  uint64_t removed = 0;        // By the undo.
  uint64_t restored = 0;       // To what they were before the import.
  uint64_t left = 0;           // Somebody changed them since.

  bool operator==(const ImportRecord&) const = default;
};

// The answer to a write, for a repeat of the request.
struct RequestRecord {
  struct Result {
    uint8_t outcome = 0;
    UnitId unit = 0;
    std::string concept_id;
    Revision revision = 0;

    bool operator==(const Result&) const = default;
  };
  uint64_t content_hash = 0;
  Revision revision = 0;
  std::vector<Result> results;

  bool operator==(const RequestRecord&) const = default;
};

// A change, or an attempt that was refused.
struct AuditRecord {
  int64_t time_micros = 0;  // Never less than in the record before.
  std::string principal{};  // Who; "": not known.
  std::string token_id{};
  std::string peer{};
  std::string method{};  // "Service.Method".
  std::vector<std::string> resources{};
  std::string details{};
  int32_t code = 0;
  Revision revision = 0;    // That has the change; 0: none.
  uint64_t suppressed = 0;  // Refused attempts before this one without a record.

  bool operator==(const AuditRecord&) const = default;
};

}  // namespace dragoman
