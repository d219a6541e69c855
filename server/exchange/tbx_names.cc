#include "server/exchange/tbx_names.h"

#include <absl/strings/match.h>
#include <absl/strings/strip.h>

#include <algorithm>
#include <array>

#include "server/base/status.h"
#include "server/base/utf8.h"

namespace dragoman {
namespace {

struct StatusName {
  std::string_view name;  // In small letters, without the "Term" and "-admn-sts" after it.
  TermStatus status;
  bool is_all;
};
constexpr std::array kStatuses{StatusName{"preferred", TermStatus::kPreferred, true},
                               StatusName{"admitted", TermStatus::kAdmitted, true},
                               StatusName{"deprecated", TermStatus::kDeprecated, true},
                               StatusName{"superseded", TermStatus::kObsolete, true},
                               StatusName{"standardized", TermStatus::kPreferred, false},
                               StatusName{"legal", TermStatus::kPreferred, false},
                               StatusName{"regulated", TermStatus::kPreferred, false},
                               StatusName{"notrecommended", TermStatus::kDeprecated, true},
                               StatusName{"obsolete", TermStatus::kObsolete, true},
                               StatusName{"forbidden", TermStatus::kForbidden, true}};

struct TypeName {
  std::string_view name;  // In small letters.
  TermType type;
  bool is_all;
};
constexpr std::array kTypes{TypeName{"fullform", TermType::kFullForm, true},
                            TypeName{"abbreviation", TermType::kAbbreviation, true},
                            TypeName{"variant", TermType::kVariant, true},
                            TypeName{"acronym", TermType::kAbbreviation, false},
                            TypeName{"initialism", TermType::kAbbreviation, false},
                            TypeName{"abbreviated form of term", TermType::kAbbreviation, false},
                            // Recognised in any case, as abbreviations are not.
                            TypeName{"shortform", TermType::kVariant, false},
                            TypeName{"main entry term", TermType::kFullForm, false},
                            TypeName{"phrase", TermType::kFullForm, false}};

struct GenderName {
  std::string_view name;
  std::string_view gender;
};
constexpr std::array kGenders{GenderName{"masculine", "m"}, GenderName{"feminine", "f"},
                              GenderName{"neuter", "n"}};

constexpr std::array<std::string_view, 5> kPartsOfSpeech{"adjective", "adverb", "noun", "other",
                                                         "verb"};
constexpr std::string_view kOther = "other";

}  // namespace

std::optional<TbxMeaning<TermStatus>> TermStatusOfTbx(std::string_view value) {
  const std::string lower = AsciiLower(value);
  absl::string_view name = lower;
  absl::ConsumeSuffix(&name, "-admn-sts");
  absl::ConsumeSuffix(&name, "term");
  for (const StatusName& one : kStatuses) {
    if (one.name == ToStd(name)) return TbxMeaning<TermStatus>{one.status, one.is_all};
  }
  return std::nullopt;
}

std::string_view TbxOf(TermStatus status) {
  switch (status) {
    case TermStatus::kPreferred:
      return "preferredTerm-admn-sts";
    case TermStatus::kAdmitted:
      return "admittedTerm-admn-sts";
    case TermStatus::kObsolete:
      return "supersededTerm-admn-sts";
    default:
      return "deprecatedTerm-admn-sts";
  }
}

std::optional<TbxMeaning<TermType>> TermTypeOfTbx(std::string_view value) {
  const std::string name = AsciiLower(value);
  for (const TypeName& one : kTypes) {
    if (one.name == name) return TbxMeaning<TermType>{one.type, one.is_all};
  }
  return std::nullopt;
}

std::string_view TbxOf(TermType type) {
  if (type == TermType::kAbbreviation) return "abbreviation";
  return type == TermType::kVariant ? "variant" : "fullForm";
}

std::string GenderOfTbx(std::string_view value) {
  for (const GenderName& one : kGenders) {
    if (absl::EqualsIgnoreCase(ToAbsl(value), ToAbsl(one.name))) return std::string(one.gender);
  }
  return std::string(value);
}

std::string_view TbxOfGender(std::string_view gender) {
  for (const GenderName& one : kGenders) {
    if (one.gender == gender || one.name == gender) return one.name;
  }
  return kOther;
}

std::string PartOfSpeechOfTbx(std::string_view value) {
  const std::string lower = AsciiLower(value);
  const bool is_known =
      std::find(kPartsOfSpeech.begin(), kPartsOfSpeech.end(), lower) != kPartsOfSpeech.end();
  return is_known ? lower : std::string(value);
}

std::string_view TbxOfPartOfSpeech(std::string_view part_of_speech) {
  const auto found = std::find(kPartsOfSpeech.begin(), kPartsOfSpeech.end(), part_of_speech);
  return found == kPartsOfSpeech.end() ? kOther : *found;
}

}  // namespace dragoman
