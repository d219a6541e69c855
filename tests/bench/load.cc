#include "tests/bench/load.h"

#include <unistd.h>

#include <algorithm>
#include <thread>

namespace dragoman {
namespace {

constexpr double kWarmUpSeconds = 0.3;  // Or as long as the measurement, if that is less.

// The state of a load at one moment.
struct Reading {
  uint64_t done = 0;
  double server_cpu = 0;
  double client_cpu = 0;
  BenchClock::time_point time = BenchClock::now();
};

Reading ReadNow(const Tally& tally, pid_t server) {
  return {tally.done, CpuSecondsOf(server), CpuSecondsOf(getpid())};
}

void Pause(double seconds) { std::this_thread::sleep_for(std::chrono::duration<double>(seconds)); }

}  // namespace

StatusOr<nlohmann::json> MeasureLoad(pid_t server, double seconds, const StartClients& start) {
  const auto tally = std::make_shared<Tally>();
  const std::function<void()> await_end = start(tally);
  Pause(std::min(kWarmUpSeconds, seconds));
  const Reading begin = ReadNow(*tally, server);
  Pause(seconds);
  const Reading end = ReadNow(*tally, server);
  const double passed = std::chrono::duration<double>(end.time - begin.time).count();
  tally->ending = true;
  await_end();
  if (tally->failed > 0 || end.done == begin.done) {
    return Error(StatusCode::kInternal, "{} calls failed, {} items were answered",
                 tally->failed.load(), end.done - begin.done);
  }
  const auto items = static_cast<double>(end.done - begin.done);
  return nlohmann::json{{"per_second", items / passed},
                        {"server_cpu_micros", (end.server_cpu - begin.server_cpu) / items * 1e6},
                        {"client_cpu_micros", (end.client_cpu - begin.client_cpu) / items * 1e6}};
}

void AwaitClients(const Tally& tally) {
  for (size_t running = tally.running; running > 0; running = tally.running) {
    tally.running.wait(running);
  }
}

}  // namespace dragoman
