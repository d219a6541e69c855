// See proposal_text.h.
#include "client/cli/proposal_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "client/cli/diff_marks.h"
#include "client/cli/labels.h"
#include "client/cli/style.h"

namespace dragoman {

std::string MarkedProposal(const v1::Proposal& proposal, bool colors) {
  const std::string& text = proposal.segment().text();
  std::string marked;
  v1::ByteRange before;
  for (const v1::ProposedChange& change : proposal.changes()) {
    before.set_end(change.proposed().begin());
    marked += Printable(TextAt(text, before));
    const std::string old_text = Printable(change.old_text());
    const std::string new_text = Printable(change.new_text());
    marked += colors ? Painted(old_text, Color::kRed, true) + Painted(new_text, Color::kGreen, true)
                     : fmt::format("[-{}-]{{+{}+}}", old_text, new_text);
    before.set_begin(change.proposed().end());
  }
  before.set_end(static_cast<uint32_t>(text.size()));
  marked += Printable(TextAt(text, before));
  return IsolatedAs(text, marked);
}

std::string ProposalChecks(const v1::Proposal& proposal) {
  std::vector<std::string> checks;
  for (const v1::ProposedChange& change : proposal.changes()) {
    for (const int warning : change.warnings()) {
      checks.push_back(fmt::format("{} of '{}'",
                                   LabelOf(static_cast<v1::ProposedChange::Warning>(warning)),
                                   Shown(change.new_text())));
    }
  }
  std::vector<std::string> missing;
  for (const v1::MissingChange& change : proposal.missing()) {
    missing.push_back(fmt::format("'{}' for '{}'", Shown(change.query()), Shown(change.stored())));
  }
  std::string text = fmt::format("{}", fmt::join(checks, ", "));
  if (missing.empty()) return text;
  return fmt::format("{}{}not placed: {}", text, text.empty() ? "" : "; ",
                     fmt::join(missing, ", "));
}

std::string ProposalText(const v1::Proposal& proposal, bool colors) {
  std::string text = fmt::format("     proposal {:<3} {}\n", proposal.language(),
                                 MarkedProposal(proposal, colors));
  const std::string checks = ProposalChecks(proposal);
  if (checks.empty()) return text;
  return text + Painted(fmt::format("     check in it: {}", checks), Color::kYellow, colors) + "\n";
}

}  // namespace dragoman
