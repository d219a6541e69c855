#include "tests/bench/process.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace dragoman {
namespace {

double SecondsOf(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

// Spawns with standard output to `out`, standard error to the end of `log`. Returns the error.
int Spawn(const std::vector<std::string>& command, const std::string& log, int out, pid_t& pid) {
  std::vector<char*> arguments;
  arguments.reserve(command.size() + 1);
  for (const std::string& argument : command)
    arguments.push_back(const_cast<char*>(argument.c_str()));
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, log.c_str(),
                                   O_WRONLY | O_CREAT | O_APPEND, 0644);
  const int error = posix_spawn(&pid, arguments[0], &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  return error;
}

}  // namespace

StatusOr<std::unique_ptr<Process>> Process::Start(const std::vector<std::string>& command,
                                                  const std::string& log) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return Error(StatusCode::kUnavailable, "no pipe is left");
  pid_t pid = -1;
  const int error = Spawn(command, log, ends[1], pid);
  close(ends[1]);
  if (error != 0) {
    close(ends[0]);
    return Error(StatusCode::kNotFound, "'{}' cannot be started", command[0]);
  }
  return std::unique_ptr<Process>(new Process(pid, fdopen(ends[0], "r")));
}

Process::~Process() {
  if (!ended_) {
    Signal(SIGKILL);
    Wait();
  }
  std::fclose(out_);
}

std::string Process::ReadLine() {
  std::string line;
  for (int c = std::fgetc(out_); c != EOF && c != '\n'; c = std::fgetc(out_)) {
    line += static_cast<char>(c);
  }
  return line;
}

void Process::Signal(int number) const { kill(pid_, number); }

ProcessEnd Process::Wait() {
  int state = 0;
  rusage usage{};
  while (wait4(pid_, &state, 0, &usage) < 0 && errno == EINTR) {
  }
  ended_ = true;
  return {WIFEXITED(state) ? WEXITSTATUS(state) : 128 + WTERMSIG(state),
          SecondsOf(usage.ru_utime) + SecondsOf(usage.ru_stime)};
}

double CpuSecondsOf(pid_t pid) {
  clockid_t clock{};
  timespec time{};
  if (clock_getcpuclockid(pid, &clock) != 0 || clock_gettime(clock, &time) != 0) return 0;
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

Resident ResidentOf(pid_t pid) {
  std::ifstream file(fmt::format("/proc/{}/status", pid));
  Resident resident;
  std::string name;
  for (std::string line; std::getline(file, line);) {
    const auto read = [&line](std::string_view field, uint64_t& bytes) {
      if (line.rfind(field, 0) == 0) bytes += std::stoull(line.substr(field.size())) << 10;
    };
    read("VmHWM:", resident.peak);
    read("RssAnon:", resident.anonymous);
    read("RssFile:", resident.file);
    read("RssShmem:", resident.file);
  }
  return resident;
}

StatusOr<std::unique_ptr<ServerProcess>> ServerProcess::Start(const ServerCommand& command) {
  std::vector<std::string> words = {command.binary, "--data", command.data, "--listen",
                                    "127.0.0.1:0"};
  if (command.cache_mib > 0) {
    words.insert(words.end(), {"--cache-mib", std::to_string(command.cache_mib)});
  }
  ASSIGN_OR_RETURN(auto process, Process::Start(words, command.log));
  auto server = std::unique_ptr<ServerProcess>(new ServerProcess(std::move(process)));
  server->address_ = server->process_->ReadLine();
  if (server->address_.empty()) {
    return Error(StatusCode::kUnavailable, "{} did not start; see {}", command.binary, command.log);
  }
  return server;
}

Status ServerProcess::Stop() {
  process_->Signal(SIGTERM);
  const int code = process_->Wait().exit_code;
  if (code != 0) return Error(StatusCode::kInternal, "the server ended with {}", code);
  return absl::OkStatus();
}

void ServerProcess::Kill() {
  process_->Signal(SIGKILL);
  process_->Wait();
}

DiskUse DiskUseOf(const std::string& folder) {
  namespace fs = std::filesystem;
  DiskUse use;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    bool is_index = false;
    for (const fs::path& part : fs::relative(entry.path(), folder)) {
      is_index |= part.string().rfind("index", 0) == 0;
    }
    (is_index ? use.index : use.store) += entry.file_size();
  }
  return use;
}

}  // namespace dragoman
