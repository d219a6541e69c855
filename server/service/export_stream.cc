#include "server/service/export_stream.h"

#include "server/service/convert_transfer.h"
#include "server/service/errors.h"

namespace dragoman {

void ExportStream::Start() {
  StatusOr<Permit> permit =
      AdmitCall(backend_, record_, context_, RuleOf<v1::ExportRequest>(), request_);
  if (!permit.ok()) return End(permit.status());
  call_.emplace(backend_, time_.Question(), *std::move(permit));
  if (backend_.requests.TryRun([this] { MakePiece(); })) return;
  End(TooManyRequests(backend_.requests));
}

void ExportStream::OnWriteDone(bool ok) {
  if (!ok) return End(Error(StatusCode::kCancelled, "the client ended the export"));
  backend_.requests.Run([this] { MakePiece(); });
}

void ExportStream::MakePiece() {
  const Status status = time_.Told(
      time_.IsOver() ? Error(StatusCode::kCancelled, "the client ended the export") : FillNext());
  if (!status.ok()) return End(status);
  if (response_.done()) {
    return record_.End(status, parties(), [this](const grpc::Status& sent) {
      StartWriteAndFinish(&response_, {}, sent);
    });
  }
  StartWrite(&response_);
}

void ExportStream::End(const Status& status) { record_.Finish(*this, status, parties()); }

Status ExportStream::FillNext() {
  if (export_ == nullptr) {
    ASSIGN_OR_RETURN(const ExportSettings settings, ExportSettingsOf(request_));
    ASSIGN_OR_RETURN(export_, Export::Start(call_->registry(), settings));
  }
  ASSIGN_OR_RETURN(ExportPiece piece, export_->Next());
  response_.Clear();
  Fill(std::move(piece), response_);
  return absl::OkStatus();
}

}  // namespace dragoman
