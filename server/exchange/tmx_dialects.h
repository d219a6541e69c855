// What other tools say in props and attributes of their own about fields that our units have: the
// neighbours of a segment above all. The props stay what they were; this only fills in fields that
// are empty. What is not understood for sure is unknown, never another context.
//
// Neighbours, as text:  OmegaT prev, next; memoQ, MateCat and Lara x-context-pre, x-context-post
//     (memoQ wraps them in an escaped <seg>); Phrase (Memsource) context_prev, context_next; XTM
//     x-previous-source-text, x-next-source-text and the same with "target"; GlobalLink
//     previousMd5Segment, nextMd5Segment; Trados x-ContextContent (where it has no tags). In a <tu>
//     they are about the source, in a <tuv> about its language. Hashes (Trados x-Context) say
//     nothing to others. An empty one is no statement.
// Document:  OmegaT file, memoQ document and x-document, MateCat x-MateCAT-filename, Phrase
// filename. Domain:    memoQ domain, x-Domain. State:     Trados x-ConfirmationLevel, MateCat
// x-MateCAT-status. Origin: Trados x-Origin Alignment. Author and times of a <tu> without them: its
// creationid, and those of its <tuv>.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/exchange/tmx_record.h"
#include "server/model/unit.h"

namespace dragoman {

// The creationtool of our own files: they say everything in ways of our own.
inline constexpr std::string_view kTmxTool = "Dragoman";

// What the <header> says that matters for its units.
struct TmxHeader {
  std::string tool{};
  std::string source{};                     // As written; "": none, or all.
  bool trados_context_is_preceding = true;  // Source and target before; else source before, after.
};

struct TmxVariantRecord {
  Language language;
  TmxRecord record;
};

// Fills in what is empty in the unit. `variants` are as they were read.
void FillFromDialects(const TmxHeader& header, const TmxRecord& record,
                      const std::vector<TmxVariantRecord>& variants, const Language& source,
                      Unit& unit);

}  // namespace dragoman
