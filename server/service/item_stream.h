// A stream of requests that are answered one by one: requests are worked on in parallel, a few
// ahead of the client, and answered in their order. The base of StreamLookup and
// StreamRecogniseTerms.
//
// Back-pressure: at most kMaxAhead requests are between read and written, so a client that does not
// read its answers is not read from either. No thread waits for the client.
#pragma once

#include <absl/synchronization/mutex.h>
#include <grpcpp/support/server_callback.h>

#include <deque>
#include <functional>
#include <memory>
#include <utility>

#include "server/service/call.h"
#include "server/service/errors.h"

namespace dragoman {

// Thread-safe. Owns itself: made with new, deleted by gRPC's OnDone.
template <typename Request, typename Response>
class ItemStream : public grpc::ServerBidiReactor<Request, Response> {
 public:
  ItemStream(const Backend& backend, const grpc::CallbackServerContext& context)
      : backend_(backend),
        context_(context),
        record_(backend.calls, RuleOf<Request>(), CallRecord::Shape::kStream) {}

  ~ItemStream() override { backend_.calls.under_way.Forget(this); }

  // Begins to read; called once, when the derived object is complete.
  void Start() {
    this->StartRead(&request_);
    backend_.calls.under_way.Listen(this, [this] { Stop(); });
    if (!record_.CheckEntered().ok()) Stop();
  }

  void OnReadDone(bool ok) final {
    if (ok) TakeRequest();
    Step([this, ok] {
      reading_ = false;
      input_ended_ = input_ended_ || !ok;
    });
  }

  void OnWriteDone(bool ok) final {
    Step([this, ok] {
      writing_ = false;
      items_.pop_front();
      broken_ = broken_ || !ok;
    });
  }

  void OnCancel() final {
    Step([this] { broken_ = true; });
  }

  void OnDone() final { delete this; }

 protected:
  // Fills the answer to one request: in a thread of the pool, or at once if it is quick and the
  // thread can be spared.
  struct Work {
    std::function<void(Response&)> fill;
    Pace pace = Pace::kAny;
  };

  // Takes a request that was let in, in the order they came, in a thread of the network. Returns
  // the work to do, or none when the request gets no answer; an error ends the stream after the
  // answers to the requests before.
  virtual StatusOr<Work> Accept(const Call& call, Request request) = 0;

 private:
  static constexpr size_t kMaxAhead = 16;

  // Answers what was read and reads no more, though the client may have nothing to say for hours:
  // the read that is under way ends with the stream.
  void Stop() {
    Step([this] {
      input_ended_ = stopping_ = true;
      if (status_.ok()) status_ = ServerStops();
    });
  }

  struct Item {
    Response response;
    bool ready = false;
  };
  struct Actions {
    Response* write = nullptr;
    // At once after it: both may go in one packet. Never with the first, which carries the headers:
    // gRPC 1.51 does not finish such a write before something else makes the connection write.
    bool more_to_write = false;
    bool read = false;
    bool finish = false;
  };

  // Rights may be taken while a stream is open, so each request is let in by itself.
  StatusOr<Work> Admitted(Request request) {
    if (backend_.calls.under_way.is_stopping()) return ServerStops();
    ASSIGN_OR_RETURN(Permit permit, backend_.gate.Admit(context_, RuleOf<Request>(), request));
    const CallTime time(context_, kMostUnaryTime);
    const Call call(backend_, time.Question(), std::move(permit));
    return Accept(call, std::move(request));
  }

  void TakeRequest() {
    StatusOr<Work> work = Admitted(std::exchange(request_, Request()));
    std::shared_ptr<Item> item;
    {
      absl::MutexLock lock(&mutex_);
      if (finished_) return;  // The server stops: this came too late to be answered.
      if (!work.ok()) {
        input_ended_ = true;
        status_ = work.status();
      } else if (work->fill) {
        item = items_.emplace_back(std::make_shared<Item>());
        ++working_;
      }
    }
    if (item == nullptr) return;
    if (work->pace == Pace::kQuick) return Answer(*work, *item);
    backend_.requests.Run([this, item, work = *std::move(work)] { Answer(work, *item); });
  }

  void Answer(const Work& work, Item& item) {
    if (!context_.IsCancelled()) work.fill(item.response);
    Step([this, &item] {
      item.ready = true;
      --working_;
    });
  }

  // Notes what happened and starts what can be started. What is under way is noted under the lock,
  // so that the stream cannot end before this returns from the last operation it starts.
  template <typename Event>
  void Step(const Event& event) {
    Actions actions;
    Status status;
    {
      absl::MutexLock lock(&mutex_);
      event();
      actions = Decide();
      if (actions.finish) status = status_;
    }
    if (actions.write != nullptr) {
      grpc::WriteOptions options;
      if (actions.more_to_write) options.set_buffer_hint();
      this->StartWrite(actions.write, options);
    }
    if (actions.read) this->StartRead(&request_);
    if (actions.finish) record_.Finish(*this, status, {&context_});
  }

  Actions Decide() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    Actions actions;
    if (broken_) GiveUp();
    if (!writing_ && !items_.empty() && items_.front()->ready) {
      actions.write = &items_.front()->response;
      actions.more_to_write = answered_ && items_.size() > 1 && items_[1]->ready;
      writing_ = answered_ = true;
    }
    if (!reading_ && !input_ended_ && items_.size() < kMaxAhead) actions.read = reading_ = true;
    const bool idle = (!reading_ || stopping_) && !writing_ && working_ == 0;
    if (input_ended_ && items_.empty() && idle && !finished_) actions.finish = finished_ = true;
    return actions;
  }

  // The client is gone: nothing more is read or written.
  void GiveUp() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    input_ended_ = true;
    if (status_.ok()) status_ = Error(StatusCode::kCancelled, "the client ended the stream");
    while (!writing_ && !items_.empty() && items_.front()->ready) items_.pop_front();
  }

  const Backend& backend_;
  const grpc::CallbackServerContext& context_;
  const CallRecord record_;
  Request request_;  // Of the read under way.
  absl::Mutex mutex_;
  std::deque<std::shared_ptr<Item>> items_ ABSL_GUARDED_BY(mutex_);  // The first is being written.
  size_t working_ ABSL_GUARDED_BY(mutex_) = 0;
  bool reading_ ABSL_GUARDED_BY(mutex_) = true;  // Start begins with a read.
  bool writing_ ABSL_GUARDED_BY(mutex_) = false;
  bool answered_ ABSL_GUARDED_BY(mutex_) = false;  // The first answer has been sent on its way.
  bool input_ended_ ABSL_GUARDED_BY(mutex_) = false;
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;  // As the server does.
  bool broken_ ABSL_GUARDED_BY(mutex_) = false;
  bool finished_ ABSL_GUARDED_BY(mutex_) = false;
  Status status_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace dragoman
