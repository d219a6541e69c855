// Languages and dates of their texts, which must be good ones.
#pragma once

#include <string_view>

#include "server/model/language.h"
#include "server/model/partial_date.h"
#include "tests/status_matchers.h"

namespace dragoman {

inline Language Of(std::string_view tag) {
  StatusOr<Language> language = Language::Parse(tag);
  EXPECT_OK(language) << tag;
  return language.value_or(Language());
}

// Returns no date for "".
inline PartialDate Date(std::string_view text) {
  return text.empty() ? PartialDate() : PartialDate::Parse(text).value();
}

}  // namespace dragoman
