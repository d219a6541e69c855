// A language: a BCP-47 tag in its canonical spelling.
#pragma once

#include <compare>
#include <string>
#include <string_view>

#include "server/base/status.h"

namespace dragoman {

// An immutable, canonical BCP-47 tag such as "en", "ru", "ur-PK" or "sr-Latn". The
// default-constructed value is empty and names no language.
class Language {
 public:
  Language() = default;

  // Returns the language of a tag in any letter case, with "_" accepted for "-".
  //
  // Errors: InvalidArgument when the tag is not well-formed BCP-47 or longer than 35 bytes, or when
  // its first subtag has more than three letters ("russian": a name of a language, no tag).
  static StatusOr<Language> Parse(std::string_view tag);

  // The canonical tag, e.g. "en-GB".
  const std::string& tag() const { return tag_; }
  // The primary language subtag, e.g. "en" of "en-GB": it selects the language rules.
  std::string_view primary() const { return std::string_view(tag_).substr(0, tag_.find('-')); }
  bool empty() const { return tag_.empty(); }

  auto operator<=>(const Language&) const = default;  // NOLINT(modernize-use-nullptr)

 private:
  explicit Language(std::string tag) : tag_(std::move(tag)) {}
  std::string tag_;
};

// Returns whether a stored variant in `stored` answers a request for `wanted`: the same tag, or the
// same primary language when one of both names no region, script or variant ("en" answers "en-GB"
// and the reverse; "en-US" does not answer "en-GB").
bool Answers(const Language& stored, const Language& wanted);

}  // namespace dragoman
