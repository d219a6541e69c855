// The report of what translators did not render in one way: over memories, over the pairs of
// documents, or over both.
//
// Two passes read every unit page by page. The first one takes a hash of each thing that is
// rendered and of how (rendering_survey.h); only what was rendered in more than one way, the most
// frequent first, is gathered in the second. So what is held grows with what is reported, but for
// the hashes, of which there is a limit too.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "server/engine/check_translation.h"
#include "server/engine/lookup.h"
#include "server/engine/registry.h"
#include "server/model/concept.h"

namespace dragoman {

// What is rendered. Numbers are those of the wire.
enum class ConsistencyKind : uint8_t {
  kConcept = 1,  // A glossary concept, by different terms or by none of them.
  kName = 2,     // A name, by different spellings.
  kSource = 3,   // The same source text (at L3), by different texts (at L3).
  kBridge = 4,   // A concept or source text that has over another language what it never has
                 // directly.
};

struct ConsistencyRequest {
  Language source;                      // Required.
  Language target;                      // Required; another one.
  std::vector<std::string> memories;    // At most 20; none: every one, or none if there are pairs.
  std::vector<std::string> glossaries;  // At most 20; none: every one.
  std::vector<TranslationPair> pairs;   // At most 10,000 of 3 MiB; read after the memories.
  std::vector<ConsistencyKind> kinds;   // None: every one that the languages allow.
  Language bridge_language;             // Of kBridge; empty: en.
  size_t max_findings = 100;            // Of each kind: 1 to 1000.
  size_t max_examples = 3;              // Of each rendering: 0 to 20.
  PartialDate as_of{};                  // As in RecogniseOptions.
  std::string outlet{};                 // Likewise.
};

// Where something was rendered, when and by whom.
struct RenderingUse {
  std::string memory{};  // "memories/ID"; "" for a pair of the request.
  UnitId unit = 0;
  size_t pair = 0;             // Its place in the request, from 0.
  int64_t changed_micros = 0;  // 0 for a pair.
  std::string author{};

  bool operator==(const RenderingUse&) const = default;
};

// How a rendering comes over another language.
struct BridgedExample {
  RenderingUse source_use;  // The unit that has the source.
  Segment source_pivot;     // Its text in the other language,
  Segment pivot;            // and that of the unit that has the target.
};

struct RenderingExample {
  RenderingUse use;
  Segment source;
  Segment target;
  std::vector<ByteRange> source_places{};  // Of a concept or name.
  std::vector<ByteRange> target_places{};  // Likewise.
  std::optional<BridgedExample> bridge{};  // Of a source text. Of a concept `source` is the pivot.
};

// A term of a concept.
struct RenderingTerm {
  TermStatus status = TermStatus::kAdmitted;
  TermType type = TermType::kFullForm;
};

// One way in which something was rendered. Uses are units and pairs.
struct RenderingRow {
  std::string text{};  // The term; else the form that stands most often.
  bool other = false;  // None of the concept's terms was recognised; no text.
  bool bridged = false;
  std::optional<RenderingTerm> term{};
  uint64_t uses = 0;
  RenderingUse first{};  // By time of change, pairs after all units.
  RenderingUse last{};
  std::vector<std::pair<std::string, uint64_t>>
      authors{};                             // With uses: the most first, at most 20.
  std::vector<RenderingExample> examples{};  // The first ones that were read.
};

struct ConsistencyFinding {
  ConsistencyKind kind = ConsistencyKind::kConcept;
  std::string text{};          // What is rendered, in the form that stands most often.
  std::string concept_name{};  // "glossaries/ID/concepts/ID".
  std::string category{};      // The concept's.
  uint64_t uses = 0;
  std::vector<RenderingRow> rows{};  // Direct ones first, then the most used; at most 100.
  uint64_t unlisted_uses = 0;        // Of renderings that are not among the rows.
};

struct ConsistencyProgress {
  uint64_t units = 0;        // Read so far, in both passes; pairs count as units.
  uint64_t total_units = 0;  // To be read, as far as it is known.
};

// What was found of one kind.
struct ConsistencyCount {
  ConsistencyKind kind = ConsistencyKind::kConcept;
  uint64_t found = 0;     // All of them; those beyond 1000 as far as hashes tell.
  uint64_t reported = 0;  // That were handed over.
  // More was there than can be followed: what was first met late is not among the found.
  bool cut = false;
};

struct ConsistencySummary {
  uint64_t units = 0;  // With a text in both languages; pairs count as units.
  std::vector<ConsistencyCount> counts;
  std::vector<UsedRevision> memories;
  std::vector<UsedRevision> glossaries;
};

// Takes what a report says while it is made; an error ends the report.
struct ConsistencySink {
  std::function<Status(const ConsistencyProgress&)> progress;
  std::function<Status(const ConsistencyFinding&)> finding;
};

// Hands over the findings by kind (of bridges, concepts before texts), the most used first, then
// by text. Of what is written to a
// memory meanwhile the report may see any part.
//
// Errors: InvalidArgument about "source_language", "target_language", "memories", "glossaries",
//         "pairs", "kinds", "bridge_language", "max_findings" or "max_examples"; NotFound (a
//         memory or glossary); Cancelled; those of the store and of the sink.
// Cost:   each unit is read and analysed twice, some 60 µs each time, most of it for the concepts
// of
//         large glossaries. Memory: hashes of 25 to 50 bytes for each different thing, at most 90
//         MB for each kind, and at most 64 MiB for the texts of each kind's findings.
StatusOr<ConsistencySummary> ReportConsistency(const Catalog& registry,
                                               const ConsistencyRequest& request,
                                               const Cancelled& cancelled,
                                               const ConsistencySink& sink);

}  // namespace dragoman
