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
  size_t line = 0;  // Of the source in its file, from 1.
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

// The pairs of one file, or of two that belong together.
struct FilePairs {
  std::string file;  // Of the sources.
  std::vector<TextPair> pairs;
};

// Reads any number of files: each is of pairs when its first line names the columns of both
// languages, else its lines are the sources and the file after it has the translations.
//
// Errors: those of ReadPairs.
Result<std::vector<FilePairs>> ReadPairFiles(const std::vector<std::string>& files,
                                             const std::string& from, const std::string& to,
                                             const Environment& environment);

}  // namespace dragoman
