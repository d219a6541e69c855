// The places of marks in a block of Markdown, from what its parser reports: texts, and spans that
// begin and end between them.
#pragma once

#include <md4c.h>

#include <string_view>
#include <vector>

#include "server/exchange/source_document.h"

namespace dragoman {

// What the parser reports of the inside of a block.
struct MarkdownEvent {
  enum Kind { kText, kEnter, kLeave } kind = kText;
  MD_SPANTYPE span = MD_SPAN_EM;  // Of a span.
  MD_TEXTTYPE text_type = MD_TEXT_NORMAL;
  std::string_view text{};  // In the source, but for what the parser made up.
};

// Walks the source along the events and fills the builder. Returns false when they do not meet:
// the block is then left as it is.
//
// Invariant: every byte between the first and the last one belongs to one text or code.
// Cost:      O(size of the block and of what is skipped in it).
bool FindMarks(std::string_view source, const std::vector<MarkdownEvent>& events,
               BlockBuilder& builder);

}  // namespace dragoman
