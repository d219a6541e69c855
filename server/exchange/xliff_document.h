// XLIFF as a document: 1.2 (1.0 and 1.1 too, and what tools call SDLXLIFF, MQXLIFF and MXLIFF) and
// 2.0 to 2.2, written in place.
//
// Blocks:   each segment with a text is one, and is not cut further: those of xliff.h, translated
//           or not. One with an inline element that the version does not have is left alone.
// Status:   kLocked: translate="no", approved="yes", state "final" or "signed-off", locked by its
//           tool; kTranslated: there is a text in the target, or a state that says so. A copy of
//           the source whose state says that nothing was done (new, needs-translation, ...) is no
//           translation.
// Written:  the target, its state, candidates and terms (xliff_notes.h); conf of SDL, mq:status of
//           memoQ and m:confirmed of Phrase where they stand; the target's language where the file
//           names none. A target is made where there is none, of split units from <seg-source>.
//           Every other byte stays.
// Encoding: UTF-8; a file that declares another one is refused.
#pragma once

#include <memory>
#include <string>

#include "server/exchange/document_file.h"

namespace dragoman {

// Requires: valid UTF-8, less than 2 GiB. Errors: InvalidArgument with the line.
StatusOr<std::unique_ptr<DocumentFile>> ReadXliffDocument(std::string source);

}  // namespace dragoman
