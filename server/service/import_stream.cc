#include "server/service/import_stream.h"

#include <algorithm>

#include "server/service/convert_transfer.h"
#include "server/service/errors.h"

namespace dragoman {
namespace {

constexpr size_t kMaxPieceBytes = 1 << 20;

// Bytes that are read between two questions whether the client is there: some hundred entries.
constexpr size_t kStageBytes = 64 << 10;

Status CheckPiece(const v1::ImportRequest& request) {
  if (request.content_case() != v1::ImportRequest::kData) {
    return FieldError("data", "every message after the first must carry bytes of the file");
  }
  if (request.data().size() > kMaxPieceBytes) {
    return FieldError("data", fmt::format("{} bytes; send at most {} in one message",
                                          request.data().size(), kMaxPieceBytes));
  }
  return absl::OkStatus();
}

Status ClientIsGone() { return Error(StatusCode::kCancelled, "the client ended the import"); }

}  // namespace

void ImportStream::OnReadDone(bool ok) {
  if (ok) return backend_.imports.Run([this] { Consume(); });
  Step([this] {
    busy_ = false;
    input_ended_ = true;
  });
}

void ImportStream::OnWriteDone(bool ok) {
  Step([this, ok] {
    writing_ = false;
    broken_ = broken_ || !ok;
  });
}

void ImportStream::OnCancel() {
  Step([this] { broken_ = true; });
}

void ImportStream::Consume() {
  const Status status = time_.Told(time_.IsOver() ? ClientIsGone() : Take(request_));
  Step([this, &status] {
    busy_ = false;
    status_.Update(status);
  });
}

void ImportStream::Complete() {
  const Status status = time_.Told(time_.IsOver() ? ClientIsGone() : import_->Finish());
  Step([this, &status] {
    busy_ = false;
    status_.Update(status);
  });
}

Status ImportStream::Take(const v1::ImportRequest& request) {
  // Rights may be taken while the file comes, so each message is let in by itself; what is in the
  // first one holds for all.
  const bool is_first = import_ == nullptr;
  if (is_first) RETURN_IF_ERROR(record_.CheckEntered());
  ASSIGN_OR_RETURN(permit_, backend_.gate.Admit(context_, RuleOf<v1::ImportRequest>(),
                                                is_first ? request : settings_));
  if (import_ == nullptr) return StartImport(request);
  RETURN_IF_ERROR(CheckPiece(request));
  for (std::string_view rest = request.data(); !rest.empty();) {
    if (time_.IsOver()) return ClientIsGone();
    RETURN_IF_ERROR(import_->Feed(rest.substr(0, kStageBytes)));
    rest.remove_prefix(std::min(rest.size(), kStageBytes));
  }
  return absl::OkStatus();
}

Status ImportStream::StartImport(const v1::ImportRequest& request) {
  if (request.content_case() != v1::ImportRequest::kSettings) {
    return FieldError("settings", "the first message must carry them");
  }
  ASSIGN_OR_RETURN(ImportSettings settings, ImportSettingsOf(request.settings()));
  settings.author = permit_->AuthorIn(settings.parent, settings.author);
  settings.only_author = permit_->is_known() && permit_->On(settings.parent) < Role::kAdmin;
  const Call call(backend_, time_.Question(), *permit_);
  ASSIGN_OR_RETURN(import_, Import::Start(call.registry(), settings));
  settings_ = request;
  return absl::OkStatus();
}

// Notes what happened and starts what can be started; see ItemStream::Step.
template <typename Event>
void ImportStream::Step(const Event& event) {
  Actions actions;
  Status status;
  {
    absl::MutexLock lock(&mutex_);
    event();
    actions = Decide();
    if (actions.finish) status = status_;
  }
  if (actions.write) StartWrite(&response_);
  if (actions.read) StartRead(&request_);
  if (actions.complete) backend_.imports.Run([this] { Complete(); });
  if (actions.finish) End(status);
}

// Records what was imported, in the pool, and finishes.
void ImportStream::End(const Status& status) {
  if (import_ == nullptr) return FinishWith(status);
  backend_.imports.Run([this, status] {
    backend_.gate.Record(context_, RuleOf<v1::ImportRequest>(), *permit_, settings_, response_,
                         status);
    import_.reset();  // Whoever is told of its end may begin its undo at once.
    FinishWith(status);
  });
}

void ImportStream::FinishWith(const Status& status) {
  const CallParties parties{&context_, permit_ ? &*permit_ : nullptr, &settings_};
  record_.Finish(*this, status, parties);
}

ImportStream::Actions ImportStream::Decide() {
  if (finished_) return {};
  if (busy_) return Report();
  if (broken_) {
    status_.Update(ClientIsGone());
    finished_ = !writing_;
    return {.finish = finished_};
  }
  if (input_ended_ && import_ == nullptr) {
    status_.Update(FieldError("settings", "the first message must carry them"));
  }
  return GoOn();
}

// Requires: no read or task is under way, the client is there.
ImportStream::Actions ImportStream::GoOn() {
  const bool reading = phase_ == Phase::kReading && status_.ok() && !input_ended_;
  // The client has to take what was skipped before it may send more.
  if (import_ != nullptr && import_->IsFull()) progress_due_ = true;
  if (reading && import_ != nullptr && import_->IsFull()) return Report();
  if (reading) {
    busy_ = true;
    progress_due_ = true;
    return {.write = Report().write, .read = true};
  }
  if (writing_) return {};
  if (more_skipped_) {
    PutProgress();
    return {.write = true};
  }
  if (phase_ == Phase::kClosing || import_ == nullptr) {
    finished_ = true;
    return {.finish = true};
  }
  if (phase_ == Phase::kProbing && status_.ok()) {
    phase_ = Phase::kCompleting;
    busy_ = true;
    return {.complete = true};
  }
  // The message that probes, or the last one: after an error it says what is on disk.
  phase_ = phase_ == Phase::kReading && status_.ok() ? Phase::kProbing : Phase::kClosing;
  PutProgress();
  return {.write = true};
}

// A message that was taken while the last progress was still on its way is answered once that has
// gone, so that a client which waits for the answer before it sends more never waits in vain.
ImportStream::Actions ImportStream::Report() {
  if (!progress_due_ || writing_ || broken_) return {};
  PutProgress();
  return {.write = true};
}

void ImportStream::PutProgress() {
  progress_due_ = false;
  response_.Clear();
  const ImportProgress progress = import_->TakeProgress();
  more_skipped_ = progress.more_skipped;
  Fill(progress, response_);
  writing_ = true;
}

}  // namespace dragoman
