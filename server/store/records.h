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

  bool operator==(const LogEntry&) const = default;
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

}  // namespace dragoman
