// Proposals on a terminal.
#include "client/cli/proposal_text.h"

#include <gtest/gtest.h>

#include "tests/client/text_proto.h"

namespace dragoman {
namespace {

v1::Proposal Years() {
  return FromText<v1::Proposal>(R"(
    language: "ru" segment { text: "За 3 лет в Токио" }
    changes { kind: NUMBER proposed { begin: 5 end: 6 } old_text: "5" new_text: "3"
              warnings: CHECK_AGREEMENT }
    changes { kind: TERM proposed { begin: 17 end: 27 } old_text: "Риме" new_text: "Токио"
              warnings: CHECK_CASE warnings: CHECK_ORDER }
    missing { kind: NUMBER stored: "40" query: "50" })");
}

TEST(ProposalText, MarksChangesAndSaysWhatToCheck) {
  EXPECT_EQ(ProposalText(Years(), false),
            "     proposal ru  За [-5-]{+3+} лет в [-Риме-]{+Токио+}\n"
            "     check in it: agreement of '3', case of 'Токио', order of 'Токио'; "
            "not placed: '50' for '40'\n");
}

TEST(ProposalText, IsOneLineWhereNothingIsToCheck) {
  v1::Proposal proposal = Years();
  proposal.clear_missing();
  for (v1::ProposedChange& change : *proposal.mutable_changes()) change.clear_warnings();
  EXPECT_EQ(ProposalChecks(proposal), "");
  EXPECT_EQ(ProposalText(proposal, false),
            "     proposal ru  За [-5-]{+3+} лет в [-Риме-]{+Токио+}\n");
}

TEST(ProposalText, IsolatesUrduAndShowsControlCharacters) {
  const auto proposal = FromText<v1::Proposal>(R"(
    language: "ur" segment { text: "7 سال\033[2J" }
    changes { kind: NUMBER proposed { end: 1 } old_text: "5" new_text: "7" })");
  EXPECT_EQ(MarkedProposal(proposal, false), "\u2067[-5-]{+7+} سال\u241b[2J\u2069");
}

TEST(ProposalText, RangesPastTheTextAreCut) {
  const auto proposal = FromText<v1::Proposal>(R"(
    language: "en" segment { text: "7" } changes { proposed { begin: 5 end: 900 } new_text: "7" })");
  EXPECT_EQ(MarkedProposal(proposal, false), "7[--]{+7+}");
}

}  // namespace
}  // namespace dragoman
