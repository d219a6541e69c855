#include "tests/faults/disk.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <set>

namespace dragoman {
namespace {

namespace fs = std::filesystem;

uint64_t InodeOf(const fs::path& path) {
  struct stat facts {};
  return stat(path.c_str(), &facts) == 0 ? facts.st_ino : 0;
}

bool ChangesNames(const IoCall& call) {
  const bool made = call.kind == "open" && call.inode != 0;
  return made || call.kind == "rename" || call.kind == "link" || call.kind == "remove" ||
         call.kind == "make";
}

fs::path FolderOf(const IoCall& call) { return fs::path(call.path).parent_path(); }

}  // namespace

fs::path PlaceOfDisks() {
  constexpr uintmax_t kEnough = 1 << 30;  // Containers often have 64 MiB there.
  const fs::path memory = "/dev/shm";
  std::error_code none;
  const bool has_room = fs::is_directory(memory, none) && access(memory.c_str(), W_OK) == 0 &&
                        fs::space(memory, none).available >= kEnough && !none;
  return has_room ? memory : fs::temp_directory_path();
}

Disk::Disk(fs::path folder, fs::path kept) : folder_(std::move(folder)), kept_(std::move(kept)) {
  fs::create_directories(folder_);
}

void Disk::Begin() {
  fs::remove_all(kept_);
  fs::create_directories(kept_);
  begin_ = {};
  for (const auto& entry : fs::recursive_directory_iterator(folder_)) {
    const uint64_t inode = InodeOf(entry.path());
    begin_.names[entry.path()] = {entry.is_directory(), inode};
    if (!entry.is_regular_file()) continue;
    begin_.contents[inode].durable_bytes = entry.file_size();
    std::error_code is_there;  // A file of two names.
    fs::create_hard_link(entry.path(), kept_ / std::to_string(inode), is_there);
  }
  begin_.durable = begin_.names;
}

std::map<std::string, std::string> Disk::Environment() const {
  return {{"IO_SHIM_FOLDER", folder_.string()},
          {"IO_SHIM_KEPT", kept_.string()},
          {"LD_PRELOAD", IO_SHIM}};
}

std::vector<IoCall> Disk::Calls() const {
  std::vector<IoCall> calls;
  std::ifstream journal(kept_ / "journal");
  IoCall call;
  while (journal >> call.kind >> call.error >> call.inode >> call.number >> call.path) {
    call.new_path.clear();
    if (journal.peek() == ' ') journal >> call.new_path;
    calls.push_back(call);
  }
  return calls;
}

void Disk::ChangeNames(const IoCall& call, Names& names) {
  if (call.kind == "open") names[call.path] = {false, call.inode};
  if (call.kind == "make") names[call.path] = {true, 0};
  if (call.kind == "rename" || call.kind == "link") {
    // Both names are in one folder: they change in one step.
    const auto from = names.find(call.path);
    if (from != names.end()) names[call.new_path] = from->second;
  }
  if (call.kind == "rename" || call.kind == "remove") names.erase(call.path);
}

void Disk::SyncFolder(const fs::path& folder, State& state) {
  for (const IoCall& call : state.pending) {
    if (FolderOf(call) == folder) ChangeNames(call, state.durable);
  }
  std::erase_if(state.pending, [&](const IoCall& call) { return FolderOf(call) == folder; });
}

void Disk::Apply(const IoCall& call, State& state) {
  Contents& contents = state.contents[call.inode];
  if (call.kind == "sync" && call.inode != 0) {
    if (call.error != 0) contents.sync_failed = true;
    if (!contents.sync_failed) contents.durable_bytes = call.number;
  } else if (call.kind == "sync" && call.error == 0) {
    SyncFolder(call.path, state);
  } else if (call.kind == "write" || (call.kind == "resize" && call.error == 0)) {
    contents.durable_bytes = std::min(contents.durable_bytes, call.number);
  } else if (ChangesNames(call) && call.error == 0) {
    ChangeNames(call, state.names);
    state.pending.push_back(call);
  }
}

Disk::State Disk::Replay() const {
  State state = begin_;
  for (const IoCall& call : Calls()) Apply(call, state);
  return state;
}

void Disk::WriteFile(const fs::path& to, uint64_t inode, uint64_t size) const {
  fs::copy_file(kept_ / std::to_string(inode), to);
  if (size < fs::file_size(to)) fs::resize_file(to, size);
}

void Disk::CutPower(TestRandom& random, Unsynced unsynced) {
  State state = Replay();
  std::map<fs::path, uint64_t> left;  // How many changes of names are, by folder.
  for (const IoCall& call : state.pending) ++left[FolderOf(call)];
  for (auto& [folder, count] : left) {
    if (unsynced == Unsynced::kNone) count = 0;
    if (unsynced == Unsynced::kSome) count = random.Below(count + 1);
  }
  for (const IoCall& call : state.pending) {
    uint64_t& more = left[FolderOf(call)];
    if (more == 0) continue;
    --more;
    ChangeNames(call, state.durable);
  }
  const fs::path after = folder_.string() + ".after";
  fs::create_directories(after);
  for (const auto& [path, named] : state.durable) {  // A folder stands before what is in it.
    const fs::path to = after / fs::relative(path, folder_);
    if (!fs::exists(to.parent_path())) continue;  // Its folder is not durable.
    if (named.is_folder) {
      fs::create_directory(to);
      continue;
    }
    const uint64_t size = fs::file_size(kept_ / std::to_string(named.inode));
    const uint64_t durable = std::min(size, state.contents[named.inode].durable_bytes);
    uint64_t extra = size - durable;
    if (unsynced == Unsynced::kNone) extra = 0;
    if (unsynced == Unsynced::kSome) extra = random.Below(extra + 1);
    WriteFile(to, named.inode, durable + extra);
  }
  fs::remove_all(folder_);
  fs::rename(after, folder_);
}

}  // namespace dragoman
