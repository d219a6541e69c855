// Proposals of a match as lines of text.
#pragma once

#include <string>

#include "dragoman/v1/memory_service.pb.h"

namespace dragoman {

// Returns the proposed text with each change marked "[-old-]{+new+}", or in colours, isolated where
// it runs from right to left.
std::string MarkedProposal(const v1::Proposal& proposal, bool colors);

// Returns what to look at, e.g. "agreement of '5', case of 'посол'; not placed: 30 for 75"; "" when
// there is nothing.
std::string ProposalChecks(const v1::Proposal& proposal);

// Returns the line of the proposal and the one of its checks, if there are any.
std::string ProposalText(const v1::Proposal& proposal, bool colors);

}  // namespace dragoman
