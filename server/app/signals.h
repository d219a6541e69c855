// SIGTERM and SIGINT as an event that a thread waits for.
#pragma once

#include <csignal>

namespace dragoman {

// Thread-compatible. Make one before any other thread starts: threads inherit that both signals are
// blocked.
class StopSignals {
 public:
  StopSignals();

  // Waits for the first of them and returns its number.
  int Wait();
  // From here on the next one ends the process at once, with the exit code of a killed one.
  void EndAtNext();

 private:
  sigset_t signals_;
};

}  // namespace dragoman
