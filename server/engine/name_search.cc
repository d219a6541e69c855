// The wanted spellings are looked up in the indexes of the memories; what stands in the units found
// is told from their texts.
#include "server/engine/name_search.h"

#include <algorithm>
#include <climits>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "server/engine/checks.h"
#include "server/engine/limits.h"
#include "server/engine/resources_asked.h"
#include "server/engine/steady_read.h"
#include "server/text/term_keys.h"

namespace dragoman {
namespace {

constexpr int kRounds = 4;                 // Of searches, each for what the one before has found.
constexpr size_t kMostTerms = 100;         // Terms of concepts that are looked for in memories.
constexpr int kMostWeakKeyDistance = 1;    // Of the sounds of terms that have only a weak key.
constexpr size_t kCancelledInterval = 64;  // Units between two looks whether the caller is there.

Status CheckName(const std::string& name, const Language& language) {
  RETURN_IF_ERROR(CheckText("name", name, kMaxSearchedNameBytes));
  if (NameKeyOf(name).symbols.empty()) return FieldError("name", "a name has a letter");
  const size_t words = Analyse(name, language).words.size();
  if (words >= 1 && words <= kMaxSearchedNameWords) return absl::OkStatus();
  return FieldError("name",
                    fmt::format("{} words; a name has 1 to {}", words, kMaxSearchedNameWords));
}

Status CheckRequest(const NameRequest& request) {
  RETURN_IF_ERROR(CheckName(request.name, request.language));
  if (request.targets.size() > kMaxTargets) {
    return FieldError("target_languages", fmt::format("{} given; name at most {}",
                                                      request.targets.size(), kMaxTargets));
  }
  if (request.limit < 1 || request.limit > kMaxPageSize) {
    return FieldError("limit", fmt::format("{} given; 1 to {}", request.limit, kMaxPageSize));
  }
  if (request.max_places >= 1 && request.max_places <= kMaxNamePlaces) return absl::OkStatus();
  return FieldError("max_places",
                    fmt::format("{} given; 1 to {}", request.max_places, kMaxNamePlaces));
}

// How surely a concept is that of the name. A form or weak key counts only where nothing surer is.
enum class Grip { kHasName, kHasKey, kHasForm, kHasWeakKey };

struct GrippedConcept {
  std::string glossary;
  std::shared_ptr<const Concept> concept_value;
  Grip grip = Grip::kHasWeakKey;
  int distance = INT_MAX;  // Of the sounds.
};

// Returns whether a term, or one of its forms, has as many words as the name, each the `same`.
template <typename SameWord>
bool IsName(const Term& term, std::string_view name, const SameWord& same_word) {
  const auto words = Analyse(name, term.language).words;
  const auto same = [&](const std::string& text) {
    const auto others = Analyse(text, term.language).words;
    return std::equal(words.begin(), words.end(), others.begin(), others.end(), same_word);
  };
  return same(term.text) || std::any_of(term.forms.begin(), term.forms.end(), same);
}

bool IsNameAsWritten(const Term& term, std::string_view name) {
  return IsName(term, name, [](const Word& a, const Word& b) { return a.fold == b.fold; });
}

bool IsNameInAnyForm(const Term& term, std::string_view name) {
  return IsName(term, name, [&term](const Word& a, const Word& b) {
    const std::vector<std::string> keys = TermKeys(a, term.language);
    const std::vector<std::string> others = TermKeys(b, term.language);
    return std::any_of(keys.begin(), keys.end(), [&others](const std::string& key) {
      return std::find(others.begin(), others.end(), key) != others.end();
    });
  });
}

// Returns whether a concept can be a name: all its preferred terms begin like one.
bool IsNamed(const Concept& entry) {
  return std::all_of(entry.terms.begin(), entry.terms.end(), [](const Term& term) {
    return term.status != TermStatus::kPreferred || BeginsLikeName(term.text);
  });
}

// Returns how surely the concept of a term whose key meets the name's is that of the name.
std::optional<Grip> GripOf(const NamedTerm& found, const NameKey& key, std::string_view name,
                           int distance) {
  const Concept& entry = *found.concept_value;
  const Term& term = entry.terms[found.term];
  const bool equal = found.meeting == NameMeeting::kEqual;
  const bool weak = key.symbols.size() <= kMostWeakNameSymbols;
  if (IsNameAsWritten(term, name)) return Grip::kHasName;
  if (equal && !weak && IsNamed(entry)) return Grip::kHasKey;
  if (IsNameInAnyForm(term, name)) return Grip::kHasForm;
  // By its key alone Python would be Putin.
  const bool sounds_like = !weak || distance <= kMostWeakKeyDistance;
  return sounds_like && IsNamed(entry) ? std::optional(Grip::kHasWeakKey) : std::nullopt;
}

// Keeps the concepts that are surely the name's; where none is, those that are it most likely.
void KeepSurest(std::vector<GrippedConcept>& concepts) {
  const auto rank = [](const GrippedConcept& one) { return std::pair(one.grip, one.distance); };
  const auto less = [&rank](const auto& a, const auto& b) { return rank(a) < rank(b); };
  std::stable_sort(concepts.begin(), concepts.end(), less);
  if (concepts.empty()) return;
  const auto best = rank(concepts.front());
  std::erase_if(concepts, [&](const GrippedConcept& one) {
    return one.grip > Grip::kHasKey && rank(one) != best;
  });
}

// One search on its way through the glossaries and memories.
class NameSearch {
 public:
  NameSearch(const NameRequest& request, const Cancelled& cancelled)
      : request_(request),
        cancelled_(cancelled),
        gatherer_(request.name, request.language, request.targets, request.max_places) {
    result_.language = request.language;
    result_.key = gatherer_.key();
  }

