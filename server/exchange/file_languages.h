// What the languages that the texts of a file name (TMX, TBX, XLIFF) are stored as.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "server/base/status.h"
#include "server/exchange/entry_reader.h"
#include "server/model/language.h"

namespace dragoman {

// Thread-compatible.
class FileLanguages {
 public:
  // Takes the languages to be read, each as TAG or, to store what the file calls NAME as another,
  // NAME=TAG; a tag without a region stands for its regions too. None: all, as they are named.
  //
  // Errors: InvalidArgument about "columns".
  static StatusOr<FileLanguages> Create(const std::vector<std::string>& choices);

  // Returns the language that a text is stored in, empty for one that is left out; counts it.
  //
  // Errors: InvalidArgument when it is no language tag.
  StatusOr<Language> Count(std::string_view written);
  // Returns the language that a name means, empty for none.
  Language Meant(std::string_view written);

  std::vector<FileLanguage> Counted() const;

 private:
  struct Choice {
    std::string name;   // As the file writes it, in small letters.
    Language language;  // The name as a tag; empty: it is none.
    Language stored;    // Empty: as the file names it.
  };
  static StatusOr<Choice> ParseChoice(const std::string& text);
  struct Name {
    StatusOr<Language> language;
    uint64_t segments = 0;
  };
  StatusOr<Language> Resolve(std::string_view written) const;
  Name* Find(std::string_view written);

  std::vector<Choice> choices_;
  std::map<std::string, Name, std::less<>> names_;  // Those met: tags are slow to parse.
};

}  // namespace dragoman
