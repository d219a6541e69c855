#include "server/service/check_service.h"

#include "server/service/check_calls.h"
#include "server/service/consistency_stream.h"
#include "server/service/unary.h"

namespace dragoman {

grpc::ServerUnaryReactor* CheckService::CheckTranslation(grpc::CallbackServerContext* context,
                                                         const v1::CheckTranslationRequest* request,
                                                         v1::CheckTranslationResponse* response) {
  return RunUnary(backend_, context, request, response, FindFaults);
}

grpc::ServerWriteReactor<v1::ReportConsistencyResponse>* CheckService::ReportConsistency(
    grpc::CallbackServerContext* context, const v1::ReportConsistencyRequest* request) {
  auto* stream = new ConsistencyStream(backend_, *context, *request);
  stream->Start();
  return stream;
}

grpc::ServerUnaryReactor* CheckService::ListCheckRules(grpc::CallbackServerContext* context,
                                                       const v1::ListCheckRulesRequest* request,
                                                       v1::ListCheckRulesResponse* response) {
  return RunUnary(backend_, context, request, response, ListRules);
}

}  // namespace dragoman
