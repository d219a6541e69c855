// Segments, units and memories between the wire and the model. Here as in the other convert files,
// `XxxOf` reads a message (field paths of its errors are relative to that message) and `Fill`
// writes one, which must be empty.
#pragma once

#include <string_view>

#include "dragoman/v1/memory_service.pb.h"
#include "server/base/status.h"
#include "server/engine/memory_shard.h"
#include "server/engine/registry.h"
#include "server/engine/unit_write.h"
#include "server/model/unit.h"
#include "server/service/request.h"

namespace dragoman {

StatusOr<Segment> SegmentOf(const v1::Segment& message);
void Fill(const Segment& segment, v1::Segment& message);

// Returns the fields that an update sets.
//
// Errors: InvalidArgument about "update_mask".
StatusOr<FieldSet> UnitFieldsOf(const google::protobuf::FieldMask& mask);

// Puts the fields that are in `fields` (paths as in UpdateUnitRequest.update_mask) into `unit`.
// Variants stay in the order of the message.
Status SetUnitFields(const v1::Unit& message, const FieldSet& fields, Unit& unit);

// Returns a unit to write; its variants are checked in the order given, then ordered by tag.
//
// Errors: those of CheckUnit.
StatusOr<UnitWrite> UnitWriteOf(const v1::Unit& message);
// `memory` is the full name.
void Fill(const Unit& unit, std::string_view memory, v1::Unit& message);

StatusOr<WritePolicy> WritePolicyOf(v1::WritePolicy policy);
void Fill(const UnitWriteReport& report, std::string_view memory, v1::WriteUnitsResponse& message);

void Fill(const Resource& resource, const ResourceFigures& figures, v1::Memory& message);

}  // namespace dragoman
