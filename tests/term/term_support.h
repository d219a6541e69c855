// What the tests of recognition share: terms and concepts in a few words, tables read from disk.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "server/term/term_index.h"

namespace dragoman {

Language Lang(std::string_view tag);

// Returns a full form in any case, or with a type given that.
Term MakeTerm(const Language& language, std::string text, TermType type = TermType::kFullForm);

ConceptChange MakeChange(std::string id, std::vector<Term> terms, std::string category = "");

// Returns the index of these concepts, at revision 1.
std::shared_ptr<const TermSnapshot> SnapshotOf(const Language& language,
                                               const std::vector<ConceptChange>& concepts);

std::vector<TermHit> RecogniseIn(const TermSnapshot& snapshot, const std::string& text,
                                 const Language& language);

std::string_view Covered(std::string_view text, const TermHit& hit);

std::vector<std::string> SplitAt(std::string_view text, std::string_view separator);

// Returns the rows of a file, split at `separator`, each cell trimmed of spaces; empty lines and
// lines that begin with "//" are left out. Empty when there is no such file.
std::vector<std::vector<std::string>> ReadTable(const std::string& path,
                                                std::string_view separator);

// Returns the whole file, or "" when there is none.
std::string ReadFile(const std::string& path);

// Returns the concepts of the shared seed glossary with all its variants (upper-case ones as
// abbreviations), or none where the shared data are absent.
std::vector<ConceptChange> SeedGlossary();

// Returns a file of the shared data (see tests/README.md), which may not exist.
std::string SharedPath(std::string_view file);

}  // namespace dragoman
