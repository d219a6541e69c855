// What the tests of TBX share: files of concepts made, read and shown.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/exchange/tbx.h"
#include "tests/status_matchers.h"

namespace dragoman {

using TbxEntries = std::vector<ReadEntry<Concept>>;

// What a whole file gives.
struct TbxContent {
  TbxEntries entries;
  std::vector<FileLanguage> languages;
  std::vector<Loss> losses;
};

StatusOr<TbxContent> ReadTbx(std::string_view file, const std::vector<std::string>& languages = {},
                             size_t piece_bytes = 1 << 20);

// Returns the concepts of a file that must have no other entries.
std::vector<Concept> ConceptsOf(const StatusOr<TbxContent>& content);

// Returns a file with these elements in its <body>, from its line 4 on.
std::string TbxWith(std::string_view body);
std::string MartifWith(std::string_view body);

// Returns a <conceptEntry> with this beside its sections, and a term in en with this beside it.
std::string TbxEntryWith(std::string_view details, std::string_view of_term = "");

std::string TbxOf(const std::vector<Concept>& concepts, TbxStyle style = TbxStyle::kDca,
                  const std::vector<std::string>& languages = {});

// Returns everything that a file gives, the error about it too.
std::string ShownTbx(std::string_view file, size_t piece_bytes);

}  // namespace dragoman
