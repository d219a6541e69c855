#include "server/service/render_stream.h"

#include "server/service/convert_lookup.h"
#include "server/service/errors.h"

namespace dragoman {
namespace {

Status ClientIsGone() { return Error(StatusCode::kCancelled, "the client ended the rendering"); }

}  // namespace

void RenderStream::Start() {
  if (!backend_.documents.TryRun([this] { Render(); })) Finish(ToGrpc(TooManyRequests()));
}

void RenderStream::OnWriteDone(bool ok) {
  Step([this, ok] {
    writing_ = false;
    ready_.pop_front();
    broken_ = broken_ || !ok;
  });
}

void RenderStream::OnCancel() {
  Step([this] { broken_ = true; });
}

void RenderStream::Render() {
  const Status status = RenderAll();
  Step([this, &status] {
    working_ = false;
    status_ = status;
  });
}

Status RenderStream::RenderAll() {
  ASSIGN_OR_RETURN(const RenderOptions options, RenderOptionsOf(request_));
  return RenderDocument(backend_.registry, options, request_.text(), CancelledOf(context_),
                        [this](const RenderedSegment& segment) { return Put(segment); });
}

// Hands a segment to the writer once there is room for it.
Status RenderStream::Put(const RenderedSegment& segment) {
  v1::RenderedSegment message;
  Fill(segment, request_.text(), message);
  {
    absl::MutexLock lock(&mutex_);
    const absl::Condition has_room(this, &RenderStream::HasRoom);
    if (!mutex_.AwaitWithTimeout(has_room, kPatience)) {
      return Error(StatusCode::kDeadlineExceeded,
                   "the client took no segment for {} s; read the stream as it comes",
                   absl::ToInt64Seconds(kPatience));
    }
    if (broken_) return ClientIsGone();
  }
  Step([this, &message] { ready_.push_back(std::move(message)); });
  return absl::OkStatus();
}

// Notes what happened and starts what can be started; see ItemStream::Step.
template <typename Event>
void RenderStream::Step(const Event& event) {
  const v1::RenderedSegment* write = nullptr;
  bool finish = false;
  grpc::Status status;
  {
    absl::MutexLock lock(&mutex_);
    event();
    if (broken_ && !writing_) ready_.clear();
    if (!writing_ && !ready_.empty()) {
      write = &ready_.front();
      writing_ = true;
    }
    if (!working_ && !writing_ && !finished_) finish = finished_ = true;
    if (finish) status = ToGrpc(status_);
  }
  if (write != nullptr) StartWrite(write);
  if (finish) Finish(status);
}

}  // namespace dragoman
