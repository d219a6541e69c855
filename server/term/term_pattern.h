// Terms made ready for recognition: each written form of a term as a sequence of dictionary words,
// each word with the keys under which a text may show it. Compiled once per concept and shared by
// every automaton that holds the concept.
#pragma once

#include <absl/container/flat_hash_map.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "server/model/concept.h"
#include "server/text/analysis.h"

namespace dragoman {

// A term of more words than this is not recognised.
inline constexpr size_t kMaxTermWords = 64;

// How a word of a term is compared with a word of a text.
enum class WordMode : uint8_t {
  kKeys = 0,  // The key sets meet (TermKeys): any inflected form, any case.
  kFold = 1,  // Equal at L3: any case, as written.
  kForm = 2,  // Equal at L2, apostrophes aside: as written, to the case.
};
inline constexpr size_t kWordModes = 3;

// One word of a term. Immutable.
struct TermWord {
  WordMode mode = WordMode::kKeys;
  std::string form;                   // FormKey of the word.
  std::string fold;                   // At L3.
  std::vector<std::string> keys;      // Of kKeys: TermKeys; of the others: the one string compared.
  std::vector<std::string> barriers;  // The marks the term has before this word (gap.h).
};

// One written form of a term.
struct TermPattern {
  uint32_t term = 0;                                   // Index into the concept's terms.
  std::vector<std::shared_ptr<const TermWord>> words;  // 1 to kMaxTermWords.
  std::vector<std::string> before;  // Marks that touch the first word in the term: «Поток».
  std::vector<std::string> after;   // Marks that touch the last word: Dr.
  bool is_name = false;             // Of a place or person, with a capital: no word without one.
};

// Returns whether a word of the text is another word than the term of one word whose keys it meets:
// a function word (server/text/term_keys.h), or turkey for Turkey. `form` and `fold` are those of
// the word.
bool IsOtherWord(const TermPattern& pattern, std::string_view form, std::string_view fold);

// Immutable.
struct CompiledConcept {
  std::shared_ptr<const Concept> source;
  std::vector<TermPattern> patterns;
  std::vector<std::string> exact_keys;  // By term index: CaselessKey of its text; "" if not known.
  size_t terms = 0;                     // Number of terms with at least one pattern.
};

// Shares equal words among concepts and computes the keys of each word once.
// Thread-compatible.
class WordPool {
 public:
  explicit WordPool(Language language) : language_(std::move(language)) {}

  std::shared_ptr<const TermWord> Intern(const Word& word, WordMode mode,
                                         std::vector<std::string> barriers);
  // Forgets the words that no concept uses, from time to time.
  void Trim();

 private:
  Language language_;
  absl::flat_hash_map<std::string, std::shared_ptr<const TermWord>> words_;
  size_t trim_at_ = 4096;
};

// Returns the concept with the patterns of all its terms that answer `language`. Terms that have no
// word left (marks only) and terms of more than kMaxTermWords words give no pattern.
CompiledConcept CompileConcept(std::shared_ptr<const Concept> source, const Language& language,
                               WordPool& pool);

// Returns the form of a word with all apostrophes as U+0027: abbreviations are compared to the
// case, not to the kind of apostrophe.
std::string FormKey(std::string_view form);

// Returns the analysed text at L2 with case folded: two texts are the same but for case when these
// are equal.
std::string CaselessKey(const Analysis& analysis);

// Returns the single word that the closed-up text `fold` (at L3) is, or nullopt when it is none
// or several.
std::optional<Word> ClosedUpWord(const std::string& fold, const Language& language);

}  // namespace dragoman
