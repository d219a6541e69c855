// The tokens of a text at L2: ICU's root word breaks, which serve every script, with one rule of
// our own (a dot between two letters separates: "U.S." and "U. S." have the same words).
#pragma once

#include <string_view>
#include <vector>

namespace dragoman {

// A half-open range of bytes of L2. A word holds a letter or a digit; the rest are marks and
// spaces.
struct Token {
  size_t begin = 0;
  size_t end = 0;
  bool is_word = false;

  std::string_view In(std::string_view level2) const { return level2.substr(begin, end - begin); }
  bool operator==(const Token&) const = default;
};

// Returns the tokens in order; together they cover the text. One pass over a table of characters;
// a text with a character outside it (Hebrew, Thai, ideographs, emoji) is left to ICU.
//
// Requires: valid UTF-8.
// Threads:  any; each thread keeps a break iterator.
std::vector<Token> Tokens(std::string_view level2);

// Returns the same by ICU alone, some five times slower.
std::vector<Token> TokensByIcu(std::string_view level2);

}  // namespace dragoman
