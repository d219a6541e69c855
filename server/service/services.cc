#include "server/service/services.h"

#include "dragoman/v1/access_service.grpc.pb.h"
#include "dragoman/v1/admin_service.grpc.pb.h"
#include "dragoman/v1/backup_service.grpc.pb.h"
#include "dragoman/v1/change_service.grpc.pb.h"
#include "dragoman/v1/check_service.grpc.pb.h"
#include "dragoman/v1/document_service.grpc.pb.h"
#include "dragoman/v1/glossary_service.grpc.pb.h"
#include "dragoman/v1/memory_service.grpc.pb.h"
#include "dragoman/v1/name_service.grpc.pb.h"
#include "dragoman/v1/transfer_service.grpc.pb.h"

namespace dragoman {

const std::vector<const google::protobuf::ServiceDescriptor*>& AllServices() {
  static const auto services = [] {
    std::vector<const google::protobuf::ServiceDescriptor*> found;
    for (const char* name :
         {v1::MemoryService::service_full_name(), v1::GlossaryService::service_full_name(),
          v1::TransferService::service_full_name(), v1::DocumentService::service_full_name(),
          v1::NameService::service_full_name(), v1::AdminService::service_full_name(),
          v1::AccessService::service_full_name(), v1::CheckService::service_full_name(),
          v1::BackupService::service_full_name(), v1::ChangeService::service_full_name()}) {
      found.push_back(google::protobuf::DescriptorPool::generated_pool()->FindServiceByName(name));
    }
    return found;
  }();
  return services;
}

}  // namespace dragoman
