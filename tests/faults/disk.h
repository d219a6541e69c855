// A folder as a disk with a cache: what a program under io_shim.cc did to it is known call by call,
// so that it can be put into the state in which a power cut leaves it.
//
// Model:  the bytes of a file are durable up to its size at its last sync; after a sync that failed
//         those since the sync before never are (Linux forgets that they were to be written). A
//         file's name, a rename or a removal is durable once its folder was synced; of those since,
//         a power cut leaves the first few. What is beyond the durable bytes is left, dropped or
//         cut anywhere.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "tests/random.h"

namespace dragoman {

// Returns where disks are made: in memory, if possible, since what is durable is known anyhow.
std::filesystem::path PlaceOfDisks();

// A line of the journal of io_shim.cc.
struct IoCall {
  std::string kind;
  int error = 0;
  uint64_t inode = 0;
  uint64_t number = 0;
  std::string path;
  std::string new_path;  // Of a rename, a link.
};

// What a power cut leaves of that which is not durable.
enum class Unsynced { kNone, kSome, kAll };

// Thread-compatible.
class Disk {
 public:
  // `folder` is made; `kept`: a folder beside it, for what io_shim.cc keeps.
  Disk(std::filesystem::path folder, std::filesystem::path kept);

  // Begins a run: all that is in the folder is durable.
  void Begin();
  // Returns the environment of a program that is to run on this disk.
  std::map<std::string, std::string> Environment() const;
  // Returns the calls since Begin.
  std::vector<IoCall> Calls() const;
  // Makes the folder what a power cut after these calls leaves.
  void CutPower(TestRandom& random, Unsynced unsynced);

  const std::filesystem::path& folder() const { return folder_; }

 private:
  // What stands under a path: a folder, or the file of an inode.
  struct Named {
    bool is_folder = false;
    uint64_t inode = 0;
  };
  using Names = std::map<std::filesystem::path, Named>;
  struct Contents {
    uint64_t durable_bytes = 0;
    bool sync_failed = false;
  };
  // Names and contents as the calls left them.
  struct State {
    Names names;                              // All.
    Names durable;                            // These survive.
    std::vector<IoCall> pending;              // Changes of names that no sync followed yet.
    std::map<uint64_t, Contents> contents{};  // By inode.
  };

  State Replay() const;
  static void ChangeNames(const IoCall& call, Names& names);
  static void Apply(const IoCall& call, State& state);
  static void SyncFolder(const std::filesystem::path& folder, State& state);
  void WriteFile(const std::filesystem::path& to, uint64_t inode, uint64_t size) const;

  const std::filesystem::path folder_;
  const std::filesystem::path kept_;
  State begin_;
};

}  // namespace dragoman
