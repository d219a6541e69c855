// The process that crash_test.cc kills: commits as fast as it can to one shard per thread, and
// tells each acknowledged commit on standard output as "SHARD REVISION\n".
//
// Usage: store_writer FOLDER THREADS
#include <unistd.h>

#include <cstdlib>
#include <string>
#include <thread>
#include <vector>

#include "server/store/keys.h"
#include "tests/store/backends.h"

namespace dragoman {
namespace {

constexpr int kSlots = 8;

// Each commit overwrites every slot and adds a key of its own: half a commit, or a lost one, shows.
Batch BatchOf(Revision revision) {
  const std::string value = std::to_string(revision);
  Batch batch;
  batch.puts.push_back({LogKey(revision), value + std::string(300, ' ')});
  for (int i = 0; i < kSlots; ++i) batch.puts.push_back({fmt::format("slot{}", i), value});
  return batch;
}

void WriteUntilKilled(Store& store, const std::string& shard) {
  for (Revision head = store.Head(shard).value();; ++head) {
    if (!store.Commit(shard, head, BatchOf(head + 1)).ok()) std::exit(2);
    const std::string line = fmt::format("{} {}\n", shard, head + 1);
    if (write(STDOUT_FILENO, line.data(), line.size()) < 0) std::exit(3);
  }
}

}  // namespace
}  // namespace dragoman

int main(int argc, char** argv) {
  if (argc != 3) return 1;
  const auto store = dragoman::OpenRocksdbStore(argv[1], dragoman::TestOptions()).value();
  std::vector<std::thread> threads(std::strtoul(argv[2], nullptr, 10));
  for (size_t i = 0; i < threads.size(); ++i) {
    threads[i] = std::thread([&, i] { dragoman::WriteUntilKilled(*store, fmt::format("m{}", i)); });
  }
  for (std::thread& thread : threads) thread.join();
  return 0;
}
