// A client of StreamLookup that keeps a stream busy, driven by the callbacks of gRPC.
#pragma once

#include <absl/synchronization/mutex.h>
#include <grpcpp/grpcpp.h>

#include <memory>
#include <vector>

#include "tests/bench/load.h"
#include "tests/bench/wire.h"

namespace dragoman {

// Keeps 32 queries under way, or four messages of several, until `ending`, then closes its side and
// reads the rest. Lifetime: stays until `running` has counted it out.
class StreamClient final
    : public grpc::ClientBidiReactor<v1::StreamLookupRequest, v1::StreamLookupResponse> {
 public:
  // Takes requests that all have the same options, and how many queries go in one message.
  StreamClient(SharedTally tally, std::shared_ptr<MemoryStub> stub,
               const std::vector<v1::LookupRequest>& requests, size_t first, size_t per_message);

  void Begin();

 private:
  void OnWriteDone(bool ok) override;
  void OnReadDone(bool ok) override;
  void OnDone(const grpc::Status& status) override;

  void FillRequest() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void WriteMore() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  const SharedTally tally_;
  const std::shared_ptr<MemoryStub> stub_;
  const std::vector<v1::LookupRequest>& requests_;
  const size_t per_message_;
  grpc::ClientContext context_;
  v1::StreamLookupRequest request_;    // Of the write under way.
  v1::StreamLookupResponse response_;  // Of the read under way.
  absl::Mutex mutex_;
  size_t next_ ABSL_GUARDED_BY(mutex_);
  size_t under_way_ ABSL_GUARDED_BY(mutex_) = 0;  // Messages without their response.
  bool writing_ ABSL_GUARDED_BY(mutex_) = false;
  bool closed_ ABSL_GUARDED_BY(mutex_) = false;
};

}  // namespace dragoman
