// One run of the command line: its settings, its connection, and where its answer goes. Standard
// output has the answer and nothing else; everything said to the user goes to standard error.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "client/api/client.h"
#include "client/cli/config.h"
#include "client/cli/environment.h"
#include "client/cli/exit_code.h"

namespace dragoman {

// What every command may need: arguments, environment and config file together.
struct Settings {
  Connection connection;
  std::chrono::milliseconds timeout = std::chrono::seconds(60);
  std::chrono::milliseconds wait{0};  // for a server that is not there yet
  ColorMode color = ColorMode::kAuto;
  std::string from;             // default of --from; "" is none
  std::vector<std::string> to;  // default of --to
  int min_score = 0;            // default of --min-score; 0 leaves it to the server
};

// Thread-compatible; the client is thread-safe.
class Session {
 public:
  Session(Environment environment, Settings settings);

  // Connects with the first call made.
  Client& client();

  const Settings& settings() const { return settings_; }
  const Environment& environment() const { return environment_; }

  // Returns whether the answer is coloured.
  bool colors() const { return colors_; }

  // Writes a part of the answer at once. Ends the process when nobody can read it: quietly when the
  // reader has gone, as after `| head`, with an error when for instance the disk is full.
  void Print(std::string_view text);

  // Says one line to the user, after "dragoman: ".
  void Say(std::string_view line);

  // Says why the request failed; returns the exit code.
  int Fail(const Failure& failure);

  // Ends the process when a stream cannot go on, and says why. A thread that reads the stream's
  // input may wait for a line that never comes; this does not wait for it.
  [[noreturn]] void EndWith(const Failure& failure);

  // Says what is wrong with the arguments; returns the exit code.
  int Usage(std::string_view problem);

 private:
  const Environment environment_;
  const Settings settings_;
  const bool colors_;
  std::unique_ptr<Client> client_;
};

}  // namespace dragoman
