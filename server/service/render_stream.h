// RenderDocument: the segments of a document with their matches and terms, as they are found.
//
// The engine runs through the document in a thread of the documents pool. It stays a few segments
// ahead of the client and then waits for it, at most kPatience: a client that stands still longer
// loses its rendering, not the server its thread.
#pragma once

#include <absl/synchronization/mutex.h>
#include <absl/time/time.h>
#include <grpcpp/support/server_callback.h>

#include <deque>

#include "dragoman/v1/document_service.pb.h"
#include "server/engine/documents.h"
#include "server/service/call.h"

namespace dragoman {

// Thread-safe. Owns itself: made with new, deleted by gRPC's OnDone.
class RenderStream final : public grpc::ServerWriteReactor<v1::RenderedSegment> {
 public:
  RenderStream(const Backend& backend, const grpc::CallbackServerContext& context,
               const v1::RenderDocumentRequest& request)
      : backend_(backend), context_(context), request_(request) {}

  void Start();

  void OnWriteDone(bool ok) override;
  void OnCancel() override;
  void OnDone() override { delete this; }

 private:
  static constexpr size_t kMaxAhead = 16;
  static constexpr absl::Duration kPatience = absl::Minutes(1);

  // These run in the pool.
  void Render();
  Status RenderAll();
  Status Put(const RenderedSegment& segment);

  template <typename Event>
  void Step(const Event& event);
  bool HasRoom() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    return broken_ || ready_.size() < kMaxAhead;
  }

  const Backend& backend_;
  const grpc::CallbackServerContext& context_;
  const v1::RenderDocumentRequest& request_;

  absl::Mutex mutex_;
  std::deque<v1::RenderedSegment> ready_ ABSL_GUARDED_BY(mutex_);  // The first is being written.
  bool working_ ABSL_GUARDED_BY(mutex_) = true;
  bool writing_ ABSL_GUARDED_BY(mutex_) = false;
  bool broken_ ABSL_GUARDED_BY(mutex_) = false;  // The client is gone.
  bool finished_ ABSL_GUARDED_BY(mutex_) = false;
  Status status_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace dragoman
