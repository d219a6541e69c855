// Answers to calls about the units of a memory.
#pragma once

#include <google/protobuf/empty.pb.h>

#include "dragoman/v1/memory_service.pb.h"
#include "server/service/call.h"

namespace dragoman {

Status WriteUnits(const Call& call, const v1::WriteUnitsRequest& request,
                  v1::WriteUnitsResponse& response);
Status GetUnit(const Call& call, const v1::GetUnitRequest& request, v1::Unit& response);
Status UpdateUnit(const Call& call, const v1::UpdateUnitRequest& request, v1::Unit& response);
Status DeleteUnit(const Call& call, const v1::DeleteUnitRequest& request,
                  google::protobuf::Empty& response);
Status ListUnits(const Call& call, const v1::ListUnitsRequest& request,
                 v1::ListUnitsResponse& response);
Status ListUnitVersions(const Call& call, const v1::ListUnitVersionsRequest& request,
                        v1::ListUnitVersionsResponse& response);

}  // namespace dragoman
