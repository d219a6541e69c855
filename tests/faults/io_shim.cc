// A shared library to be preloaded (LD_PRELOAD) into a program under test. It stands between the
// program, RocksDB included, and the calls that touch files below one folder: it keeps a journal of
// them, and fails some or kills the process at one. So every call is a point at which the disk can
// fail or the power can go, not only those that somebody thought of.
//
// Environment:  IO_SHIM_FOLDER   the folder; without it nothing happens
//               IO_SHIM_KEPT     a folder on the same disk, outside: "journal", and by its inode a
//                                second name of every file made, so that what is removed is kept
//               IO_SHIM_FAIL     "KIND FIRST COUNT ERRNO": these calls of a kind fail, from 1
//               IO_SHIM_KILL     "before N" or "after N": SIGKILL at the n-th call that changes
// Kinds:        open, read, write, sync, rename, link, remove, resize, make (a folder); all but
//               reads and opens of files that are there count as changes
// Journal:      one line a call, after it was made: KIND ERRNO INODE NUMBER PATH [PATH]
//               inode    open: of a file that was made, else 0; sync: 0 for a folder
//               number   write, read: where it begins; sync, resize: the size of the file
//
// A write that is to fail writes half of its bytes first, as on a disk that becomes full.
// Not seen: changes through mapped memory, which neither RocksDB (as it is set) nor the index files
// make, and calls that the C library makes by itself, such as those of fwrite.
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <csignal>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <mutex>
#include <string>

namespace {

struct Note {
  unsigned long long inode = 0;
  long long number = 0;
  std::string paths{};
};

std::string Setting(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string() : std::string(value);
}

class Shim {
 public:
  static Shim& Get() {
    static Shim& shim = *new Shim;  // Files are used until the very end.
    return shim;
  }

  bool Watches(const std::string& path) const {
    return !folder_.empty() && path.compare(0, folder_.size(), folder_) == 0;
  }
  std::string KeptName(unsigned long long inode) const {
    return kept_ + '/' + std::to_string(inode);
  }

  // Makes one call, or fails it and does `instead`; one call at a time, so that the journal has
  // their order. `note` is asked afterwards.
  template <typename Call, typename Noted, typename Instead>
  long Make(const std::string& kind, const Call& call, const Noted& note, const Instead& instead) {
    const std::lock_guard<std::mutex> lock(mutex_);
    const bool changes = kind != "read" && kind != "look";
    if (changes && ++changes_ == kill_at_ && kill_before_) kill(getpid(), SIGKILL);
    const std::string& counted = kind == "look" ? "open" : kind;
    const unsigned number = ++calls_[counted];
    long result = -1;
    if (counted == fail_kind_ && number >= fail_first_ && number - fail_first_ < fail_count_) {
      instead();
      errno = fail_error_;
    } else {
      result = call();
    }
    const int error = result < 0 ? errno : 0;
    const Note noted = note(error);
    Write(counted + ' ' + std::to_string(error) + ' ' + std::to_string(noted.inode) + ' ' +
          std::to_string(noted.number) + ' ' + noted.paths + '\n');
    if (changes && changes_ == kill_at_ && !kill_before_) kill(getpid(), SIGKILL);
    errno = error;
    return result;
  }
  template <typename Call, typename Noted>
  long Make(const std::string& kind, const Call& call, const Noted& note) {
    return Make(kind, call, note, [] {});
  }

 private:
  Shim() : folder_(Setting("IO_SHIM_FOLDER")), kept_(Setting("IO_SHIM_KEPT")) {
    if (folder_.empty()) return;
    char word[16] = "";
    std::sscanf(Setting("IO_SHIM_FAIL").c_str(), "%15s %u %u %d", word, &fail_first_, &fail_count_,
                &fail_error_);
    fail_kind_ = word;
    std::sscanf(Setting("IO_SHIM_KILL").c_str(), "%15s %u", word, &kill_at_);
    kill_before_ = std::string(word) == "before";
    journal_ = static_cast<int>(syscall(SYS_openat, AT_FDCWD, (kept_ + "/journal").c_str(),
                                        O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600));
  }

