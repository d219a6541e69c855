// The index of one memory on disk: part files, and a manifest that names them with the dead entries
// of each and the revision that they cover. Derived from the store: whatever is missing, damaged or
// of other rules is built anew.
//
// Grammar: manifest = magic[8], checksum u64 of what follows, body
//          body     = format, text rules, revision, identity, next file number,
//                     languages: count 1*text, indexes: count 1*index
//          index    = language text, parts: count 1*part
//          part     = file number, dead entries: count 1*difference
// All numbers of the body are varints; a text is its size and its bytes.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "server/match/live_part.h"
#include "server/model/language.h"
#include "server/model/unit.h"

namespace dragoman {

// All indexes of a memory as they are saved.
struct SavedIndexes {
  Revision revision = 0;
  uint64_t identity = 0;            // Of the memory at that revision: tells another history apart.
  std::vector<Language> languages;  // See MemoryView::numbered.
  std::map<Language, std::vector<LivePart>> parts;  // Of files only, the oldest first.
};

// Thread-compatible.
class IndexFolder {
 public:
  explicit IndexFolder(std::string path) : path_(std::move(path)) {}

  // Maps what the manifest names.
  //
  // Errors: NotFound (nothing was saved), DataLoss (damaged), FailedPrecondition (another format,
  //         other language rules), Unavailable.
  StatusOr<SavedIndexes> Load();

  // Writes an image to a file of its own and maps it.
  //
  // Errors: as WriteFileDurably.
  StatusOr<std::shared_ptr<const IndexPart>> WritePart(std::string_view image);

  // Makes the saved state this one, in one step; then removes the files it does not name. Parts in
  // memory are left out.
  Status Save(const SavedIndexes& indexes);

  // Removes everything.
  void Remove();

 private:
  std::string FilePath(const std::string& name) const { return path_ + "/" + name; }
  StatusOr<SavedIndexes> Decode(std::string_view body);
  StatusOr<LivePart> DecodePart(class ManifestReader& reader) const;
  void RemoveOthers(const SavedIndexes& indexes) const;

  const std::string path_;
  uint64_t next_file_ = 1;
};

}  // namespace dragoman