  StatusOr<NameResult> Run(const std::vector<std::shared_ptr<GlossaryShard>>& glossaries,
                           const std::vector<std::shared_ptr<MemoryShard>>& memories) {
    for (const auto& glossary : glossaries) FindConcepts(*glossary);
    AddTerms();
    size_t first = 0;
    for (int round = 0; round < kRounds && first < gatherer_.wanted().size(); ++round) {
      RETURN_IF_ERROR(SearchMemories(memories, first));
      first = gatherer_.WantFound();
    }
    result_.units = read_.size();
    Take(std::move(gatherer_).Finish());
    return std::move(result_);
  }

 private:
  using UnitIds = std::set<UnitId, std::greater<>>;  // The newest first.

  void FindConcepts(GlossaryShard& glossary) {
    const auto view = glossary.view();
    result_.glossaries.push_back({glossary.name(), view->revision});
    std::map<std::string, GrippedConcept> concepts;
    for (const NamedTerm& found : glossary.NamesOf(*view)->Find(gatherer_.key())) {
      const NameKey key = NameKeyOf(found.concept_value->terms[found.term].text);
      const int distance = SoundDistance(gatherer_.key(), key);
      const auto grip = GripOf(found, gatherer_.key(), request_.name, distance);
      if (!grip) continue;
      GrippedConcept& there = concepts[found.concept_value->id];
      there.glossary = glossary.name();
      there.concept_value = found.concept_value;
      std::tie(there.grip, there.distance) =
          std::min(std::pair(there.grip, there.distance), std::pair(*grip, distance));
    }
    for (auto& [id, one] : concepts) concepts_.push_back(std::move(one));
  }

  // Adds the terms of the concepts that are the name's.
  void AddTerms() {
    KeepSurest(concepts_);
    std::vector<SpellingTerm> terms;
    for (const GrippedConcept& one : concepts_) {
      for (uint32_t i = 0; i < one.concept_value->terms.size(); ++i) {
        terms.push_back({one.glossary, one.concept_value, i});
      }
    }
    if (terms.size() > kMostTerms) {
      result_.truncated = true;
      terms.resize(kMostTerms);
    }
    for (const SpellingTerm& term : terms) gatherer_.AddTerm(term);
  }

  // Looks for the wanted spellings from `first` on.
  Status SearchMemories(const std::vector<std::shared_ptr<MemoryShard>>& memories, size_t first) {
    for (size_t i = 0; i < memories.size(); ++i) {
      const size_t room = (kMaxNameUnits - read_.size()) / (memories.size() - i);
      RETURN_IF_ERROR(SearchMemory(*memories[i], first, room));
    }
    return absl::OkStatus();
  }

