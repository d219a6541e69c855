// The segments of a document with what was found for each, put into its own format or another one.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "server/engine/document_job.h"
#include "server/exchange/rendered_document.h"

namespace dragoman {

// What a document is written as. Numbers are those of the wire.
enum class DocumentOutput : uint8_t {
  kOwn = 0,  // Its own format.
  kXliff21 = 1,
  kXliff12 = 2,
  kTmx = 3,
  kReviewPage = 4,
};

// What was found for a sentence.
struct RenderedSentence {
  std::optional<Segment> target;  // Its translation; of a block that has one, nothing.
  SegmentNotes notes;
};

// Returns the file. `sentences`: one for each of the document's.
//
// Errors: those of DocumentFile::Write.
StatusOr<std::string> WriteDocument(const SegmentedDocument& document, const std::string& name,
                                    std::vector<RenderedSentence> sentences,
                                    const DocumentLanguages& languages, DocumentOutput output);

}  // namespace dragoman
