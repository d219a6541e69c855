// What a match's target could be for the query: the stored target with the query's numbers and its
// term in place of the stored ones. A proposal, marked as one; the stored text stays what it is.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "server/model/language.h"
#include "server/model/segment.h"

namespace dragoman {

enum class ChangeKind : uint8_t { kNumber = 1, kTerm = 2 };

// What a translator must look at.
enum class ProposalWarning : uint8_t {
  kCheckAgreement = 1,  // The number's plural class (CLDR) changed, or a scale word came or went:
                        // "1 год", "2 года", "5 лет".
  kCheckCase = 2,       // A term in its dictionary form, in a language that inflects it.
  kCheckOrder = 3,      // The stored number stands more than once; which is which is a guess.
};

struct ProposedChange {
  ChangeKind kind = ChangeKind::kNumber;
  ByteRange proposed;  // In the proposed text.
  ByteRange stored;    // In the stored target.
  std::string old_text;
  std::string new_text;
  std::vector<ProposalWarning> warnings;

  bool operator==(const ProposedChange&) const = default;
};

// A difference of the sources that the proposal leaves out.
struct MissingChange {
  ChangeKind kind = ChangeKind::kNumber;
  std::string stored;  // As it stands in the stored source,
  std::string query;   // and in the query.

  bool operator==(const MissingChange&) const = default;
};

struct Proposal {
  Language language;                    // Of the stored target.
  Segment segment;                      // The proposed text; codes moved with the text around them.
  std::vector<ProposedChange> changes;  // In the order of the text; at least one.
  std::vector<MissingChange> missing;

  bool operator==(const Proposal&) const = default;
};

}  // namespace dragoman