  void Write(const std::string& line) const {
    if (syscall(SYS_write, journal_, line.data(), line.size()) < 0) std::abort();
  }

  const std::string folder_;
  const std::string kept_;
  std::string fail_kind_;
  unsigned fail_first_ = 0;
  unsigned fail_count_ = 0;
  int fail_error_ = 0;
  unsigned kill_at_ = 0;
  bool kill_before_ = false;
  int journal_ = -1;
  std::mutex mutex_;
  unsigned changes_ = 0;
  std::map<std::string, unsigned> calls_;
};

std::string PathOf(int file) {
  char path[PATH_MAX];
  const std::string link = "/proc/self/fd/" + std::to_string(file);
  const ssize_t size = readlink(link.c_str(), path, sizeof path);
  return size < 0 ? std::string() : std::string(path, static_cast<size_t>(size));
}

// Tests give paths from the root; removing a folder with all in it goes by open folders.
std::string PathOf(int folder, const char* name) {
  return name[0] == '/' || folder == AT_FDCWD ? name : PathOf(folder) + '/' + name;
}

struct stat FactsOf(int file) {
  struct stat facts {};
  fstat(file, &facts);
  return facts;
}

// Makes a call that has paths only.
template <typename Call>
int MakeByPath(const char* kind, const std::string& path, const std::string& other,
               const Call& call) {
  if (!Shim::Get().Watches(path)) return static_cast<int>(call());
  const std::string paths = other.empty() ? path : path + ' ' + other;
  return static_cast<int>(Shim::Get().Make(kind, call, [&](int) { return Note{0, 0, paths}; }));
}

int Open(int folder, const char* name, int flags, mode_t mode) {
  const std::string path = PathOf(folder, name);
  const auto call = [&] { return syscall(SYS_openat, folder, name, flags, mode); };
  if (!Shim::Get().Watches(path)) return static_cast<int>(call());
  const bool is_there = access(path.c_str(), F_OK) == 0;
  const bool makes = (flags & O_CREAT) != 0 && !is_there;
  const auto note = [&](int error) {
    struct stat facts {};
    if (error != 0 || !makes || stat(path.c_str(), &facts) != 0) return Note{0, 0, path};
    const std::string kept = Shim::Get().KeptName(facts.st_ino);
    syscall(SYS_linkat, AT_FDCWD, path.c_str(), AT_FDCWD, kept.c_str(), 0);
    return Note{facts.st_ino, 0, path};
  };
  const auto file = static_cast<int>(Shim::Get().Make(makes ? "open" : "look", call, note));
  if (file >= 0 && is_there && (flags & O_TRUNC) != 0) {
    Shim::Get().Make(
        "resize", [] { return 0L; },
        [&](int) {
          return Note{FactsOf(file).st_ino, 0, path};
        });
  }
  return file;
}

// Writes at `begin`, or at the file's position when that is negative.
ssize_t Write(int file, const void* bytes, size_t size, off_t begin) {
  const auto call = [&](size_t part) {
    return begin < 0 ? syscall(SYS_write, file, bytes, part)
                     : syscall(SYS_pwrite64, file, bytes, part, begin);
  };
  const std::string path = PathOf(file);
  if (!Shim::Get().Watches(path)) return call(size);
  const long long at = begin < 0 ? lseek(file, 0, SEEK_CUR) : begin;
  return Shim::Get().Make(
      "write", [&] { return call(size); },
      [&](int) {
        return Note{FactsOf(file).st_ino, at, path};
      },
      [&] { call(size / 2); });
}

int Sync(int file, long number) {
  const auto call = [&] { return syscall(number, file); };
  const std::string path = PathOf(file);
  if (!Shim::Get().Watches(path)) return static_cast<int>(call());
  return static_cast<int>(Shim::Get().Make("sync", call, [&](int) {
    const struct stat facts = FactsOf(file);
    return S_ISDIR(facts.st_mode) ? Note{0, 0, path} : Note{facts.st_ino, facts.st_size, path};
  }));
}

template <typename Call>
int Resize(int file, const Call& call) {
  const std::string path = PathOf(file);
  if (!Shim::Get().Watches(path)) return static_cast<int>(call());
  return static_cast<int>(Shim::Get().Make("resize", call, [&](int) {
    const struct stat facts = FactsOf(file);
    return Note{facts.st_ino, facts.st_size, path};
  }));
}

mode_t ModeOf(int flags, va_list arguments) {
  return (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(arguments, mode_t) : 0;
}

}  // namespace

// The functions of the C library, by their names there.
extern "C" {

int open(const char* path, int flags, ...) {
  va_list arguments;
  va_start(arguments, flags);
  const mode_t mode = ModeOf(flags, arguments);
  va_end(arguments);
  return Open(AT_FDCWD, path, flags, mode);
}
int openat(int folder, const char* path, int flags, ...) {
  va_list arguments;
  va_start(arguments, flags);
  const mode_t mode = ModeOf(flags, arguments);
  va_end(arguments);
  return Open(folder, path, flags, mode);
}
int creat(const char* path, mode_t mode) {
  return Open(AT_FDCWD, path, O_WRONLY | O_CREAT | O_TRUNC, mode);
}

ssize_t write(int file, const void* bytes, size_t size) { return Write(file, bytes, size, -1); }
ssize_t pwrite(int file, const void* bytes, size_t size, off_t begin) {
  return Write(file, bytes, size, begin);
}
ssize_t pread(int file, void* bytes, size_t size, off_t begin) {
  const auto call = [&] { return syscall(SYS_pread64, file, bytes, size, begin); };
  const std::string path = PathOf(file);
  if (!Shim::Get().Watches(path)) return call();
  return Shim::Get().Make("read", call, [&](int) {
    return Note{FactsOf(file).st_ino, begin, path};
  });
}

int fsync(int file) { return Sync(file, SYS_fsync); }
int fdatasync(int file) { return Sync(file, SYS_fdatasync); }

int rename(const char* from, const char* to) {
  return MakeByPath("rename", from, to, [&] { return syscall(SYS_rename, from, to); });
}
int link(const char* from, const char* to) {
  return MakeByPath("link", from, to, [&] { return syscall(SYS_link, from, to); });
}
int unlink(const char* path) {
  return MakeByPath("remove", path, "", [&] { return syscall(SYS_unlink, path); });
}
int rmdir(const char* path) {
  return MakeByPath("remove", path, "", [&] { return syscall(SYS_rmdir, path); });
}
int unlinkat(int folder, const char* path, int flags) {
  return MakeByPath("remove", PathOf(folder, path), "",
                    [&] { return syscall(SYS_unlinkat, folder, path, flags); });
}
int remove(const char* path) {
  const int error = unlink(path);
  return error != 0 && errno == EISDIR ? rmdir(path) : error;
}
int mkdir(const char* path, mode_t mode) {
  return MakeByPath("make", path, "", [&] { return syscall(SYS_mkdir, path, mode); });
}

int ftruncate(int file, off_t size) {
  return Resize(file, [&] { return syscall(SYS_ftruncate, file, size); });
}
int fallocate(int file, int mode, off_t begin, off_t size) {
  return Resize(file, [&] { return syscall(SYS_fallocate, file, mode, begin, size); });
}

// The same for files of 64 bits.
int open64(const char*, int, ...) __attribute__((alias("open")));
int openat64(int, const char*, int, ...) __attribute__((alias("openat")));
int creat64(const char*, mode_t) __attribute__((alias("creat")));
ssize_t pwrite64(int, const void*, size_t, off64_t) __attribute__((alias("pwrite")));
ssize_t pread64(int, void*, size_t, off64_t) __attribute__((alias("pread")));
int ftruncate64(int, off64_t) __attribute__((alias("ftruncate")));
int fallocate64(int, int, off64_t, off64_t) __attribute__((alias("fallocate")));
}
