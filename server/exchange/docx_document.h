// Word documents (DOCX): the paragraphs of the document, its headers, footers, foot- and endnotes;
// comments are left as they are, so is everything else in the archive (see word_part.h for what is
// text). An archive written again packs only changed parts anew.
//
// Bounds: 32 MiB unpacked of all parts that are read.
#pragma once

#include <memory>
#include <string>

#include "server/exchange/document_file.h"

namespace dragoman {

// Errors: InvalidArgument when the file is no zip archive, no Word document, damaged or too large.
StatusOr<std::unique_ptr<DocumentFile>> ReadDocxDocument(std::string bytes);

}  // namespace dragoman
