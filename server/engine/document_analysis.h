// The analysis of a job: how much of its files is there already, segment by segment, so that the
// work can be estimated before it begins.
//
// A segment is counted once. Done is what an XLIFF file has a translation of, or does not want one
// of. The others go to the first band of this order that they belong to:
//   1. in-context exact, exact: in the memories, without a penalty held back;
//   2. repetition: equal (score 100) to an earlier segment of the same file;
//   3. repetition across files: to one of an earlier file;
//   4. the better of the best match of the memories and the most similar earlier segment of the
//      job, by the same score; of equal ones the memory's. A bridged match counts 99 at most.
//   5. no match: nothing reaches 50.
// So what a translator meets first is counted by what the memories have, and each next one is free.
//
// Words are those of the score (text/analysis.h): numbers count, punctuation does not; Urdu words
// are those between spaces and marks, where a compound written with or without a space counts as
// one (سفارت کاری, سفارتکاری) and a fused postposition as two (کیلئے). Characters are code points
// without white space.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "server/engine/document_job.h"

namespace dragoman {

// Numbers are those of the wire.
enum class AnalysisBand : uint8_t {
  kInContext = 1,
  kExact = 2,
  kRepetition = 3,
  kRepetitionAcrossFiles = 4,
  kFuzzy95 = 5,  // 95 to 99, in the memories.
  kFuzzy85 = 6,
  kFuzzy75 = 7,
  kFuzzy50 = 8,
  kInternal95 = 9,  // 95 to 99, within the job.
  kInternal85 = 10,
  kInternal75 = 11,
  kInternal50 = 12,
  kNoMatch = 13,
  kDone = 14,
};
inline constexpr size_t kAnalysisBands = 14;

struct AnalysisCount {
  uint64_t segments = 0;
  uint64_t words = 0;
  uint64_t characters = 0;

  void Add(const AnalysisCount& other);
  bool operator==(const AnalysisCount&) const = default;
};

struct DocumentAnalysis {
  std::string name;                                   // Of the file; "" of the job.
  std::array<AnalysisCount, kAnalysisBands> bands{};  // By number of the band, less one.
  AnalysisCount total;                                // The sum of the bands.

  void Add(AnalysisBand band, const AnalysisCount& count);
  AnalysisCount& Of(AnalysisBand band) { return bands[static_cast<size_t>(band) - 1]; }
};

// Returns what one segment amounts to.
AnalysisCount CountOf(const Segment& segment, const Language& language);

// Analyses files in their order, hands each analysis to `sink`, and returns that of the job.
// Penalties of the options are held back; their min_score and limit do not matter.
//
// Cost:   a lookup for each segment, and a search among the segments before it; O(size) memory.
// Errors: InvalidArgument about "files", "files[N]...." or "options...."; NotFound; Cancelled;
// those
//         of Lookup and of the sink.
StatusOr<DocumentAnalysis> AnalyseDocuments(
    const Catalog& registry, const LookupOptions& options, const std::vector<DocumentInput>& files,
    const Cancelled& cancelled, const std::function<Status(const DocumentAnalysis&)>& sink);

}  // namespace dragoman
