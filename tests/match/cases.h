// Reading of case files and real text for the tests of this folder.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/model/language.h"
#include "server/model/segment.h"

namespace dragoman {

using Row = std::vector<std::string>;

// Returns the rows of a tab-separated file, empty lines and "#" comments left out; a file that ends
// in ".xz" is unpacked. Empty when there is no such file.
std::vector<Row> ReadRows(const std::string& path);

// Returns the rows of a file of this folder's data/ or of the shared data outside the project.
std::vector<Row> ReadCases(const std::string& name);
std::vector<Row> ReadShared(const std::string& name);

// Returns the language of a tag.
Language LanguageOf(std::string_view tag);

// Returns the segment of a text with codes written as tags: "<a>" opens, "</a>" closes, "<a/>"
// stands alone.
Segment SegmentWithTags(std::string_view text);

}  // namespace dragoman
