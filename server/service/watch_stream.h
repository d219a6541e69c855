// WatchChanges: changes as they are made, for as long as the client wants. A stream that waits for
// changes takes no thread.
#pragma once

#include <absl/synchronization/mutex.h>
#include <grpcpp/support/server_callback.h>

#include <deque>
#include <memory>
#include <set>

#include "dragoman/v1/change_service.pb.h"
#include "server/engine/change_feed.h"
#include "server/service/call.h"

namespace dragoman {

class WatchStream;

// The streams that are open, so that a server that stops can end them. Thread-safe.
class Watches {
 public:
  // Ends all streams, and those that come after.
  void EndAll();

 private:
  friend class WatchStream;
  static constexpr size_t kMaxStreams = 1000;

  // Errors: ResourceExhausted, Unavailable.
  Status Add(WatchStream* stream);
  void Remove(WatchStream* stream);

  absl::Mutex mutex_;
  bool ended_ ABSL_GUARDED_BY(mutex_) = false;
  std::set<WatchStream*> streams_ ABSL_GUARDED_BY(mutex_);
};

// Thread-safe. Owns itself: made with new, deleted by gRPC's OnDone.
class WatchStream final : public grpc::ServerWriteReactor<v1::WatchChangesResponse> {
 public:
  // Lifetime: gRPC keeps context and request until the stream is finished.
  WatchStream(const Backend& backend, Watches& watches, const grpc::CallbackServerContext& context,
              const v1::WatchChangesRequest& request)
      : backend_(backend),
        watches_(watches),
        context_(context),
        request_(request),
        record_(backend.calls, RuleOf<v1::WatchChangesRequest>(), CallRecord::Shape::kStream) {}
  ~WatchStream() override;

  void Start();
  // Ends the stream with an error as soon as nothing is being written.
  void End(Status status);

  void OnWriteDone(bool ok) override;
  void OnCancel() override;
  void OnDone() override { delete this; }

 private:
  Status Open();
  // Errors: as Gate::Admit.
  Status CheckAdmitted() const;
  // Reads what there is after `revision_`; in a thread of the pool.
  void ReadChanges();
  StatusOr<ChangePage> NextPage() const;
  void Send(const ChangePage& page);

  // Notes what happened and starts what can be started; see ItemStream::Step.
  template <typename Event>
  void Step(const Event& event);

  const Backend& backend_;
  Watches& watches_;
  const grpc::CallbackServerContext& context_;
  const v1::WatchChangesRequest& request_;
  const CallRecord record_;
  std::unique_ptr<ChangeFeed> feed_;
  Revision revision_ = 0;  // What was read up to; of the thread that reads.

  absl::Mutex mutex_;
  std::deque<v1::WatchChangesResponse> ready_ ABSL_GUARDED_BY(mutex_);  // The first is written.
  bool changed_ ABSL_GUARDED_BY(mutex_) = true;  // There may be something to read.
  bool reading_ ABSL_GUARDED_BY(mutex_) = false;
  bool writing_ ABSL_GUARDED_BY(mutex_) = false;
  bool ending_ ABSL_GUARDED_BY(mutex_) = false;
  bool finished_ ABSL_GUARDED_BY(mutex_) = false;
  Status status_ ABSL_GUARDED_BY(mutex_);
  std::shared_ptr<void> watch_;  // Ends before all else here.
};

}  // namespace dragoman
