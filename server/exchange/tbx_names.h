// The values of TBX's picklists and what they mean here. Used by the reader and the writer only.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "server/model/concept.h"

namespace dragoman {

// What a value of a file means.
template <typename Value>
struct TbxMeaning {
  Value value{};
  bool is_all = true;  // False: it says more than the value does.
};

// /administrativeStatus/, /normativeAuthorization/, and the shorter words that tools write for
// them. nullopt: none of them.
std::optional<TbxMeaning<TermStatus>> TermStatusOfTbx(std::string_view value);
// Forbidden terms are deprecated ones to TBX.
std::string_view TbxOf(TermStatus status);

// /termType/.
std::optional<TbxMeaning<TermType>> TermTypeOfTbx(std::string_view value);
std::string_view TbxOf(TermType type);

// /grammaticalGender/: "masculine" is "m"; other values are as they stand.
std::string GenderOfTbx(std::string_view value);
// Returns the value of the picklist, "other" for what is not in it.
std::string_view TbxOfGender(std::string_view gender);

// /partOfSpeech/: those of the picklist in small letters; other values are as they stand.
std::string PartOfSpeechOfTbx(std::string_view value);
std::string_view TbxOfPartOfSpeech(std::string_view part_of_speech);

}  // namespace dragoman
