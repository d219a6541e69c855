// To the wire: ranges, the revisions used, the parts of a score (penalties, flags, diffs,
// explanations).
#pragma once

#include <vector>

#include "dragoman/v1/common.pb.h"
#include "server/engine/lookup.h"

namespace dragoman {

void Fill(const ByteRange& range, v1::ByteRange& message);
void Fill(const std::vector<ByteRange>& ranges,
          google::protobuf::RepeatedPtrField<v1::ByteRange>& messages);
void Fill(const std::vector<UsedRevision>& used,
          google::protobuf::RepeatedPtrField<v1::ResourceRevision>& messages);
void Fill(const Penalties& penalties, v1::Penalties& message);
void Fill(const Flags& flags, v1::MatchFlags& message);
void Fill(const std::vector<DiffPart>& diff,
          google::protobuf::RepeatedPtrField<v1::DiffPart>& messages);
void Fill(const Explanation& explanation, v1::Explanation& message);

}  // namespace dragoman
