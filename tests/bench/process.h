// Programs that a benchmark starts, and what they use: the server and the command-line client as
// users run them.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "server/base/status.h"

namespace dragoman {

// How a program ended and what it took.
struct ProcessEnd {
  int exit_code = 0;  // 128 and the signal when it was killed.
  double cpu_seconds = 0;
};

// One child process; killed when it is not waited for. Thread-compatible.
class Process {
 public:
  // Starts a program; what it says on standard error is added to the file `log`.
  //
  // Errors: NotFound when it cannot be started.
  static StatusOr<std::unique_ptr<Process>> Start(const std::vector<std::string>& command,
                                                  const std::string& log);
  ~Process();

  // Returns the next line of its standard output, "" at the end.
  std::string ReadLine();
  void Signal(int number) const;
  // Waits for its end.
  ProcessEnd Wait();
  pid_t pid() const { return pid_; }

 private:
  Process(pid_t pid, std::FILE* out) : pid_(pid), out_(out) {}

  pid_t pid_ = -1;
  std::FILE* out_;
  bool ended_ = false;
};

// Returns the processor time that a process has used, all threads together; 0 when it is gone.
double CpuSecondsOf(pid_t pid);

// The resident memory of a process, in bytes.
struct Resident {
  uint64_t anonymous = 0;
  uint64_t file = 0;  // Mapped files: programs, libraries, index files.
  uint64_t peak = 0;  // The most there was, both together.

  uint64_t total() const { return anonymous + file; }
};
Resident ResidentOf(pid_t pid);

// How to start a server.
struct ServerCommand {
  std::string binary;
  std::string data;   // The folder of its store; created when it is not there.
  std::string log;    // The file that gets its log.
  int cache_mib = 0;  // 0: its default.
};

// A dragomand on a free port of this machine; killed when it is not stopped. Thread-compatible.
class ServerProcess {
 public:
  // Returns when it serves.
  //
  // Errors: NotFound, Unavailable when it ends before it serves.
  static StatusOr<std::unique_ptr<ServerProcess>> Start(const ServerCommand& command);

  const std::string& address() const { return address_; }
  pid_t pid() const { return process_->pid(); }

  // Ends it in order.
  //
  // Errors: Internal when it does not exit with 0.
  Status Stop();
  // Ends it as a power cut would, but for the files that the system still holds.
  void Kill();

 private:
  explicit ServerProcess(std::unique_ptr<Process> process) : process_(std::move(process)) {}

  std::unique_ptr<Process> process_;
  std::string address_;
};

// Returns the bytes of the files below a folder, by whether they are index files: those whose path
// below it has a part that begins with "index".
struct DiskUse {
  uint64_t store = 0;
  uint64_t index = 0;
};
DiskUse DiskUseOf(const std::string& folder);

}  // namespace dragoman
