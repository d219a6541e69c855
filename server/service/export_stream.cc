#include "server/service/export_stream.h"

#include "server/service/convert_transfer.h"
#include "server/service/errors.h"

namespace dragoman {

void ExportStream::Start() {
  StatusOr<Permit> permit = backend_.gate.Admit(context_, RuleOf<v1::ExportRequest>(), request_);
  if (!permit.ok()) return Finish(ToGrpc(permit.status()));
  call_.emplace(backend_, time_.Question(), *std::move(permit));
  if (backend_.requests.TryRun([this] { MakePiece(); })) return;
  Finish(ToGrpc(TooManyRequests(backend_.requests)));
}

void ExportStream::OnWriteDone(bool ok) {
  if (!ok) return Finish(ToGrpc(Error(StatusCode::kCancelled, "the client ended the export")));
  backend_.requests.Run([this] { MakePiece(); });
}

void ExportStream::MakePiece() {
  const Status status = time_.Told(
      time_.IsOver() ? Error(StatusCode::kCancelled, "the client ended the export") : FillNext());
  if (!status.ok()) return Finish(ToGrpc(status));
  if (response_.done()) return StartWriteAndFinish(&response_, {}, grpc::Status::OK);
  StartWrite(&response_);
}

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
