#include "server/store/watch_list.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

namespace dragoman {
namespace {

using testing::ElementsAre;

TEST(WatchList, TellsAllWatchesOfTheShard) {
  WatchList list;
  std::vector<Revision> one, two, other;
  const auto first = list.Add("m1", [&](Revision revision) { one.push_back(revision); });
  const auto second = list.Add("m1", [&](Revision revision) { two.push_back(revision); });
  const auto third = list.Add("m2", [&](Revision revision) { other.push_back(revision); });
  list.Notify("m1", 1);
  EXPECT_THAT(one, ElementsAre(1u));
  EXPECT_THAT(two, ElementsAre(1u));
  EXPECT_THAT(other, ElementsAre());
}

TEST(WatchList, LeavesOutRevisionsThatWereOvertaken) {
  WatchList list;
  std::vector<Revision> told;
  const auto watch = list.Add("m1", [&](Revision revision) { told.push_back(revision); });
  for (const Revision revision : {2u, 1u, 2u, 5u, 4u, 6u}) list.Notify("m1", revision);
  EXPECT_THAT(told, ElementsAre(2u, 5u, 6u));
}

TEST(WatchList, CallbackMayEndAndBeginOtherWatches) {
  WatchList list;
  std::vector<std::shared_ptr<void>> others;
  others.push_back(list.Add("m1", [](Revision) {}));
  const auto watch = list.Add("m1", [&](Revision) {
    others.clear();
    others.push_back(list.Add("m1", [](Revision) {}));
  });
  list.Notify("m1", 1);
  list.Notify("m1", 2);
  EXPECT_EQ(others.size(), 1u);
}

TEST(WatchList, NoCallRunsAfterTheEnd) {
  constexpr size_t kWatches = 2000;
  WatchList list;
  std::atomic<bool> done = false;
  std::thread notifier([&] {
    for (Revision revision = 1; !done; ++revision) list.Notify("m1", revision);
  });
  std::vector<std::atomic<bool>> ended(kWatches);
  std::atomic<int> late = 0;
  for (std::atomic<bool>& flag : ended) {
    auto watch = list.Add("m1", [&](Revision) {
      std::this_thread::yield();
      if (flag) ++late;
    });
    watch.reset();
    flag = true;
  }
  done = true;
  notifier.join();
  EXPECT_EQ(late, 0);
}

}  // namespace
}  // namespace dragoman