  Status SearchMemory(MemoryShard& memory, size_t first, size_t room) {
    RETURN_IF_ERROR(memory.CheckReady());
    return ReadSteadily(memory, [&](const MemoryView& view) -> StatusOr<bool> {
      RETURN_IF_ERROR(CheckCancelled(cancelled_));
      ASSIGN_OR_RETURN(const std::vector<UnitId> ids, FindUnits(memory, view, first, room));
      ASSIGN_OR_RETURN(const bool taken, TakeUnits(memory, view.revision, ids));
      if (taken) NoteRevision(memory.name(), view.revision);
      return taken;
    });
  }

  // Returns the newest units in which a wanted spelling stands, without those read before.
  StatusOr<std::vector<UnitId>> FindUnits(const MemoryShard& memory, const MemoryView& view,
                                          size_t first, size_t room) {
    UnitIds found;
    const auto& wanted = gatherer_.wanted();
    for (size_t i = first; i < wanted.size(); ++i) {
      for (const IndexSnapshot* index : view.Answering(wanted[i].language)) {
        const ConcordanceOptions options{.limit = kMaxNameUnits, .cancelled = cancelled_};
        const auto units = SearchConcordance(*index, {wanted[i].item}, options);
        if (!units.ok()) return units.status();
        result_.truncated |= units->total > units->units.size();
        found.insert(units->units.begin(), units->units.end());
      }
    }
    std::erase_if(found, [&](UnitId unit) { return read_.contains({memory.name(), unit}); });
    std::vector<UnitId> newest(found.begin(), found.end());
    result_.truncated |= newest.size() > room;
    if (newest.size() > room) newest.resize(room);
    return newest;
  }

  // Returns false, and takes none, when one of the units has changed since `revision`.
  StatusOr<bool> TakeUnits(const MemoryShard& memory, Revision revision,
                           const std::vector<UnitId>& ids) {
    ASSIGN_OR_RETURN(const auto units, memory.Read(ids));
    const bool stale = std::any_of(units.begin(), units.end(), [revision](const auto& unit) {
      return !unit || unit->revision > revision;
    });
    if (stale) return false;
    for (size_t i = 0; i < units.size(); ++i) {
      if (i % kCancelledInterval == 0) RETURN_IF_ERROR(CheckCancelled(cancelled_));
      read_.insert({memory.name(), ids[i]});
      gatherer_.Take(memory.name(), std::make_shared<const Unit>(*units[i]));
    }
    return true;
  }

  void NoteRevision(const std::string& memory, Revision revision) {
    for (UsedRevision& used : result_.memories) {
      if (used.name == memory) return void(used.revision = revision);
    }
    result_.memories.push_back({memory, revision});
  }

  // Keeps of each language the first spellings.
  void Take(std::vector<NameSpelling> spellings) {
    result_.total_spellings = spellings.size();
    std::map<Language, size_t> taken;
    for (NameSpelling& spelling : spellings) {
      if (taken[spelling.language]++ < request_.limit) {
        result_.spellings.push_back(std::move(spelling));
      }
    }
  }

  const NameRequest& request_;
  const Cancelled& cancelled_;
  SpellingGatherer gatherer_;
  std::vector<GrippedConcept> concepts_;
  std::set<std::pair<std::string, UnitId>> read_;
  NameResult result_;
};

}  // namespace

StatusOr<NameResult> FindName(const Catalog& registry, const NameRequest& request,
                              const Cancelled& cancelled) {
  NameRequest asked = request;
  RETURN_IF_ERROR(CheckText("name", asked.name, kMaxSearchedNameBytes));
  if (asked.language.empty()) asked.language = LanguageByScript(asked.name);
  RETURN_IF_ERROR(CheckRequest(asked));
  ASSIGN_OR_RETURN(const auto glossaries, OpenGlossaries(registry, asked.glossaries));
  ASSIGN_OR_RETURN(const auto memories, OpenMemories(registry, asked.memories));
  return NameSearch(asked, cancelled).Run(glossaries, memories);
}

}  // namespace dragoman
