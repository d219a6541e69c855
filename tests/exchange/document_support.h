// What the tests of documents share.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "server/exchange/document_file.h"
#include "tests/random.h"

namespace dragoman {

// Returns a document that is known to be right.
std::unique_ptr<DocumentFile> ReadDocument(std::string bytes, DocumentFormat format);

// Returns each block as its text with codes in braces: "Read {<b>}this{</b>}".
std::vector<std::string> ShownBlocks(const DocumentFile& document);

// Returns the document with `change` made to each block, translated from English to `target`.
std::string WrittenWith(const DocumentFile& document, std::string_view target,
                        void (*change)(Segment&));

// Returns the document with a "Ж" put before each block's text.
std::string WrittenChanged(const DocumentFile& document, std::string_view target = "ru");

// Checks on random documents made of `pieces` that they come back unchanged, and that blocks whose
// texts all change read back as they were written, codes and all.
void ExpectRoundTrips(DocumentFormat format, const std::vector<std::string>& pieces);

}  // namespace dragoman
