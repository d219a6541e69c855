// A stream of responses that are made faster or slower than the client takes them.
//
// The work runs in a thread of the documents pool. It stays a few responses ahead of the client and
// then waits for it, at most kPatience: a client that stands still longer loses its answer, not the
// server its thread.
#pragma once

#include <absl/synchronization/mutex.h>
#include <absl/time/time.h>
#include <grpcpp/support/server_callback.h>

#include <deque>
#include <optional>
#include <utility>

#include "server/service/call.h"
#include "server/service/errors.h"

namespace dragoman {

// Thread-safe. Owns itself: made with new, deleted by gRPC's OnDone.
template <typename Request, typename Response>
class PacedStream : public grpc::ServerWriteReactor<Response> {
 public:
  // Lifetime: gRPC keeps both until the stream is finished.
  PacedStream(const Backend& backend, const grpc::CallbackServerContext& context,
              const Request& request)
      : backend_(backend),
        context_(context),
        request_(request),
        time_(context, kMostStreamTime),
        record_(backend.calls, RuleOf<Request>(), CallRecord::Shape::kStream) {}

  void Start() {
    StatusOr<Permit> permit = AdmitCall(backend_, record_, context_, RuleOf<Request>(), request_);
    if (!permit.ok()) return End(permit.status());
    call_.emplace(backend_, time_.Question(), *std::move(permit));
    if (backend_.documents.TryRun([this] { Run(); })) return;
    End(TooManyRequests(backend_.documents));
  }

  void OnWriteDone(bool ok) override {
    Step([this, ok] {
      writing_ = false;
      ready_.pop_front();
      broken_ = broken_ || !ok;
    });
  }
  void OnCancel() override {
    Step([this] { broken_ = true; });
  }
  void OnDone() override { delete this; }

 protected:
  // Makes the responses, in the pool, and hands each to Put.
  virtual Status Make() = 0;

  const Call& call() const { return *call_; }
  const Request& request() const { return request_; }

  // Hands a response to the writer once there is room for it.
  Status Put(Response response) {
    {
      absl::MutexLock lock(&mutex_);
      const absl::Condition has_room(this, &PacedStream::HasRoom);
      if (!mutex_.AwaitWithTimeout(has_room, kPatience)) {
        return Error(StatusCode::kDeadlineExceeded,
                     "the client took nothing for {} s; read the stream as it comes",
                     absl::ToInt64Seconds(kPatience));
      }
      if (broken_) return Error(StatusCode::kCancelled, "the client ended the call");
    }
    if (RuleOf<Request>().access().changes()) last_ = response;
    Step([this, &response] { ready_.push_back(std::move(response)); });
    return absl::OkStatus();
  }

 private:
  static constexpr size_t kMaxAhead = 16;
  static constexpr absl::Duration kPatience = absl::Minutes(1);

  void Run() {
    const Status status = time_.Told(Make());
    backend_.gate.Record(context_, RuleOf<Request>(), call_->permit, request_, last_, status);
    Step([this, &status] {
      working_ = false;
      status_ = status;
    });
  }

  // Notes what happened and starts what can be started; see ItemStream::Step.
  template <typename Event>
  void Step(const Event& event) {
    const Response* write = nullptr;
    bool finish = false;
    Status status;
    {
      absl::MutexLock lock(&mutex_);
      event();
      if (broken_ && !writing_) ready_.clear();
      if (!writing_ && !ready_.empty()) {
        write = &ready_.front();
        writing_ = true;
      }
      if (!working_ && !writing_ && !finished_) finish = finished_ = true;
      if (finish) status = status_;
    }
    if (write != nullptr) this->StartWrite(write);
    if (finish) End(status);
  }

  void End(const Status& status) {
    const CallParties parties{&context_, call_ ? &call_->permit : nullptr, &request_};
    record_.Finish(*this, status, parties);
  }

  bool HasRoom() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    return broken_ || ready_.size() < kMaxAhead;
  }

  const Backend& backend_;
  const grpc::CallbackServerContext& context_;
  const Request& request_;
  const CallTime time_;
  const CallRecord record_;
  std::optional<Call> call_;  // Set once the request is let in.
  Response last_;             // Put by a request that changes something.

  absl::Mutex mutex_;
  std::deque<Response> ready_ ABSL_GUARDED_BY(mutex_);  // The first is being written.
  bool working_ ABSL_GUARDED_BY(mutex_) = true;
  bool writing_ ABSL_GUARDED_BY(mutex_) = false;
  bool broken_ ABSL_GUARDED_BY(mutex_) = false;  // The client is gone.
  bool finished_ ABSL_GUARDED_BY(mutex_) = false;
  Status status_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace dragoman
