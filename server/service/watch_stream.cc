#include "server/service/watch_stream.h"

#include <utility>

#include "server/engine/transfer.h"
#include "server/service/convert_concept.h"
#include "server/service/convert_unit.h"
#include "server/service/errors.h"
#include "server/service/names.h"
#include "server/service/request.h"

namespace dragoman {
namespace {

// After which a response is sent though its revision has more: clients take 4 MiB at least.
constexpr size_t kManyBytes = 1 << 20;

void FillEntry(const ChangedEntry& entry, const std::string& resource, v1::ChangedEntry& message) {
  message.set_name(entry.unit_id != 0 ? FormatUnitName(resource, entry.unit_id)
                                      : FormatConceptName(resource, entry.concept_id));
  if (entry.unit) {
    Fill(*entry.unit, resource, *message.mutable_unit());
  } else if (entry.entry) {
    Fill(*entry.entry, resource, {}, *message.mutable_glossary_concept());
  } else {
    message.set_deleted(true);
  }
}

v1::WatchChangesResponse HeadOf(const Change& change, Revision newest) {
  v1::WatchChangesResponse response;
  response.set_revision(change.revision);
  if (change.micros != 0) *response.mutable_change_time() = TimestampOf(change.micros);
  response.set_batch_id(change.batch_id);
  response.set_newest_revision(newest);
  return response;
}

void AddResponses(const Change& change, Revision newest, const std::string& resource,
                  std::deque<v1::WatchChangesResponse>& responses) {
  responses.push_back(HeadOf(change, newest));
  size_t bytes = 0;
  for (const ChangedEntry& entry : change.entries) {
    if (bytes >= kManyBytes) {
      responses.back().set_partial(true);
      responses.push_back(HeadOf(change, newest));
      bytes = 0;
    }
    v1::ChangedEntry& message = *responses.back().add_entries();
    FillEntry(entry, resource, message);
    bytes += message.ByteSizeLong();
  }
}

Status Stopping() {
  return Error(StatusCode::kUnavailable,
               "the server is stopping; watch again from the last revision you have");
}

}  // namespace

void Watches::EndAll() {
  const absl::MutexLock lock(&mutex_);
  ended_ = true;
  for (WatchStream* stream : streams_) stream->End(Stopping());
}

Status Watches::Add(WatchStream* stream) {
  const absl::MutexLock lock(&mutex_);
  if (ended_) return Stopping();
  if (streams_.size() >= kMaxStreams) {
    return Error(StatusCode::kResourceExhausted,
                 "{} streams of changes are open, which is the most; try again later", kMaxStreams);
  }
  streams_.insert(stream);
  return absl::OkStatus();
}

void Watches::Remove(WatchStream* stream) {
  const absl::MutexLock lock(&mutex_);
  streams_.erase(stream);
}

WatchStream::~WatchStream() {
  watch_.reset();
  watches_.Remove(this);
}

void WatchStream::Start() {
  Status opened = watches_.Add(this);
  if (opened.ok()) opened = Open();
  if (!opened.ok()) return End(std::move(opened));
  watch_ = feed_->Watch([this] { Step([this] { changed_ = true; }); });
  Step([] {});
}

Status WatchStream::CheckAdmitted() const {
  return backend_.gate.Admit(context_, RuleOf<v1::WatchChangesRequest>(), request_).status();
}

Status WatchStream::Open() {
  RETURN_IF_ERROR(CheckAdmitted());
  ASSIGN_OR_RETURN(const ResourceKind kind, KindOfParent(request_.parent()));
  ASSIGN_OR_RETURN(const std::string name, ParseResourceName(kind, "parent", request_.parent()));
  ASSIGN_OR_RETURN(feed_, backend_.registry.Changes(kind, name));
  ASSIGN_OR_RETURN(const Revision head, feed_->Head());
  revision_ = request_.has_after_revision() ? request_.after_revision() : head;
  v1::WatchChangesResponse first;
  first.set_revision(revision_);
  first.set_newest_revision(head);
  const absl::MutexLock lock(&mutex_);
  ready_.push_back(std::move(first));
  return absl::OkStatus();
}

void WatchStream::End(Status status) {
  Step([this, &status] {
    if (!ending_) status_ = std::move(status);
    ending_ = true;
  });
}

void WatchStream::OnWriteDone(bool ok) {
  Step([this, ok] {
    writing_ = false;
    ready_.pop_front();
    ending_ = ending_ || !ok;
  });
}

void WatchStream::OnCancel() { End(absl::OkStatus()); }

void WatchStream::ReadChanges() {
  StatusOr<ChangePage> page = NextPage();
  if (!page.ok()) {
    return Step([this, &page] {
      reading_ = false;
      ending_ = true;
      status_ = page.status();
    });
  }
  Send(*page);
}

// Rights may have been taken; what is gone has another log, or none.
StatusOr<ChangePage> WatchStream::NextPage() const {
  RETURN_IF_ERROR(CheckAdmitted());
  const Resource& watched = feed_->resource();
  ASSIGN_OR_RETURN(const Resource present, backend_.registry.Get(watched.kind, watched.id));
  if (present.shard_number != watched.shard_number) {
    return Error(StatusCode::kNotFound, "{} was deleted and made anew", watched.name());
  }
  return feed_->Read(revision_);
}

void WatchStream::Send(const ChangePage& page) {
  std::deque<v1::WatchChangesResponse> responses;
  for (const Change& change : page.changes) {
    AddResponses(change, page.head, feed_->resource().name(), responses);
  }
  const Revision said = page.changes.empty() ? revision_ : page.changes.back().revision;
  revision_ = page.revision;
  if (revision_ > said) responses.push_back(HeadOf({.revision = page.revision}, page.head));
  Step([this, &page, &responses] {
    reading_ = false;
    changed_ = changed_ || page.revision < page.head;
    for (v1::WatchChangesResponse& response : responses) ready_.push_back(std::move(response));
  });
}

template <typename Event>
void WatchStream::Step(const Event& event) {
  const v1::WatchChangesResponse* write = nullptr;
  bool read = false;
  bool finish = false;
  Status status;
  {
    absl::MutexLock lock(&mutex_);
    event();
    if (ending_ && !writing_) ready_.clear();
    if (!writing_ && !ready_.empty()) {
      write = &ready_.front();
      writing_ = true;
    }
    // Read on only when the client has taken what was read.
    if (changed_ && !reading_ && !ending_ && ready_.empty()) {
      changed_ = false;
      read = reading_ = true;
    }
    if (ending_ && !reading_ && !writing_ && !finished_) finish = finished_ = true;
    if (finish) status = status_;
  }
  if (write != nullptr) StartWrite(write);
  if (read) backend_.requests.Run([this] { ReadChanges(); });
  if (finish) record_.Finish(*this, status, {&context_, nullptr, &request_});
}

}  // namespace dragoman
