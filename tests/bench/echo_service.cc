// Adds the empty call to every gRPC server of this program. Linked with the sources of dragomand,
// it makes a server in which lookups and empty calls share process, threads and connections.
#include <grpcpp/impl/server_builder_plugin.h>
#include <grpcpp/impl/server_initializer.h>
#include <grpcpp/server_builder.h>

#include <memory>

#include "echo.grpc.pb.h"

namespace dragoman {
namespace {

class EchoService final : public bench::v1::EchoService::CallbackService {
 private:
  grpc::ServerUnaryReactor* Echo(grpc::CallbackServerContext* context,
                                 const bench::v1::EchoRequest* request,
                                 bench::v1::EchoResponse* response) override {
    response->set_payload(request->payload());
    grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
    reactor->Finish(grpc::Status::OK);
    return reactor;
  }
};

// The way by which gRPC's own reflection service gets into a server.
class EchoPlugin final : public grpc::ServerBuilderPlugin {
 public:
  std::string name() override { return "echo"; }
  void InitServer(grpc::ServerInitializer* server) override { server->RegisterService(service_); }
  void Finish(grpc::ServerInitializer*) override {}
  void ChangeArguments(const std::string&, void*) override {}

 private:
  std::shared_ptr<EchoService> service_ = std::make_shared<EchoService>();
};

std::unique_ptr<grpc::ServerBuilderPlugin> NewEchoPlugin() {
  return std::make_unique<EchoPlugin>();
}

[[maybe_unused]] const bool kAdded = [] {
  grpc::ServerBuilder::InternalAddPluginFactory(&NewEchoPlugin);
  return true;
}();

}  // namespace
}  // namespace dragoman
