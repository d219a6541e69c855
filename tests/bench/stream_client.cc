#include "tests/bench/stream_client.h"

namespace dragoman {
namespace {

constexpr size_t kUnderWay = 32;

}  // namespace

StreamClient::StreamClient(SharedTally tally, std::shared_ptr<MemoryStub> stub,
                           const std::vector<v1::LookupRequest>& requests, size_t first)
    : tally_(std::move(tally)), stub_(std::move(stub)), requests_(requests), next_(first) {
  ++tally_->running;
}

void StreamClient::Begin() {
  *request_.mutable_options() = requests_[0].options();
  stub_->async()->StreamLookup(&context_, this);
  StartRead(&response_);
  {
    const absl::MutexLock lock(&mutex_);
    WriteMore();
  }
  StartCall();
}

void StreamClient::OnWriteDone(bool ok) {
  const absl::MutexLock lock(&mutex_);
  writing_ = false;
  closed_ |= !ok;
  request_.clear_options();
  WriteMore();
}

void StreamClient::OnReadDone(bool ok) {
  if (!ok) return;
  (response_.has_error() ? tally_->failed : tally_->done) += 1;
  StartRead(&response_);
  const absl::MutexLock lock(&mutex_);
  --under_way_;
  WriteMore();
}

void StreamClient::OnDone(const grpc::Status& status) {
  tally_->failed += !status.ok();
  const SharedTally tally = tally_;  // Once counted out, the client may be gone.
  --tally->running;
  tally->running.notify_all();
}

void StreamClient::WriteMore() {
  if (writing_ || closed_) return;
  if (tally_->ending) {
    closed_ = true;
    StartWritesDone();
  } else if (under_way_ < kUnderWay) {
    writing_ = true;
    ++under_way_;
    *request_.mutable_query() = requests_[next_++ % requests_.size()].query();
    StartWrite(&request_);
  }
}

}  // namespace dragoman
