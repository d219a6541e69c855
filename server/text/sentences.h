// Segmentation of running text: ICU's sentence breaks as candidates, corrected by ordered SRX-style
// rules per language (server/text/rules/*.tsv, part of the binary).
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "server/base/status.h"
#include "server/model/language.h"
#include "server/model/segment.h"
#include "server/model/segmentation_rules.h"

namespace dragoman {

// The version of the sentence rules. A memory made under other rules has other segments and matches
// worse.
inline constexpr int kSentenceRulesVersion = 2;

// Returns the segments of a text in order, trimmed of white space, none empty. A line break always
// ends a segment.
//
// Requires: valid UTF-8, less than 2 GiB.
// Cost:     O(text size): each place where a sentence may end is judged by its surroundings alone.
// Threads:  any.
std::vector<ByteRange> Sentences(std::string_view text, const Language& language);

// Rules of users, read from SRX. Immutable once compiled; any thread.
class UserSentenceRules {
 public:
  // Errors: InvalidArgument with `name` and the line when a pattern is no regular expression.
  static StatusOr<UserSentenceRules> Compile(std::string_view name, const SegmentationRules& rules);
  ~UserSentenceRules();
  UserSentenceRules(UserSentenceRules&&) noexcept;
  UserSentenceRules& operator=(UserSentenceRules&&) noexcept;

  // Returns the segments as Sentences does, by these rules alone where they map the language, else
  // by those of the program. As SRX has it, a sentence ends only where a rule says so; rules see 64
  // characters on each side.
  //
  // Errors: InvalidArgument when a rule takes too long on this text, or all of them do.
  StatusOr<std::vector<ByteRange>> Sentences(std::string_view text, const Language& language) const;

 private:
  struct Compiled;
  explicit UserSentenceRules(std::unique_ptr<Compiled> compiled);
  std::unique_ptr<Compiled> compiled_;
};

// Returns the segments by `rules`, or by those of the program where they are null.
StatusOr<std::vector<ByteRange>> Sentences(std::string_view text, const Language& language,
                                           const UserSentenceRules* rules);

// Returns the rules of the program for these languages ("en", "ru", "ur", "any": all others) such
// that an SRX tool breaks as Sentences does, but for letters typed in Arabic in Urdu, which such a
// tool does not read as their Urdu ones.
//
// Requires: known languages.
SegmentationRules SentenceRulesForExport(const std::vector<std::string>& languages);

}  // namespace dragoman
