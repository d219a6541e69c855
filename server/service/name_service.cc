#include "server/service/name_service.h"

#include "server/service/name_calls.h"
#include "server/service/unary.h"

namespace dragoman {

grpc::ServerUnaryReactor* NameService::FindName(grpc::CallbackServerContext* context,
                                                const v1::FindNameRequest* request,
                                                v1::FindNameResponse* response) {
  return RunUnary(backend_, context, request, response, FindSpellings);
}

}  // namespace dragoman
