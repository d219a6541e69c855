// Two or three documents of one text in different languages, aligned: units to be reviewed and
// stored. The algorithm is server/match/segment_alignment.h; here the documents are cut, and the
// glossaries and memories asked are made what is known of the languages.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "server/base/cancelled.h"
#include "server/engine/document_job.h"
#include "server/engine/registry.h"

namespace dragoman {

struct DocumentToAlign {
  DocumentInput file;
  Language language;
};

struct AlignRequest {
  // 2 or 3, of different languages; the others are aligned with the first.
  std::vector<DocumentToAlign> documents;
  std::vector<std::string> glossaries;  // At most 20; none: every one.
  std::vector<std::string> memories;    // Whose translations are learnt from, at most 20.
};

// What a unit has of a document: segments that follow each other.
struct AlignedSide {
  size_t document = 0;  // Its place in the request, from 0.
  size_t first_segment = 0;
  size_t segment_count = 0;
  size_t paragraph = 0;  // The block of the first segment, from 0.
  Segment segment;       // The segments, joined by spaces.
};

struct AlignedUnit {
  size_t index = 0;  // From 0.
  size_t unit_count = 0;
  int confidence = 0;              // 0 to 100; see README.md. 0 of one side.
  std::vector<AlignedSide> sides;  // In the order of the documents; one: nothing belongs to it.
};

// What a side that is the same text in another language gets at most: one may not be translated.
inline constexpr int kMostConfidenceOfSameText = 50;

// Calls `sink` with the units in the order of the first document; each segment of each document is
// in exactly one.
//
// Errors: InvalidArgument about "documents", "documents[N].file....", "documents[N].language" (also
//         where the text is not in a script of the language), "glossaries" or "memories"; NotFound;
//         Cancelled; those of the store and of the sink.
// Cost:   some seconds for 10,000 segments in each of two documents; of each memory the first
//         kMaxAlignUnits units are read.
Status AlignDocuments(const Catalog& registry, const AlignRequest& request,
                      const Cancelled& cancelled, const std::function<Status(AlignedUnit)>& sink);

}  // namespace dragoman
