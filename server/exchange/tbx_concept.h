// What the elements of one entry of TBX say, and the concept they make. Used by the reader only.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "server/base/status.h"
#include "server/exchange/losses.h"
#include "server/model/concept.h"

namespace dragoman {

// A data category with its text, such as "definition", or a <note>.
struct TbxItem {
  std::string category{};
  std::string text{};
  std::string source{};  // That of its group.
  uint64_t line = 0;
};
using TbxItems = std::vector<TbxItem>;

struct TbxTerm {
  std::string text{};
  TbxItems items{};
};

struct TbxLanguage {
  Language language{};
  TbxItems items{};
  std::vector<TbxTerm> terms{};
};

struct TbxEntry {
  std::string id{};  // "": it has none.
  uint64_t line = 0;
  TbxItems items{};
  std::vector<TbxLanguage> languages{};
};

// Returns the concept. Categories that it has no field for go to its note, or that of the term, as
// "CATEGORY: TEXT (SOURCE)", those of a language after "LANGUAGE: "; what a field has no room for
// is a loss.
//
// Errors: InvalidArgument when a note of tbx_note.h is wrong.
StatusOr<Concept> ConceptOfTbx(const TbxEntry& entry, Losses& losses);

}  // namespace dragoman
