#include "server/app/signals.h"

#include <pthread.h>
#include <unistd.h>

#include <thread>

namespace dragoman {

StopSignals::StopSignals() {
  sigemptyset(&signals_);
  sigaddset(&signals_, SIGTERM);
  sigaddset(&signals_, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals_, nullptr);
}

int StopSignals::Wait() {
  int number = 0;
  while (sigwait(&signals_, &number) != 0) {
  }
  return number;
}

void StopSignals::EndAtNext() {
  std::thread([signals = signals_] {
    int number = 0;
    while (sigwait(&signals, &number) != 0) {
    }
    _exit(128 + number);
  }).detach();
}

}  // namespace dragoman
