// Search of glossaries by the beginnings of words.
#include <algorithm>

#include "server/engine/checks.h"
#include "server/engine/limits.h"
#include "server/engine/recognise.h"
#include "server/engine/resources_asked.h"

namespace dragoman {
namespace {

using Folds = std::vector<std::string>;

Folds FoldsOf(std::string_view text, const Language& language) {
  Folds folds;
  for (const Word& word : Analyse(text, language).words) folds.push_back(word.fold);
  return folds;
}

// The words asked for, folded as each language folds them. Thread-compatible.
class WordsAsked {
 public:
  explicit WordsAsked(const ConceptQuery& query) : query_(query) {}

  bool StandIn(const Term& term) {
    if (!query_.language.empty() && !Answers(term.language, query_.language)) return false;
    const Folds folds = FoldsOf(term.text, term.language);
    const Folds& asked = In(term.language);
    return std::all_of(asked.begin(), asked.end(), [&folds](const std::string& beginning) {
      return std::any_of(folds.begin(), folds.end(), [&beginning](const std::string& fold) {
        return fold.starts_with(beginning);
      });
    });
  }

 private:
  const Folds& In(const Language& language) {
    const auto [there, added] = folds_.try_emplace(std::string(language.primary()));
    if (added) there->second = FoldsOf(query_.words, language);
    return there->second;
  }

  const ConceptQuery& query_;
  std::map<std::string, Folds> folds_;  // By primary language.
};

Status CheckQuery(const ConceptQuery& query) {
  RETURN_IF_ERROR(CheckText("query", query.words, kMaxTermBytes));
  if (FoldsOf(query.words, query.language).empty()) {
    return FieldError("query", "a word to look for is required");
  }
  if (query.limit >= 1 && query.limit <= kMaxPageSize) return absl::OkStatus();
  return FieldError("limit", fmt::format("{} given; 1 to {}", query.limit, kMaxPageSize));
}

}  // namespace

StatusOr<ConceptSearchResult> SearchConcepts(const Catalog& registry, const ConceptQuery& query) {
  RETURN_IF_ERROR(CheckQuery(query));
  ASSIGN_OR_RETURN(const auto glossaries, OpenGlossaries(registry, query.glossaries));
  WordsAsked words(query);
  ConceptSearchResult result;
  result.as_of = DayAsked(query.as_of);
  for (const auto& glossary : glossaries) {
    const auto view = glossary->view();
    for (const auto& [id, entry] : *view->concepts) {
      if (!query.category.empty() && entry->category != query.category) continue;
      const bool found = std::any_of(entry->terms.begin(), entry->terms.end(),
                                     [&words](const Term& term) { return words.StandIn(term); });
      if (!found) continue;
      if (result.concepts.size() == query.limit) {
        result.truncated = true;
        return result;
      }
      result.concepts.push_back({glossary->name(), entry});
    }
  }
  return result;
}

}  // namespace dragoman
