// Import and export of whole memories and glossaries, streamed: neither holds a whole file.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/engine/account.h"
#include "server/engine/import_history.h"
#include "server/engine/import_undo.h"
#include "server/engine/registry.h"
#include "server/engine/unit_write.h"
#include "server/exchange/entry_reader.h"
#include "server/exchange/tbx.h"

namespace dragoman {

enum class FileFormat : uint8_t { kTsv = 1, kTmx = 2, kTbx = 3, kCsv = 4, kXliff = 5 };

inline bool IsTable(FileFormat format) {
  return format == FileFormat::kTsv || format == FileFormat::kCsv;
}

// Entries are committed in batches of at most this size and number. An entry that is larger is a
// batch of its own.
inline constexpr size_t kMaxImportBatchBytes = 4 << 20;
inline constexpr size_t kMaxImportBatchEntries = 2048;
// An entry that is larger than this is a problem: the store could not hold it with its neighbours.
inline constexpr size_t kMaxImportEntryBytes = 9 << 20;

// Returns which of the two "memories/ID" or "glossaries/ID" is.
//
// Errors: InvalidArgument about "parent".
StatusOr<ResourceKind> KindOfParent(std::string_view parent);

// Checks that there are files of the format of such a resource; XLIFF is read only, which
// Export::Start checks. Errors: InvalidArgument about "format".
Status CheckFormat(FileFormat format, ResourceKind kind);

// An entry that was not stored.
struct Problem {
  uint64_t line = 0;      // Where the entry begins in the file, from 1.
  uint64_t entry = 0;     // Its number, from 1.
  std::string field{};    // The column it is about; empty when it is about the whole row.
  std::string message{};  // What is wrong and what to do; names neither line nor column.
  std::string text{};     // The beginning of the entry as it stands in the file.
};

// In_order, origin, state, document and key_property are for memories only, as are all policies but
// kReplaceSame and kKeepStored.
struct ImportSettings {
  std::string parent{};  // "memories/ID" or "glossaries/ID".
  FileFormat format = FileFormat::kTsv;
  std::vector<std::string> columns{};  // Empty: the file's first line names them; tmx.h, tbx.h.
  WritePolicy policy = WritePolicy::kReplaceSame;
  bool validate_only = false;
  bool check_only = false;  // Each entry by itself; those without a problem count as unchanged.
  bool in_order = false;    // Each unit follows the one before it: neighbours become context.
  Origin origin = Origin::kUnspecified;  // These for entries that name none.
  ReviewState state = ReviewState::kUnspecified;
  std::string author{};
  bool only_author = false;  // Of every entry, and of an import that is gone on with.
  std::string document{};
  std::string batch_id{};     // "": made here. One that is known goes on with that import.
  bool resume = false;        // The batch id must be known.
  std::string file_name{};    // For people who read the list of imports.
  bool skipped_file = false;  // Give back a file of the skipped entries.
  std::string delimiter{};    // CSV; table.h.
  std::string encoding{};     // Tables; "": found out.
  bool raw_cells = false;     // CSV.
  // Units of one value there are the same; "": source and context. With kKeepNewest a file in which
  // values repeat may change something again when it is sent again.
  std::string key_property{};
  size_t max_problems = 100;  // Reported in full, at most 10000; all are counted.
};

// Returns how the reader of a table is to be set. Requires: IsTable(settings.format).
TableSettings TableSettingsOf(const ImportSettings& settings);

// What became of the entries read so far.
struct ImportProgress {
  Account account;
  uint64_t bytes = 0;
  std::vector<Problem> problems;  // Since the progress before.
  bool done = false;
  std::string batch_id;
  Revision revision = 0;                // That has all entries counted so far.
  std::vector<FileLanguage> languages;  // When done: of formats whose segments name them.
  std::string skipped_data;             // The next bytes of the file of skipped entries.
  bool more_skipped = false;            // And there are more.
  std::vector<Loss> losses;             // When done: what the file has and the entries have not.
  std::optional<TableForm> table;       // When done: of tables.
};

// At most so many bytes of the file of skipped entries are in one progress. Whoever feeds the
// import takes them before they are kMaxWaitingSkippedBytes, or the server would hold the file.
inline constexpr size_t kMaxSkippedPieceBytes = 256 << 10;
inline constexpr size_t kMaxWaitingSkippedBytes = 4 << 20;

// One import. Entries are committed in batches as they come: an import that breaks off leaves whole
// batches, and the same file sent again adds the rest. Each entry is counted once: units as the
// memory's policy says, except that a unit never replaces one of an earlier entry of its file; a
// concept is stored, or merged when it takes the place of another of its id, or unchanged. A second
// concept of an id is a problem. A dry run counts what the real run would. An empty file has no
// entries. An import that changes something is recorded (import_history.h) and can be undone.
//
// Neighbours that the file states stay when in_order is set; those of a skipped entry are unknown.
// Thread-compatible.
class Import {
 public:
  // Errors: InvalidArgument about "settings...."; NotFound.
  static StatusOr<std::unique_ptr<Import>> Start(const Catalog& registry,
                                                 const ImportSettings& settings);
  virtual ~Import() = default;

