// A document as its segments, with translations and what is known of each, to be written in another
// format than its own.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "server/exchange/document_file.h"
#include "server/exchange/segment_notes.h"
#include "server/exchange/xliff_segment.h"

namespace dragoman {

// A segment, or what stands between two: white space and codes.
struct RenderedPart {
  bool is_segment = false;
  Segment source;
  std::optional<Segment> target{};
  SegmentNotes notes{};
};

struct RenderedBlock {
  BlockKind kind = BlockKind::kParagraph;
  bool is_locked = false;
  std::vector<RenderedPart> parts;  // Together they are the block.
};

struct RenderedDocument {
  std::string name;
  DocumentLanguages languages;
  std::vector<RenderedBlock> blocks;
};

// Returns the document as XLIFF 1.2 or 2.1: a <trans-unit> or <unit> for each block. Codes are
// those of xliff_text_writer.h, states and notes those of xliff_notes.h.
std::string WriteXliff(const RenderedDocument& document, XliffVersion version);

// Returns the segments that have a translation as TMX. Errors: InvalidArgument.
StatusOr<std::string> WriteDocumentTmx(const RenderedDocument& document);

// Returns a page that shows the segments beside their translations, with what is known of each; it
// needs nothing else.
std::string WriteReviewPage(const RenderedDocument& document);

}  // namespace dragoman
