// The sentences of a document's blocks, with the codes that stand in them, and blocks put together
// again from translated ones.
//
// A sentence is cut out of a block by the rules of a text; what is no sentence stays in the block:
// white space between sentences, and codes at a sentence's ends whose partners do not stand within
// it. "<b>Note.</b> Read <i>this</i> now." has the sentences "Note." and "Read <i>this</i> now.",
// so that bold paragraphs meet the plain ones of a memory.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "server/base/cancelled.h"
#include "server/exchange/document_file.h"
#include "server/text/sentences.h"

namespace dragoman {

struct BlockSentence {
  size_t block = 0;
  ByteRange range;        // Of the block's text.
  size_t first_code = 0;  // Of the block's codes: the sentence's are this one and those behind it.
  Segment segment;        // Positions of codes count from the sentence's first byte.
};

// Appends text and codes, whose positions count from `text_begin` in the text that they come from.
void AppendText(std::string_view text, std::span<const Code> codes, uint32_t text_begin,
                Segment& out);

// Returns the sentences of all blocks in their order; by `rules` unless they are null. A block that
// its file has cut is one sentence, with all its codes.
//
// Cost:   O(size).
// Errors: InvalidArgument when the user's rules take too long; Cancelled.
StatusOr<std::vector<BlockSentence>> SentencesOf(const std::vector<DocumentBlock>& blocks,
                                                 const Language& language,
                                                 const UserSentenceRules* rules,
                                                 const Cancelled& cancelled = {});

struct PlacedCodes {
  Segment segment;
  bool guessed = false;  // Some stand at the end because nothing says where they belong.
};

// Returns a translation with the codes of its source. Where its own are the same, in any order, or
// as many of each kind in the same order, they say where each stands; else the source's codes that
// stand before all text stay there, and all others go to the end.
PlacedCodes WithCodesOf(const Segment& source, const Segment& translation);
// The same where the translation's own codes say nothing.
PlacedCodes WithCodesAtEnds(const Segment& source, const Segment& translation);

// Returns a block with sentences replaced; nullopt leaves one as it is.
//
// Requires: `sentences` are all the block's own, in order; a translation has its sentence's codes.
Segment BlockWith(const Segment& block, std::span<const BlockSentence> sentences,
                  std::span<const std::optional<Segment>> translations);

}  // namespace dragoman
