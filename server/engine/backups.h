// Backups of all memories and glossaries, under the names of the wire.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "server/store/backup.h"

namespace dragoman {

class Registry;

// Where the store's backups go.
//
// Lifetime: the store outlives it.
struct Backups {
  Backups(const std::string& path, DurableStore& source) : folder(path), store(source) {}
  BackupFolder folder;
  DurableStore& store;
};

// The revision that a backup has of a memory or glossary.
struct ResourcePoint {
  std::string name;
  Revision revision = 0;
};

// Returns the point of a backup, for the memories and glossaries that are still there, by name.
std::vector<ResourcePoint> PointOf(const Registry& registry, const Backup& backup);

}  // namespace dragoman
