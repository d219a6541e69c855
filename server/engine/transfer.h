// Import and export of whole memories and glossaries, streamed: neither holds a whole file.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/engine/account.h"
#include "server/engine/registry.h"
#include "server/engine/unit_write.h"

namespace dragoman {

enum class FileFormat : uint8_t { kTsv = 1 };

// An entry that was not stored.
struct Problem {
  uint64_t line = 0;   // Where the entry begins in the file, from 1.
  uint64_t entry = 0;  // Its number, from 1.
  std::string field;   // What it is about, e.g. a column; may be empty.
  std::string message;
};

struct ImportSettings {
  std::string parent;  // "memories/ID" or "glossaries/ID".
  FileFormat format = FileFormat::kTsv;
  std::vector<std::string> columns;  // Empty: the file's first line names them.
  WritePolicy policy = WritePolicy::kReplaceSame;
  bool validate_only = false;
  bool in_order = false;  // Each unit follows the one before it: neighbours become context.
  Origin origin = Origin::kUnspecified;  // These for entries that name none.
  ReviewState state = ReviewState::kUnspecified;
  std::string author;
  std::string document;
  std::string batch_id;       // "": made here.
  size_t max_problems = 100;  // Reported in full, at most 10000; all are counted.
};

// What became of the entries read so far.
struct ImportProgress {
  Account account;
  uint64_t bytes = 0;
  std::vector<Problem> problems;  // Since the progress before.
  bool done = false;
  std::string batch_id;
  Revision revision = 0;  // That has all entries counted so far.
};

// One import. Entries are committed in batches as they come. Thread-compatible.
class Import {
 public:
  // Errors: InvalidArgument about "settings...."; NotFound.
  static StatusOr<std::unique_ptr<Import>> Start(Registry& registry,
                                                 const ImportSettings& settings);
  virtual ~Import() = default;

  // Takes the file's next bytes. Every entry that is wrong is counted and reported; an error ends
  // the import, and the last progress says what is on disk.
  //
  // Errors: InvalidArgument when the file as a whole is wrong (its header, its encoding); those of
  //         the shard's Write.
  virtual Status Feed(std::string_view bytes) = 0;
  virtual Status Finish() = 0;
  // Returns what happened since the last call; never counts an entry that is not on disk yet.
  virtual ImportProgress TakeProgress() = 0;
};

struct ExportSettings {
  std::string parent;  // "memories/ID" or "glossaries/ID".
  FileFormat format = FileFormat::kTsv;
  std::vector<std::string> columns;  // Empty: all that it takes to lose nothing.
};

struct ExportPiece {
  std::string data;
  uint64_t entries = 0;  // So far.
  uint64_t skipped = 0;  // Left out so far: they have none of the columns.
  bool done = false;
};

// One export. Thread-compatible.
class Export {
 public:
  // Errors: InvalidArgument about "columns" or "parent"; NotFound.
  static StatusOr<std::unique_ptr<Export>> Start(Registry& registry,
                                                 const ExportSettings& settings);
  virtual ~Export() = default;
  // Returns the next piece; nothing after the one that is done.
  virtual StatusOr<ExportPiece> Next() = 0;
};

}  // namespace dragoman
