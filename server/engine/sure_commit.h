// Commits whose outcome is found out when the store's answer is lost.
#pragma once

#include <string_view>

#include "server/store/store.h"

namespace dragoman {

// Commits as Store::Commit does; where that answers Unavailable, the shard's revision tells whether
// the batch was written, and a written one is no error.
//
// Requires: nobody else writes to the shard meanwhile.
// Errors:   those of Store::Commit; Unavailable when it was not written, or the revision cannot be
//           read either.
StatusOr<Revision> SureCommit(Store& store, std::string_view shard, Revision expected,
                              const Batch& batch);

// Commits upon `revision`, which then is that of the shard: after an error it is read again, since
// an earlier commit may have been written that nobody could be sure of.
//
// Requires, Errors: as SureCommit.
Status CommitNext(Store& store, std::string_view shard, Revision& revision, const Batch& batch);

}  // namespace dragoman
