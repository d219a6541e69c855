// Export: the bytes of a file to the client, made piece by piece as the client takes them.
#pragma once

#include <grpcpp/support/server_callback.h>

#include <memory>
#include <optional>

#include "dragoman/v1/transfer_service.pb.h"
#include "server/engine/transfer.h"
#include "server/service/call.h"

namespace dragoman {

// Owns itself: made with new, deleted by gRPC's OnDone. Needs no lock: a piece is either being made
// or being written.
class ExportStream final : public grpc::ServerWriteReactor<v1::ExportResponse> {
 public:
  ExportStream(const Backend& backend, const grpc::CallbackServerContext& context,
               const v1::ExportRequest& request)
      : backend_(backend),
        context_(context),
        request_(request),
        time_(context, kMostStreamTime),
        record_(backend.calls, RuleOf<v1::ExportRequest>(), CallRecord::Shape::kStream) {}

  void Start();

  void OnWriteDone(bool ok) override;
  void OnDone() override { delete this; }

 private:
  void MakePiece();  // Runs in the pool.
  Status FillNext();
  void End(const Status& status);
  CallParties parties() const { return {&context_, call_ ? &call_->permit : nullptr, &request_}; }

  const Backend& backend_;
  const grpc::CallbackServerContext& context_;
  const v1::ExportRequest& request_;
  const CallTime time_;
  const CallRecord record_;
  std::optional<Call> call_;  // Set once the request is let in.
  std::unique_ptr<Export> export_;
  v1::ExportResponse response_;
};

}  // namespace dragoman
