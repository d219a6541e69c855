#include "server/engine/target_changes.h"

#include <algorithm>

namespace dragoman {
namespace {

// Moves the changes that overlap an earlier one to what is missing, and orders the rest.
void Settle(ChangePlan& plan) {
  std::vector<PlannedChange> kept;
  for (PlannedChange& change : plan.changes) {
    const bool free = std::none_of(kept.begin(), kept.end(), [&change](const PlannedChange& other) {
      return Overlap(other.stored, change.stored);
    });
    if (free) {
      kept.push_back(std::move(change));
    } else {
      plan.missing.push_back(std::move(change.source));
    }
  }
  std::sort(kept.begin(), kept.end(), [](const PlannedChange& a, const PlannedChange& b) {
    return a.stored.begin < b.stored.begin;
  });
  plan.changes = std::move(kept);
}

// Returns where a code of the target stands in the proposal: one inside a change stands behind it.
uint32_t MovedPosition(uint32_t position, const std::vector<ProposedChange>& changes) {
  int64_t moved = position;
  for (const ProposedChange& change : changes) {
    if (position <= change.stored.begin) break;
    if (position < change.stored.end) return change.proposed.end;
    moved = int64_t{position} + change.proposed.end - change.stored.end;
  }
  return static_cast<uint32_t>(moved);
}

}  // namespace

bool IsOnePlace(const std::vector<DiffPart>& diff, const ByteRange& query,
                const ByteRange& stored) {
  return std::any_of(diff.begin(), diff.end(), [&](const DiffPart& part) {
    return Overlap(part.query, query) && Overlap(part.stored, stored);
  });
}

std::optional<Proposal> MakeProposal(const Segment& target, const Language& language,
                                     ChangePlan plan) {
  Settle(plan);
  if (plan.changes.empty()) return std::nullopt;
  Proposal proposal;
  proposal.language = language;
  proposal.missing = std::move(plan.missing);
  std::string& text = proposal.segment.text;
  size_t done = 0;
  for (PlannedChange& change : plan.changes) {
    text.append(target.text, done, change.stored.begin - done);
    const auto begin = static_cast<uint32_t>(text.size());
    text += change.text;
    done = change.stored.end;
    proposal.changes.push_back({.kind = change.kind,
                                .proposed = {begin, static_cast<uint32_t>(text.size())},
                                .stored = change.stored,
                                .old_text = std::string(PartOf(target.text, change.stored)),
                                .new_text = std::move(change.text),
                                .warnings = std::move(change.warnings)});
  }
  text.append(target.text, done);
  proposal.segment.codes = target.codes;
  for (Code& code : proposal.segment.codes) {
    code.position_byte = MovedPosition(code.position_byte, proposal.changes);
  }
  return proposal;
}

}  // namespace dragoman
