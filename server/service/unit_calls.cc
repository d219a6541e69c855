#include "server/service/unit_calls.h"

#include "server/engine/checks.h"
#include "server/engine/limits.h"
#include "server/engine/unit_keys.h"
#include "server/service/convert_unit.h"
#include "server/service/names.h"
#include "server/service/page_budget.h"
#include "server/service/request.h"

namespace dragoman {
namespace {

StatusOr<std::shared_ptr<MemoryShard>> MemoryOf(const Call& call, std::string_view field,
                                                std::string_view name) {
  ASSIGN_OR_RETURN(const std::string full, ParseResourceName(ResourceKind::kMemory, field, name));
  return call.registry().Memory(full);
}

StatusOr<std::vector<UnitWrite>> UnitWritesOf(const Call& call, std::string_view memory,
                                              const v1::WriteUnitsRequest& request) {
  if (request.units().empty() || static_cast<size_t>(request.units_size()) > kMaxWriteEntries) {
    return FieldError("units", fmt::format("{} given; a write takes 1 to {}", request.units_size(),
                                           kMaxWriteEntries));
  }
  std::vector<UnitWrite> writes;
  for (int i = 0; i < request.units_size(); ++i) {
    StatusOr<UnitWrite> write = UnitWriteOf(request.units(i));
    if (!write.ok()) return WithFieldPrefix(fmt::format("units[{}]", i), write.status());
    write->unit.author = call.permit.AuthorIn(memory, write->unit.author);
    writes.push_back(*std::move(write));
  }
  return writes;
}

// Sets the author of a unit whose fields were updated: the caller, where it is known by name.
void SetAuthor(const Permit& permit, std::string_view memory, const FieldSet& fields, Unit& unit) {
  const bool is_written = fields.Has("author") || fields.Has("variants");
  if (!permit.is_known() || !is_written) return;
  unit.author = permit.AuthorIn(memory, fields.Has("author") ? unit.author : "");
}

// Returns the edit that puts the fields of the message into a stored unit.
MemoryShard::Edit EditOf(const Permit& permit, std::string_view memory, const v1::Unit& message,
                         const FieldSet& fields) {
  return [&permit, memory, &message, &fields](Unit& unit) -> Status {
    RETURN_IF_ERROR(WithFieldPrefix("unit", SetUnitFields(message, fields, unit)));
    SetAuthor(permit, memory, fields, unit);
    RETURN_IF_ERROR(WithFieldPrefix("unit", CheckUnit(unit)));
    SortVariants(unit);
    return absl::OkStatus();
  };
}

}  // namespace

Status WriteUnits(const Call& call, const v1::WriteUnitsRequest& request,
                  v1::WriteUnitsResponse& response) {
  ASSIGN_OR_RETURN(const auto memory, MemoryOf(call, "parent", request.parent()));
  ASSIGN_OR_RETURN(const WritePolicy policy, WritePolicyOf(request.policy()));
  ASSIGN_OR_RETURN(const WriteContext context, WriteContextOf(request, request.request_id()));
  ASSIGN_OR_RETURN(const std::vector<UnitWrite> writes,
                   UnitWritesOf(call, memory->name(), request));
  StatusOr<UnitWriteReport> report = request.validate_only()
                                         ? memory->DryRun(writes, policy, *memory->NewDraft())
                                         : memory->Write(writes, policy, context);
  RETURN_IF_ERROR(report.status());
  Fill(*report, memory->name(), response);
  return absl::OkStatus();
}

Status GetUnit(const Call& call, const v1::GetUnitRequest& request, v1::Unit& response) {
  ASSIGN_OR_RETURN(const UnitName name, ParseUnitName("name", request.name()));
  ASSIGN_OR_RETURN(const auto memory, call.registry().Memory(name.memory));
  ASSIGN_OR_RETURN(const Unit unit, memory->Get(name.unit));
  Fill(unit, memory->name(), response);
  return absl::OkStatus();
}

Status UpdateUnit(const Call& call, const v1::UpdateUnitRequest& request, v1::Unit& response) {
  ASSIGN_OR_RETURN(const UnitName name, ParseUnitName("unit.name", request.unit().name()));
  ASSIGN_OR_RETURN(const Revision etag, ParseEtag("unit.etag", request.unit().etag()));
  ASSIGN_OR_RETURN(const FieldSet fields, UnitFieldsOf(request.update_mask()));
  ASSIGN_OR_RETURN(const WriteContext context, WriteContextOf(request, request.request_id()));
  ASSIGN_OR_RETURN(const auto memory, call.registry().Memory(name.memory));
  const StatusOr<Unit> unit = memory->Update(
      name.unit, etag, EditOf(call.permit, name.memory, request.unit(), fields), context);
  if (FieldOf(unit.status()) == "etag") return WithFieldPrefix("unit", unit.status());
  RETURN_IF_ERROR(unit.status());
  Fill(*unit, memory->name(), response);
  return absl::OkStatus();
}

Status DeleteUnit(const Call& call, const v1::DeleteUnitRequest& request,
                  google::protobuf::Empty&) {
  ASSIGN_OR_RETURN(const UnitName name, ParseUnitName("name", request.name()));
  ASSIGN_OR_RETURN(const Revision etag, ParseEtag("etag", request.etag()));
  ASSIGN_OR_RETURN(const WriteContext context, WriteContextOf(request, request.request_id()));
  ASSIGN_OR_RETURN(const auto memory, call.registry().Memory(name.memory));
  return memory->Delete(name.unit, etag, context);
}

Status ListUnits(const Call& call, const v1::ListUnitsRequest& request,
                 v1::ListUnitsResponse& response) {
  ASSIGN_OR_RETURN(const auto memory, MemoryOf(call, "parent", request.parent()));
  ASSIGN_OR_RETURN(const size_t size,
                   PageSizeOf("page_size", request.page_size(), kDefaultPageSize));
  const std::string scope = fmt::format("{}/units", memory->name());
  ASSIGN_OR_RETURN(const UnitId from, ParseNumberToken(scope, request.page_token()));
  ASSIGN_OR_RETURN(const UnitPage page, memory->List(from, size));
  std::optional<UnitId> next = page.next;
  PageBudget budget;
  for (const Unit& unit : page.units) {
    v1::Unit message;
    Fill(unit, memory->name(), message);
    if (!budget.Take(message)) {
      next = unit.id;
      break;
    }
    *response.add_units() = std::move(message);
  }
  if (next) response.set_next_page_token(FormatNumberToken(scope, *next));
  return absl::OkStatus();
}

Status ListUnitVersions(const Call& call, const v1::ListUnitVersionsRequest& request,
                        v1::ListUnitVersionsResponse& response) {
  ASSIGN_OR_RETURN(const UnitName name, ParseUnitName("name", request.name()));
  ASSIGN_OR_RETURN(const auto memory, call.registry().Memory(name.memory));
  ASSIGN_OR_RETURN(const size_t size,
                   PageSizeOf("page_size", request.page_size(), kDefaultPageSize));
  const std::string scope = fmt::format("{}/versions", request.name());
  ASSIGN_OR_RETURN(const Revision from, ParseNumberToken(scope, request.page_token()));
  ASSIGN_OR_RETURN(const UnitVersionPage page, memory->Versions(name.unit, from, size));
  std::optional<Revision> next = page.next;
  PageBudget budget;
  for (const UnitVersion& version : page.versions) {
    v1::UnitVersion message;
    Fill(version.unit, memory->name(), *message.mutable_unit());
    message.set_current(version.superseded_by == 0);
    message.set_superseded_by(version.superseded_by);
    if (!budget.Take(message)) {
      next = version.superseded_by;
      break;
    }
    *response.add_versions() = std::move(message);
  }
  if (next) response.set_next_page_token(FormatNumberToken(scope, *next));
  return absl::OkStatus();
}

}  // namespace dragoman