  // Takes the file's next bytes. Every entry that is wrong is counted and reported; an error ends
  // the import, and the last progress says what is on disk.
  //
  // Errors: InvalidArgument when the file cannot be read further (its first line, its encoding, XML
  //         that is not well-formed), after what stands before was written; those of the shard's
  //         Write.
  virtual Status Feed(std::string_view bytes) = 0;
  virtual Status Finish() = 0;
  // Returns what happened since the last call; never counts an entry that is not on disk yet.
  virtual ImportProgress TakeProgress() = 0;
  // Returns whether so much of the file of skipped entries waits that no more should be fed.
  virtual bool IsFull() = 0;
};

// Returns the imports of "memories/ID" or "glossaries/ID" that changed something, the newest first:
// `limit` after the first `skip`.
//
// Errors: InvalidArgument about "parent"; NotFound.
StatusOr<ImportPage> ListImports(const Catalog& registry, std::string_view parent, size_t skip,
                                 size_t limit);

// The undo of one import, commit by commit; one that breaks off is gone on with by another.
// Thread-compatible.
class ImportUndo {
 public:
  // Errors: InvalidArgument about "parent"; NotFound about "batch_id"; FailedPrecondition about it
  //         when the import is running.
  static StatusOr<std::unique_ptr<ImportUndo>> Start(const Catalog& registry,
                                                     std::string_view parent,
                                                     const std::string& batch_id);
  virtual ~ImportUndo() = default;

  // Does the next commit, if something is left to undo. Errors: those of the shard's Write.
  virtual StatusOr<UndoStep> Next() = 0;
  // As it is now: the undo has ended when its state is kUndone.
  virtual const ImportRecord& record() const = 0;
};

struct ExportSettings {
  std::string parent{};  // "memories/ID" or "glossaries/ID".
  FileFormat format = FileFormat::kTsv;
  std::vector<std::string> columns{};  // Empty: all that it takes to lose nothing; tmx.h, tbx.h.
  TbxStyle tbx_style = TbxStyle::kDca;
  std::string delimiter{};  // CSV; "": the comma.
  bool raw_cells = false;   // Tables.
};

// The next bytes of the file, at most 256 KiB; none while the columns are looked for.

struct ExportPiece {
  std::string data;
  uint64_t entries = 0;  // Written so far.
  uint64_t skipped = 0;  // Left out so far: they have none of the columns.
  bool done = false;
  std::vector<Loss> losses{};  // When done: what the format has no place of its own for.
};

// One export. It gives back the same content when it is
// imported: ids, revisions and batch ids are new, and a memory with several units of one source in
// one context needs policy kAdd. An empty memory or glossary is an empty file. Thread-compatible.
class Export {
 public:
  // Errors: InvalidArgument about "columns" or "parent"; NotFound.
  static StatusOr<std::unique_ptr<Export>> Start(const Catalog& registry,
                                                 const ExportSettings& settings);
  virtual ~Export() = default;
  // Returns the next piece; nothing after the one that is done.
  virtual StatusOr<ExportPiece> Next() = 0;
};

}  // namespace dragoman
