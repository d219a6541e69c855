// Sources and their translations, read from one file of two columns or from two files of lines.
#pragma once

#include <string>
#include <vector>

#include "client/api/result.h"
#include "client/cli/environment.h"

namespace dragoman {

struct TextPair {
  std::string source;
  std::string target;
};

struct PairFiles {
  std::string file;         // Of both, or of the sources.
  std::string translation;  // "": `file` is of both.
  std::string from;
  std::string to;
};

// Returns the pairs in order. Of one file (TSV, \t \n \r \\ stand for those characters) the first
// line names the columns: those of the two languages are taken. Of two files, lines of the same
// number belong together.
//
// Errors: what ReadTextFile refuses; a first line that does not name both languages; a line without
//         one of the columns; files of different numbers of lines; no pairs.
Result<std::vector<TextPair>> ReadPairs(const PairFiles& files, const Environment& environment);

}  // namespace dragoman
