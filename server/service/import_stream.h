// Import: the bytes of a file from the client, progress to it.
//
// Reading and writing do not wait for each other, so a client that reads nothing before its file is
// sent does not stand still: progress that cannot be sent yet goes into the next message.
//
// gRPC shows a client that closed its side and one that died in the same way, as a failed read. The
// last lines of a file must not be committed when the client died in the middle of one, so a
// progress message is sent before they are: its write fails when the client is gone.
#pragma once

#include <absl/synchronization/mutex.h>
#include <grpcpp/support/server_callback.h>

#include <memory>
#include <optional>

#include "dragoman/v1/transfer_service.pb.h"
#include "server/engine/transfer.h"
#include "server/service/call.h"

namespace dragoman {

// Thread-safe. Owns itself: made with new, deleted by gRPC's OnDone.
class ImportStream final : public grpc::ServerBidiReactor<v1::ImportRequest, v1::ImportResponse> {
 public:
  ImportStream(const Backend& backend, const grpc::CallbackServerContext& context)
      : backend_(backend),
        context_(context),
        time_(context, kMostStreamTime),
        record_(backend.calls, RuleOf<v1::ImportRequest>(), CallRecord::Shape::kStream) {}

  void Start() { StartRead(&request_); }

  void OnReadDone(bool ok) override;
  void OnWriteDone(bool ok) override;
  void OnCancel() override;
  void OnDone() override { delete this; }

 private:
  enum class Phase {
    kReading,
    kProbing,     // The file is read; a message is sent to see whether the client is there.
    kCompleting,  // The last entries are being committed.
    kClosing,     // The last message is being sent.
  };
  struct Actions {
    bool write = false;
    bool read = false;
    bool complete = false;
    bool finish = false;
  };

  // These run in the pool.
  void Consume();
  void Complete();
  Status Take(const v1::ImportRequest& request);
  void End(const Status& status);
  void FinishWith(const Status& status);
  Status StartImport(const v1::ImportRequest& request);

  template <typename Event>
  void Step(const Event& event);
  Actions Decide() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  Actions GoOn() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  Actions Report() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void PutProgress() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  const Backend& backend_;
  const grpc::CallbackServerContext& context_;
  const CallTime time_;
  const CallRecord record_;
  v1::ImportRequest request_;       // Of the read or the task under way.
  v1::ImportRequest settings_;      // The first message.
  v1::ImportResponse response_;     // Of the write under way.
  std::optional<Permit> permit_;    // Of the newest message.
  std::unique_ptr<Import> import_;  // Set by the first task; its progress is thread-safe.

  absl::Mutex mutex_;
  Phase phase_ ABSL_GUARDED_BY(mutex_) = Phase::kReading;
  bool busy_ ABSL_GUARDED_BY(mutex_) = true;  // A read or a task is under way.
  bool writing_ ABSL_GUARDED_BY(mutex_) = false;
  bool progress_due_ ABSL_GUARDED_BY(mutex_) = false;  // A message was taken since the last one.
  bool more_skipped_ ABSL_GUARDED_BY(mutex_) = false;  // Than the last message had.
  bool input_ended_ ABSL_GUARDED_BY(mutex_) = false;
  bool broken_ ABSL_GUARDED_BY(mutex_) = false;  // The client is gone.
  bool finished_ ABSL_GUARDED_BY(mutex_) = false;
  Status status_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace dragoman
