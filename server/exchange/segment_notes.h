// What memories and glossaries know of a segment of a document, for the formats that have a place
// for it: XLIFF and pages for review.
#pragma once

#include <string>
#include <vector>

#include "server/model/segment.h"
#include "server/model/unit.h"

namespace dragoman {

// Where a translation comes from that is put in place, and so how much of it is to be checked.
enum class TranslationBasis : uint8_t {
  kNone = 0,       // There is no translation.
  kOwn = 1,        // The document had it.
  kInContext = 2,  // A memory has it, in the same context; nothing was lost.
  kExact = 3,      // A memory has it; nothing was lost.
  kFuzzy = 4,      // A memory has something like it, or codes whose places are a guess.
  kProposal = 5,   // The same with numbers or terms put in.
  kMachine = 6,    // A machine's translation.
};

// Returns whether a translation can stay as it is.
inline bool IsSure(TranslationBasis basis) {
  return basis == TranslationBasis::kInContext || basis == TranslationBasis::kExact;
}

struct PointsLost {
  std::string reason;
  int points = 0;  // Negative: given back.
};

enum class CandidateKind : uint8_t { kInContext, kExact, kFuzzy, kBridged };

// A stored unit that is like the segment.
struct Candidate {
  Segment source;
  Segment target;
  CandidateKind kind = CandidateKind::kFuzzy;
  bool is_machine = false;
  int score = 0;         // How similar the sources are,
  int ranked_score = 0;  // and what is left of that after penalties.
  std::vector<PointsLost> lost{};
  std::string origin{};  // "memories/ID/units/N".
};

// A term that stands in the source.
struct NotedTerm {
  ByteRange range;                      // Of the source's text.
  std::vector<std::string> renderings;  // What to write, the best first.
  std::string origin;                   // "glossaries/ID/concepts/ID".
};

struct SegmentNotes {
  TranslationBasis basis = TranslationBasis::kNone;
  ReviewState state = ReviewState::kUnspecified;  // Of a translation that the document had.
  int score = 0;                                  // Of what is put in place, after penalties.
  std::vector<Candidate> candidates;              // The best first.
  std::vector<NotedTerm> terms;                   // By place; none lies in another.
};

}  // namespace dragoman
