#include "server/engine/sure_commit.h"

namespace dragoman {

StatusOr<Revision> SureCommit(Store& store, std::string_view shard, Revision expected,
                              const Batch& batch) {
  StatusOr<Revision> committed = store.Commit(shard, expected, batch);
  if (committed.status().code() != StatusCode::kUnavailable) return committed;
  StatusOr<Revision> head = store.Head(shard);
  if (head.ok() && *head == expected + 1) return head;
  return committed;
}

}  // namespace dragoman
