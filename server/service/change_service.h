// The service ChangeService: memories and glossaries followed.
#pragma once

#include "dragoman/v1/change_service.grpc.pb.h"
#include "server/service/watch_stream.h"

namespace dragoman {

// Thread-safe.
class ChangeService final : public v1::ChangeService::CallbackService {
 public:
  explicit ChangeService(const Backend& backend) : backend_(backend) {}

  // Ends the streams, which would end by themselves only when their clients do.
  void EndAll() { watches_.EndAll(); }

 private:
  grpc::ServerWriteReactor<v1::WatchChangesResponse>* WatchChanges(
      grpc::CallbackServerContext*, const v1::WatchChangesRequest*) override;

  const Backend& backend_;
  Watches watches_;
};

}  // namespace dragoman
