#include "server/service/resource_calls.h"

#include "server/engine/limits.h"
#include "server/service/convert_concept.h"
#include "server/service/convert_unit.h"
#include "server/service/names.h"
#include "server/service/request.h"

namespace dragoman {
namespace {

constexpr ResourceKind kMemory = ResourceKind::kMemory;
constexpr ResourceKind kGlossary = ResourceKind::kGlossary;

template <typename Message>
Status FillWithFigures(const Call& call, const Resource& resource, Message& message) {
  ASSIGN_OR_RETURN(const ResourceFigures figures,
                   call.registry().Figures(resource.kind, resource.name()));
  Fill(resource, figures, message);
  return absl::OkStatus();
}

// `values` is the message of the new resource; `field` is its name in the request.
template <typename Message>
Status Create(const Call& call, ResourceKind kind, const std::string& id, std::string_view field,
              const Message& values, Message& response) {
  // What was granted on an earlier one of this name is not granted on the new one.
  if (const auto parsed = ParseResourceId(kind, id);
      parsed.ok() && !call.registry().Get(kind, *parsed).ok()) {
    RETURN_IF_ERROR(
        call.backend.access.ForgetResource(fmt::format("{}/{}", CollectionOf(kind), *parsed)));
  }
  StatusOr<Resource> made =
      call.backend.registry.Create(kind, id, values.display_name(), values.description());
  if (!made.ok()) {
    const std::string wrong = FieldOf(made.status());
    const bool of_values = wrong == "display_name" || wrong == "description";
    return of_values ? WithFieldPrefix(field, made.status()) : made.status();
  }
  return FillWithFigures(call, *made, response);
}

template <typename Message>
Status Get(const Call& call, ResourceKind kind, const std::string& name, Message& response) {
  ASSIGN_OR_RETURN(const std::string full, ParseResourceName(kind, "name", name));
  ASSIGN_OR_RETURN(const Resource resource, call.registry().Get(kind, full));
  return FillWithFigures(call, resource, response);
}

// Adds one page to `messages` and sets the token of the next one.
template <typename Request, typename Message>
Status List(const Call& call, ResourceKind kind, const Request& request,
            google::protobuf::RepeatedPtrField<Message>& messages, std::string* next_token) {
  ASSIGN_OR_RETURN(const size_t size,
                   PageSizeOf("page_size", request.page_size(), kDefaultPageSize));
  ASSIGN_OR_RETURN(const std::string from,
                   ParsePageToken(CollectionOf(kind), request.page_token()));
  const ResourcePage page = call.registry().List(kind, from, size);
  for (const Resource& resource : page.resources) {
    const auto figures = call.registry().Figures(kind, resource.name());
    if (figures.ok()) Fill(resource, *figures, *messages.Add());  // Else it was deleted just then.
  }
  if (page.next) *next_token = FormatPageToken(CollectionOf(kind), *page.next);
  return absl::OkStatus();
}

// `field` is the name of `values` in the request.
template <typename Message>
Status Update(const Call& call, ResourceKind kind, std::string_view field, const Message& values,
              const google::protobuf::FieldMask& mask, Message& response) {
  ASSIGN_OR_RETURN(const std::string name,
                   ParseResourceName(kind, fmt::format("{}.name", field), values.name()));
  ASSIGN_OR_RETURN(const Revision etag, ParseEtag(fmt::format("{}.etag", field), values.etag()));
  ASSIGN_OR_RETURN(const FieldSet fields, FieldSet::Parse(mask, {"display_name", "description"}));
  ResourceEdit edit;
  if (fields.Has("display_name")) edit.display_name = values.display_name();
  if (fields.Has("description")) edit.description = values.description();
  const StatusOr<Resource> updated = call.backend.registry.Update(kind, name, etag, edit);
  if (!updated.ok()) return WithFieldPrefix(field, updated.status());
  return FillWithFigures(call, *updated, response);
}

template <typename Request>
Status Delete(const Call& call, ResourceKind kind, const Request& request) {
  ASSIGN_OR_RETURN(const std::string name, ParseResourceName(kind, "name", request.name()));
  ASSIGN_OR_RETURN(const Revision etag, ParseEtag("etag", request.etag()));
  RETURN_IF_ERROR(call.backend.registry.Delete(kind, name, etag));
  return call.backend.access.ForgetResource(name);
}

}  // namespace

Status CreateMemory(const Call& call, const v1::CreateMemoryRequest& request,
                    v1::Memory& response) {
  return Create(call, kMemory, request.memory_id(), "memory", request.memory(), response);
}

Status GetMemory(const Call& call, const v1::GetMemoryRequest& request, v1::Memory& response) {
  return Get(call, kMemory, request.name(), response);
}

Status ListMemories(const Call& call, const v1::ListMemoriesRequest& request,
                    v1::ListMemoriesResponse& response) {
  return List(call, kMemory, request, *response.mutable_memories(),
              response.mutable_next_page_token());
}

Status UpdateMemory(const Call& call, const v1::UpdateMemoryRequest& request,
                    v1::Memory& response) {
  return Update(call, kMemory, "memory", request.memory(), request.update_mask(), response);
}

Status DeleteMemory(const Call& call, const v1::DeleteMemoryRequest& request,
                    google::protobuf::Empty&) {
  return Delete(call, kMemory, request);
}

Status CreateGlossary(const Call& call, const v1::CreateGlossaryRequest& request,
                      v1::Glossary& response) {
  return Create(call, kGlossary, request.glossary_id(), "glossary", request.glossary(), response);
}

Status GetGlossary(const Call& call, const v1::GetGlossaryRequest& request,
                   v1::Glossary& response) {
  return Get(call, kGlossary, request.name(), response);
}

Status ListGlossaries(const Call& call, const v1::ListGlossariesRequest& request,
                      v1::ListGlossariesResponse& response) {
  return List(call, kGlossary, request, *response.mutable_glossaries(),
              response.mutable_next_page_token());
}

Status UpdateGlossary(const Call& call, const v1::UpdateGlossaryRequest& request,
                      v1::Glossary& response) {
  return Update(call, kGlossary, "glossary", request.glossary(), request.update_mask(), response);
}

Status DeleteGlossary(const Call& call, const v1::DeleteGlossaryRequest& request,
                      google::protobuf::Empty&) {
  return Delete(call, kGlossary, request);
}

}  // namespace dragoman
