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

Status CommitNext(Store& store, std::string_view shard, Revision& revision, const Batch& batch) {
  const StatusOr<Revision> committed = SureCommit(store, shard, revision, batch);
  if (committed.ok()) {
    revision = *committed;
  } else if (const auto head = store.Head(shard); head.ok()) {
    revision = *head;
  }
  return committed.status();
}

}  // namespace dragoman
