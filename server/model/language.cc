#include "server/model/language.h"

#include <unicode/locid.h>
#include <unicode/stringpiece.h>

#include <algorithm>

namespace dragoman {
namespace {
constexpr size_t kMaxTagBytes = 35;  // RFC 5646, section 4.4.1

// Returns whether the tag consists of subtags of 1 to 8 ASCII letters and digits, the first of 2 or
// 3 letters. (BCP-47 keeps 4 to 8 letters for later; today they are a name, "russian", not a tag.)
// ICU alone drops what it cannot read instead of refusing it.
bool IsWellFormed(std::string_view tag) {
  size_t begin = 0;
  for (bool first = true; begin <= tag.size(); first = false) {
    const size_t end = std::min(tag.find('-', begin), tag.size());
    const std::string_view subtag = tag.substr(begin, end - begin);
    if (subtag.empty() || subtag.size() > 8) return false;
    if (first && (subtag.size() < 2 || subtag.size() > 3)) return false;
    const bool valid = std::all_of(subtag.begin(), subtag.end(), [first](char c) {
      const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      return letter || (!first && c >= '0' && c <= '9');
    });
    if (!valid) return false;
    begin = end + 1;
  }
  return true;
}
}  // namespace

StatusOr<Language> Language::Parse(std::string_view tag) {
  std::string dashed(tag);
  std::replace(dashed.begin(), dashed.end(), '_', '-');
  const auto refuse = [&tag] {
    return Error(StatusCode::kInvalidArgument,
                 "'{}' is not a BCP-47 language tag; write e.g. en, ru, ur, ur-PK", Shortened(tag));
  };
  if (dashed.size() > kMaxTagBytes || !IsWellFormed(dashed)) return refuse();
  UErrorCode error = U_ZERO_ERROR;
  icu::Locale locale = icu::Locale::forLanguageTag(dashed, error);
  const std::string canonical = U_SUCCESS(error) ? locale.toLanguageTag<std::string>(error) : "";
  // ICU reads an ill-formed tail as if it were absent; a changed length shows it.
  if (U_FAILURE(error) || canonical.empty() || canonical == "und" ||
      std::count(canonical.begin(), canonical.end(), '-') <
          std::count(dashed.begin(), dashed.end(), '-')) {
    return refuse();
  }
  return Language(canonical);
}

bool Answers(const Language& stored, const Language& wanted) {
  if (stored == wanted) return true;
  if (stored.primary() != wanted.primary()) return false;
  return stored.tag() == stored.primary() || wanted.tag() == wanted.primary();
}

}  // namespace dragoman
