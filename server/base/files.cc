#include "server/base/files.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

namespace dragoman {
namespace {

namespace fs = std::filesystem;

// Names what was done, never the path: that is the server's own business.
Status ErrorOf(std::string_view what, int error) {
  const bool is_full = error == ENOSPC || error == EDQUOT;
  return Error(is_full ? StatusCode::kResourceExhausted : StatusCode::kUnavailable,
               "a file of the server cannot be {}: {}", what, std::strerror(error));
}

// An open file, closed at the end.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  int number() const { return number_; }
  bool is_open() const { return number_ >= 0; }

 private:
  const int number_;
};

Status WriteAll(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = write(file, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return ErrorOf("written", errno);
    bytes.remove_prefix(static_cast<size_t>(written));
  }
  return absl::OkStatus();
}

Status WriteAndSync(const std::string& path, std::string_view bytes) {
  const Descriptor file(open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0640));
  if (!file.is_open()) return ErrorOf("made", errno);
  RETURN_IF_ERROR(WriteAll(file.number(), bytes));
  return fsync(file.number()) == 0 ? absl::OkStatus() : ErrorOf("synced", errno);
}

struct Mapping {
  Mapping(void* at, size_t bytes) : address(at), size(bytes) {}
  ~Mapping() { munmap(address, size); }
  Mapping(const Mapping&) = delete;
  Mapping& operator=(const Mapping&) = delete;

  void* const address;
  const size_t size;
};

}  // namespace

Status SyncFolder(const std::string& path) {
  const Descriptor folder(open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!folder.is_open() || fsync(folder.number()) != 0) return ErrorOf("synced", errno);
  return absl::OkStatus();
}

Status WriteFileDurably(const std::string& path, std::string_view bytes) {
  const std::string temporary = path + ".tmp";
  Status status = WriteAndSync(temporary, bytes);
  if (status.ok() && rename(temporary.c_str(), path.c_str()) != 0) {
    status = ErrorOf("renamed", errno);
  }
  if (!status.ok()) {
    unlink(temporary.c_str());
    return status;
  }
  return SyncFolder(fs::path(path).parent_path().string());
}

StatusOr<MappedFile> MapFile(const std::string& path) {
  const Descriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.is_open()) {
    if (errno == ENOENT) return Error(StatusCode::kNotFound, "a file of the server is missing");
    return ErrorOf("opened", errno);
  }
  struct stat facts;
  if (fstat(file.number(), &facts) != 0) return ErrorOf("read", errno);
  const auto size = static_cast<size_t>(facts.st_size);
  if (size == 0) return MappedFile();
  void* const address = mmap(nullptr, size, PROT_READ, MAP_SHARED, file.number(), 0);
  if (address == MAP_FAILED) return ErrorOf("mapped", errno);
  auto owner = std::make_shared<const Mapping>(address, size);
  return MappedFile{.bytes = {static_cast<const char*>(address), size}, .owner = std::move(owner)};
}

void ForgetPages(std::string_view mapped) {
  if (!mapped.empty()) madvise(const_cast<char*>(mapped.data()), mapped.size(), MADV_DONTNEED);
}

Status MakeFolder(const std::string& path) {
  std::error_code error;
  fs::create_directories(path, error);
  return error ? ErrorOf("made", error.value()) : absl::OkStatus();
}

Status MakeFolderDurably(const std::string& path) {
  RETURN_IF_ERROR(MakeFolder(path));
  for (fs::path at = fs::absolute(path).lexically_normal(); at.has_relative_path();) {
    at = at.parent_path();
    if (access(at.c_str(), R_OK) == 0) RETURN_IF_ERROR(SyncFolder(at.string()));
  }
  return absl::OkStatus();
}

std::vector<std::string> NamesIn(const std::string& folder) {
  std::vector<std::string> names;
  std::error_code error;
  for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
    names.push_back(it->path().filename().string());
  }
  return names;
}

void RemoveAll(const std::string& path) {
  std::error_code ignored;
  fs::remove_all(path, ignored);
}

}  // namespace dragoman
