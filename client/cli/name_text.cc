// See name_text.h.
#include "client/cli/name_text.h"

#include <fmt/format.h>

#include <map>
#include <vector>

#include "client/cli/concordance_text.h"
#include "client/cli/labels.h"
#include "client/cli/style.h"
#include "client/cli/text_output.h"

namespace dragoman {
namespace {

using Concepts = std::map<std::string, std::string>;  // Names with categories.

Concepts ConceptsOf(const v1::FindNameResponse& response) {
  Concepts concepts;
  for (const v1::NameSpelling& spelling : response.spellings()) {
    for (const v1::NameTerm& term : spelling.terms()) {
      concepts[term.concept_name()] = term.category();
    }
  }
  return concepts;
}

// Returns what a term is, with its concept where `named`.
std::string TermText(const v1::NameTerm& term, bool named, bool colors) {
  const v1::TermStatus status = term.term().status();
  std::string text =
      Painted(LabelOf(status), IsUsable(status) ? Color::kNone : Color::kYellow, colors);
  if (term.term().type() == v1::ABBREVIATION) text += " abbreviation";
  return named ? text + " in " + Painted(term.concept_name(), Color::kGray, colors) : text;
}

std::string SpellingText(const v1::NameSpelling& spelling, bool named, bool colors) {
  std::vector<std::string> remarks;
  if (spelling.kind() != v1::NameSpelling::TERM) remarks.emplace_back(LabelOf(spelling.kind()));
  for (const v1::NameTerm& term : spelling.terms()) {
    std::string remark = TermText(term, named, colors);
    if (remarks.empty() || remarks.back() != remark) remarks.push_back(std::move(remark));
  }
  std::vector<std::string> forms;
  for (const std::string& form : spelling.forms()) {
    if (form != spelling.text()) forms.push_back(Shown(form));
  }
  if (!forms.empty()) remarks.push_back(fmt::format("also {}", fmt::join(forms, ", ")));
  return fmt::format("{:<3} {:>5}  {}  {}\n", spelling.language(), spelling.segment_count(),
                     Painted(Shown(spelling.text()), Color::kBold, colors),
                     fmt::join(remarks, "; "));
}

v1::ConcordanceHit HitOf(const v1::NamePlace& place) {
  v1::ConcordanceHit hit;
  *hit.mutable_source() = place.segment();
  *hit.mutable_occurrences() = place.occurrences();
  return hit;
}

}  // namespace

std::string SpellingsText(const v1::FindNameResponse& response, bool colors) {
  const Concepts concepts = ConceptsOf(response);
  std::string text;
  for (const auto& [name, category] : concepts) {
    text += Painted(name, Color::kGray, colors);
    text += category.empty() ? "\n" : fmt::format("  {}\n", Shown(category));
  }
  for (const v1::NameSpelling& spelling : response.spellings()) {
    text += SpellingText(spelling, concepts.size() > 1, colors);
  }
  return text;
}

std::string NamePlacesText(const v1::FindNameResponse& response, bool colors) {
  std::vector<std::string> units;  // In the order in which they come.
  std::map<std::string, std::string> segments;
  for (const v1::NameSpelling& spelling : response.spellings()) {
    for (const v1::NamePlace& place : spelling.places()) {
      const auto [unit, added] = segments.try_emplace(place.unit());
      if (added) units.push_back(place.unit());
      unit->second += ConcordanceSegmentText(HitOf(place), colors);
    }
  }
  std::string text;
  for (const std::string& unit : units) {
    text += fmt::format("{}\n{}", Painted(unit, Color::kGray, colors), segments[unit]);
  }
  return text;
}

std::string NameCountText(const v1::FindNameResponse& response) {
  std::string text = fmt::format("{}, {}", Counted(response.spelling_count(), "spelling"),
                                 Counted(response.unit_count(), "unit"));
  const auto shown = static_cast<uint64_t>(response.spellings_size());
  if (shown < response.spelling_count()) {
    text += fmt::format("; {} shown, a higher --limit shows more", shown);
  }
  if (response.truncated()) text += "; there are more units, of which only the newest were read";
  return text;
}

}  // namespace dragoman
