#include "tests/bench/stream_client.h"

#include <algorithm>

namespace dragoman {
namespace {

constexpr size_t kSingleUnderWay = 32;
constexpr size_t kSeveralUnderWay = 4;

uint64_t ErrorsIn(const v1::StreamLookupResponse& response) {
  const auto& answers = response.answers();
  return static_cast<uint64_t>(response.has_error()) +
         static_cast<uint64_t>(std::count_if(answers.begin(), answers.end(),
                                             [](const auto& one) { return one.has_error(); }));
}

}  // namespace

StreamClient::StreamClient(SharedTally tally, std::shared_ptr<MemoryStub> stub,
                           const std::vector<v1::LookupRequest>& requests, size_t first,
                           size_t per_message)
    : tally_(std::move(tally)),
      stub_(std::move(stub)),
      requests_(requests),
      per_message_(per_message),
      next_(first) {
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
  const uint64_t errors = ErrorsIn(response_);
  tally_->failed += errors;
  tally_->done += per_message_ - errors;
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

void StreamClient::FillRequest() {
  const auto next = [this]() -> const v1::LookupQuery& {
    return requests_[next_++ % requests_.size()].query();
  };
  if (per_message_ == 1) {
    *request_.mutable_query() = next();
    return;
  }
  request_.clear_queries();
  for (size_t i = 0; i < per_message_; ++i) *request_.add_queries() = next();
}

void StreamClient::WriteMore() {
  if (writing_ || closed_) return;
  if (tally_->ending) {
    closed_ = true;
    StartWritesDone();
  } else if (under_way_ < (per_message_ > 1 ? kSeveralUnderWay : kSingleUnderWay)) {
    writing_ = true;
    ++under_way_;
    FillRequest();
    StartWrite(&request_);
  }
}

}  // namespace dragoman
