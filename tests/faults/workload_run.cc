#include "tests/faults/workload_run.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iterator>
#include <sstream>

#include "tests/store/temp_folder.h"

extern char** environ;

namespace dragoman {
namespace {

std::vector<char*> Pointers(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (std::string& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

std::string ReadAll(const std::string& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

// Starts the program with its output in two files; returns how it ended, as waitpid tells.
int RunToEnd(std::vector<std::string> arguments, std::vector<std::string> environment,
             const std::string& output, const std::string& log) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  const int flags = O_WRONLY | O_CREAT | O_TRUNC;
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, output.c_str(), flags, 0600);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, log.c_str(), flags, 0600);
  pid_t process = 0;
  int status = -1;
  if (posix_spawn(&process, FAULT_WORKLOAD, &actions, nullptr, Pointers(arguments).data(),
                  Pointers(environment).data()) == 0) {
    waitpid(process, &status, 0);
  }
  posix_spawn_file_actions_destroy(&actions);
  return status;
}

}  // namespace

std::vector<std::string> WorkloadRun::LinesOf(std::string_view word) const {
  std::vector<std::string> found;
  for (const std::string& line : lines) {
    if (line.starts_with(word)) found.push_back(line);
  }
  return found;
}

std::set<std::string> WorkloadRun::GaveUp() const {
  std::set<std::string> steps;
  for (const std::string& line : LinesOf("try ")) steps.insert(line.substr(4));
  for (const std::string& line : LinesOf("ok ")) steps.erase(line.substr(3));
  return steps;
}

WorkloadRun RunWorkload(const std::vector<std::string>& arguments,
                        const std::map<std::string, std::string>& environment) {
  const TempFolder folder;
  const std::string output = folder.Child("output");
  const std::string log = folder.Child("log");
  std::vector<std::string> all_arguments{FAULT_WORKLOAD};
  all_arguments.insert(all_arguments.end(), arguments.begin(), arguments.end());
  std::vector<std::string> all_environment;
  for (char** one = environ; *one != nullptr; ++one) all_environment.emplace_back(*one);
  for (const auto& [name, value] : environment) {
    all_environment.push_back(fmt::format("{}={}", name, value));
  }
  // The shim comes before the library of the sanitizer, which allows that when it is told to.
  all_environment.emplace_back("ASAN_OPTIONS=verify_asan_link_order=0");
  const int status = RunToEnd(all_arguments, all_environment, output, log);
  WorkloadRun run;
  if (WIFEXITED(status)) run.exit_code = WEXITSTATUS(status);
  if (WIFSIGNALED(status)) run.signal = WTERMSIG(status);
  std::istringstream lines(ReadAll(output));
  for (std::string line; std::getline(lines, line);) run.lines.push_back(line);
  run.log = ReadAll(log);
  return run;
}

void Told::Add(const WorkloadRun& run) {
  for (const std::string& line : run.lines) {
    std::istringstream words(line);
    std::string word, step;
    words >> word >> step;
    const auto told = steps_.find(step);
    const Outcome before = told == steps_.end() ? Outcome::kNone : told->second;
    if (word == "try" && before == Outcome::kNone) steps_[step] = Outcome::kTried;
    if (word == "ok") steps_[step] = Outcome::kAcknowledged;
    if (word == "failed") steps_[step] = Outcome::kUnknown;
    if (word == "refused" && before == Outcome::kTried) steps_[step] = Outcome::kNone;
  }
}

std::string Told::Compare(const WorkloadRun& check) {
  std::map<std::string, int> counts;  // By number, "7.0".
  for (const std::string& line : check.LinesOf("unit ")) {
    if (!line.ends_with(" -1.0")) ++counts[line.substr(5)];
  }
  std::string wrong;
  std::set<int> serials;
  for (const auto& [number, count] : counts) {
    serials.insert(std::stoi(number));
    if (count != 1) wrong += fmt::format("{} is there {} times\n", number, count);
  }
  for (const auto& [step, outcome] : steps_) {
    if (step != "memory") serials.insert(std::stoi(step.substr(1)));
  }
  for (const int serial : serials) wrong += CompareSerial(serial, counts);
  return wrong;
}

std::string Told::CompareSerial(int serial, const std::map<std::string, int>& counts) {
  const bool is_import = serial % 4 == 3;
  const int all = is_import ? 6 : 4;
  int found = 0;
  for (int item = 0; item < all; ++item)
    found += counts.contains(fmt::format("{}.{}", serial, item));
  const bool has_first = counts.contains(fmt::format("{}.0", serial));
  Outcome& deleted = steps_[fmt::format("D{}", serial)];
  const std::string step = fmt::format("{}{}", is_import ? 'I' : 'W', serial);
  Outcome& written = steps_[step];
  std::string wrong;
  const auto report = [&](std::string_view what) { wrong += fmt::format("{} {}\n", step, what); };
  const bool lacks_first = !has_first && found == all - 1;
  if (found != 0 && found != all && !(lacks_first && deleted != Outcome::kNone))
    report("is halved");
  if (written == Outcome::kAcknowledged && found == 0) report("was acknowledged and is lost");
  if (written == Outcome::kNone && found != 0) report("was refused and is there");
  if (deleted == Outcome::kAcknowledged && has_first) report("was deleted and is there");
  written = found != 0 ? Outcome::kAcknowledged : Outcome::kNone;
  deleted = lacks_first ? Outcome::kAcknowledged : Outcome::kNone;
  return wrong;
}

}  // namespace dragoman
