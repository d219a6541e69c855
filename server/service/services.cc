#include "server/service/services.h"

#include "dragoman/v1/access_service.pb.h"
#include "dragoman/v1/admin_service.pb.h"
#include "dragoman/v1/backup_service.pb.h"
#include "dragoman/v1/change_service.pb.h"
#include "dragoman/v1/check_service.pb.h"
#include "dragoman/v1/document_service.pb.h"
#include "dragoman/v1/glossary_service.pb.h"
#include "dragoman/v1/memory_service.pb.h"
#include "dragoman/v1/name_service.pb.h"
#include "dragoman/v1/transfer_service.pb.h"

namespace dragoman {
namespace {

namespace pb = google::protobuf;

// Each by a message of its file, without which the linker may leave the file out.
std::vector<const pb::ServiceDescriptor*> FindServices() {
  std::vector<const pb::ServiceDescriptor*> services;
  for (const pb::Descriptor* message :
       {v1::LookupRequest::descriptor(), v1::WriteConceptsRequest::descriptor(),
        v1::ImportRequest::descriptor(), v1::RenderDocumentRequest::descriptor(),
        v1::FindNameRequest::descriptor(), v1::GetStatusRequest::descriptor(),
        v1::WhoAmIRequest::descriptor(), v1::CheckTranslationRequest::descriptor(),
        v1::CreateBackupRequest::descriptor(), v1::WatchChangesRequest::descriptor()}) {
    for (int i = 0; i < message->file()->service_count(); ++i) {
      services.push_back(message->file()->service(i));
    }
  }
  return services;
}

}  // namespace

const std::vector<const pb::ServiceDescriptor*>& AllServices() {
  static const auto services = FindServices();
  return services;
}

}  // namespace dragoman
