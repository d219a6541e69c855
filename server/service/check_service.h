// The service CheckService.
#pragma once

#include "dragoman/v1/check_service.grpc.pb.h"
#include "server/service/call.h"

namespace dragoman {

// Thread-safe.
class CheckService final : public v1::CheckService::CallbackService {
 public:
  explicit CheckService(const Backend& backend) : backend_(backend) {}

 private:
  grpc::ServerUnaryReactor* CheckTranslation(grpc::CallbackServerContext*,
                                             const v1::CheckTranslationRequest*,
                                             v1::CheckTranslationResponse*) override;
  grpc::ServerUnaryReactor* ListCheckRules(grpc::CallbackServerContext*,
                                           const v1::ListCheckRulesRequest*,
                                           v1::ListCheckRulesResponse*) override;
  grpc::ServerWriteReactor<v1::ReportConsistencyResponse>* ReportConsistency(
      grpc::CallbackServerContext*, const v1::ReportConsistencyRequest*) override;

  const Backend& backend_;
};

}  // namespace dragoman
