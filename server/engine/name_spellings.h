// Gathers how a name is written: the spellings that are looked for, those found beside them, and
// the places of each.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "server/engine/name_windows.h"
#include "server/match/concordance.h"
#include "server/model/concept.h"
#include "server/model/unit.h"

namespace dragoman {

// What makes a spelling one of the name; the lesser, the surer.
enum class SpellingKind : uint8_t {
  kAsGiven = 1,   // The name itself.
  kTerm = 2,      // A term of a concept that has the name.
  kEqualKey = 3,  // Its key is the name's.
  kNearKey = 4,   // Its key is near the name's.
};

// A concept's term that is the spelling.
struct SpellingTerm {
  std::string glossary;  // "glossaries/ID".
  std::shared_ptr<const Concept> concept_value;
  uint32_t term = 0;
};

// A segment in which the spelling stands.
struct SpellingPlace {
  std::string memory;  // "memories/ID".
  std::shared_ptr<const Unit> unit;
  Language language;                   // Of the segment.
  std::vector<ByteRange> occurrences;  // In its text: ascending, apart from each other.
};

struct NameSpelling {
  Language language;
  std::string text;  // The name or term as given; else the form that stands most often.
  SpellingKind kind = SpellingKind::kAsGiven;
  std::vector<SpellingTerm> terms{};
  std::vector<std::string> forms{};     // As it stands in the memories: the most frequent first.
  uint64_t segments = 0;                // In which it stands, of those read;
  uint64_t occurrences = 0;             // how often in them.
  std::vector<SpellingPlace> places{};  // The first of them.
};

// Spellings that differ only in endings, case or diacritics are one. Thread-compatible.
class SpellingGatherer {
 public:
  // Gathers spellings of a name in `language` and in languages that answer `targets` (none: all),
  // with at most `max_places` places of each.
  SpellingGatherer(std::string_view name, const Language& language, std::vector<Language> targets,
                   size_t max_places);

  const NameKey& key() const { return key_; }

  // A spelling to look for.
  struct Wanted {
    Language language;
    ConcordanceItem item;  // Its words, one behind the other, by stem.
    bool capital = false;  // It begins with a capital letter, and so must what stands for it.
    size_t spelling = 0;
  };
  // Adds a term of a concept, to be looked for in memories.
  void AddTerm(const SpellingTerm& term);
  // Makes spellings that were found wanted as well, if they are sure to be the name's: they have
  // its key, and more than 3 symbols or sounds at most 1 apart. Returns the place of the first one
  // in wanted().
  size_t WantFound();
  const std::vector<Wanted>& wanted() const { return wanted_; }

  // Takes the spellings that stand in a unit: in each language those that are wanted, or else what
  // has the name's key. A unit in which no wanted one stands has none.
  void Take(const std::string& memory, const std::shared_ptr<const Unit>& unit);

  // Returns the spellings, those of one language together, in the order that NameResult tells.
  std::vector<NameSpelling> Finish() &&;

 private:
  struct Found {
    size_t spelling = 0;
    ByteRange range;
  };

  bool IsOfInterest(const Language& language) const;
  int PlaceOf(const NameSpelling& spelling) const;
  size_t SpellingOf(const Language& language, std::string_view text, SpellingKind kind);
  void Want(size_t spelling);
  std::vector<Found> FindWanted(const Variant& variant, const Analysis& analysis) const;
  std::vector<Found> FindByKey(const Variant& variant, const Analysis& analysis);
  void Note(const std::string& memory, const std::shared_ptr<const Unit>& unit,
            const Variant& variant, std::vector<Found> found);

  const NameKey key_;
  const Language language_;
  const std::vector<Language> targets_;
  const size_t max_places_;
  size_t words_ = 0;  // Of the name.
  std::vector<NameSpelling> spellings_;
  std::vector<std::map<std::string, uint64_t>> forms_;  // Of each spelling, with their counts.
  std::vector<bool> is_wanted_;                         // Of each spelling,
  std::vector<int> distances_;                          // with its least SoundDistance.
  std::map<std::pair<std::string, std::string>, size_t> by_stems_;  // Language, stems.
  std::vector<Wanted> wanted_;
};

}  // namespace dragoman
