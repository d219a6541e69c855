// Files that are written whole and durably, and read as mapped memory.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "server/base/status.h"

namespace dragoman {

// Writes a file so that after a crash either all of it is there under its name, or what was there
// before: a temporary file, synced, takes the name, and the folder is synced.
//
// Errors: ResourceExhausted (full disk), Unavailable (any other).
Status WriteFileDurably(const std::string& path, std::string_view bytes);

// The bytes of a file, mapped into memory for as long as the owner lives.
struct MappedFile {
  std::string_view bytes;
  std::shared_ptr<const void> owner;
};

// Errors: NotFound, Unavailable.
StatusOr<MappedFile> MapFile(const std::string& path);

// What was read of a mapped file no longer counts as the process's memory; reading it again brings
// it back, mostly from the system's cache. Requires: all bytes of a MappedFile.
void ForgetPages(std::string_view mapped);

// Makes the folder and those above it. Errors: as WriteFileDurably.
Status MakeFolder(const std::string& path);

// The same, so that they outlive a power cut: syncs all folders above that may be read, since a
// process that was stopped may have made one and not synced it.
Status MakeFolderDurably(const std::string& path);

// Makes the names in a folder durable. Errors: as WriteFileDurably.
Status SyncFolder(const std::string& path);

// Returns the names in a folder; none when there is no such folder.
std::vector<std::string> NamesIn(const std::string& folder);

// Removes a file, or a folder and all in it; that it is not there is fine.
void RemoveAll(const std::string& path);

}  // namespace dragoman
