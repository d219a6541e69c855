// The rules that every back end applies alike to what it is asked to write.
#pragma once

#include <string_view>

#include "server/store/store.h"

namespace dragoman {

// The limits of this release; a distributed back end may have smaller ones.
inline constexpr StoreLimits kStoreLimits{.max_key_bytes = 1024,
                                          .max_value_bytes = 16 << 20,
                                          .max_batch_bytes = 64 << 20,
                                          .max_batch_items = 200'000,
                                          .max_page_bytes = 4 << 20};

// Checks a shard's name: 1 to 64 printable ASCII characters.
Status CheckShard(std::string_view shard);

// Checks sizes, and that no key stands twice in the batch.
//
// Errors: InvalidArgument, ResourceExhausted (past a limit); none names a key.
Status CheckBatch(const Batch& batch, const StoreLimits& limits);

// Returns Aborted about a commit that expected another revision.
Status WrongRevision(Revision expected, Revision actual);

}  // namespace dragoman
