#include "server/service/change_service.h"

namespace dragoman {

grpc::ServerWriteReactor<v1::WatchChangesResponse>* ChangeService::WatchChanges(
    grpc::CallbackServerContext* context, const v1::WatchChangesRequest* request) {
  auto* stream = new WatchStream(backend_, watches_, *context, *request);
  stream->Start();
  return stream;
}

}  // namespace dragoman
