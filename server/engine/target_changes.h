// The changes planned for one target, and how they are made.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "server/engine/proposal.h"
#include "server/match/diff.h"

namespace dragoman {

// A piece of a target and what shall stand for it.
struct PlannedChange {
  ChangeKind kind = ChangeKind::kNumber;
  ByteRange stored;  // In the target.
  std::string text;
  std::vector<ProposalWarning> warnings;
  MissingChange source;  // The difference of the sources it comes from.
};

struct ChangePlan {
  std::vector<PlannedChange> changes;
  std::vector<MissingChange> missing;
};

// Returns whether a part of the diff has both ranges.
bool IsOnePlace(const std::vector<DiffPart>& diff, const ByteRange& query, const ByteRange& stored);

// Returns the target with its changes; nullopt when nothing changes. Of two changes that overlap
// the one planned first is made, the other one is missing.
//
// Requires: ranges at character borders, codes in order.
std::optional<Proposal> MakeProposal(const Segment& target, const Language& language,
                                     ChangePlan plan);

}  // namespace dragoman
