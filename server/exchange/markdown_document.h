// Markdown: CommonMark with the tables, strikethrough and task lists of GitHub, in UTF-8.
//
// Blocks:  paragraphs, items, headings, cells. Marks of emphasis and links are codes, so are tags
// of
//          HTML and hard breaks; code spans, <links>, and links whose text is their label are one
//          code whole. The text of a link or picture is text. A line break within a paragraph is a
//          space; where translated, the paragraph is one line.
// Left:    code blocks, HTML blocks, link definitions, front matter (between lines "---" or "+++"
// at
//          the start), and a block whose marks are not found where the parser's events say they
//          are.
// Texts:   escapes and references are decoded; where translated, what would be markup is escaped.
// Library: md4c parses; it names no places of marks, so they are found again between the texts.
#pragma once

#include <memory>
#include <string>

#include "server/exchange/document_file.h"

namespace dragoman {

// Requires: valid UTF-8, less than 2 GiB.
// Errors:   InvalidArgument when the parser gives up.
StatusOr<std::unique_ptr<DocumentFile>> ReadMarkdownDocument(std::string source);

}  // namespace dragoman
