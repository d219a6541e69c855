// Recognition in several glossaries: each is asked, then what they found is put into one order, in
// which a term may lie inside a longer one of another glossary.
#include "server/engine/recognise.h"

#include <algorithm>
#include <tuple>

#include "server/engine/checks.h"
#include "server/engine/limits.h"
#include "server/engine/resources_asked.h"
#include "server/term/nesting.h"

namespace dragoman {
namespace {

// The rank of a term as a rendering: preferred, admitted, deprecated, forbidden.
int RankOf(const Term& term) { return static_cast<int>(term.status); }

// Returns the terms of a concept that render it, by target, then status, then as stored.
std::vector<uint32_t> RenderingsOf(const Concept& entry, const RecogniseOptions& options) {
  std::vector<uint32_t> renderings;
  const auto add = [&](const auto& wanted) {
    const size_t first = renderings.size();
    for (uint32_t i = 0; i < entry.terms.size(); ++i) {
      const bool known = std::find(renderings.begin(), renderings.end(), i) != renderings.end();
      if (!known && wanted(entry.terms[i].language)) renderings.push_back(i);
    }
    std::stable_sort(
        renderings.begin() + static_cast<std::ptrdiff_t>(first), renderings.end(),
        [&](uint32_t a, uint32_t b) { return RankOf(entry.terms[a]) < RankOf(entry.terms[b]); });
  };
  for (const Language& target : options.targets) {
    add([&target](const Language& language) { return Answers(language, target); });
  }
  if (options.targets.empty()) {
    add([&options](const Language& language) { return !Answers(language, options.source); });
  }
  return renderings;
}

void AddTerms(const GlossaryShard& glossary, const GlossaryView& view, std::string_view text,
              const Analysis& analysis, const RecogniseOptions& options,
              std::vector<RecognisedTerm>& out) {
  const auto index = view.indexes.find(options.source);
  if (index == view.indexes.end()) return;
  for (const TermHit& hit : index->second->Recognise(text, analysis)) {
    const auto entry = view.concepts->find(hit.concept_id);
    if (entry == view.concepts->end()) continue;  // Not in one view.
    out.push_back({.range = hit.range,
                   .glossary = glossary.name(),
                   .concept_value = entry->second,
                   .term = hit.term,
                   .nested = false,
                   .exact = hit.exact,
                   .renderings = {}});
  }
}

// Orders terms by begin, longest first, then in the order found.
void Order(std::vector<RecognisedTerm>& terms) {
  std::stable_sort(terms.begin(), terms.end(), [](const auto& a, const auto& b) {
    return std::tuple(a.range.begin, b.range.end) < std::tuple(b.range.begin, a.range.end);
  });
}

void MarkNested(std::vector<RecognisedTerm>& terms) {
  std::vector<ByteRange> ranges;
  ranges.reserve(terms.size());
  for (const RecognisedTerm& term : terms) ranges.push_back(term.range);
  const std::vector<bool> nested = NestedRanges(ranges);
  for (size_t i = 0; i < terms.size(); ++i) terms[i].nested = nested[i];
}

}  // namespace

Status CheckRecogniseOptions(const RecogniseOptions& options) {
  RETURN_IF_ERROR(
      WithFieldPrefix("options", CheckNames(ResourceKind::kGlossary, options.glossaries)));
  if (options.source.empty()) {
    return FieldError("options.source_language", "a BCP-47 tag is required, e.g. 'en'");
  }
  if (options.targets.size() <= kMaxTargets) return absl::OkStatus();
  return FieldError("options.target_languages",
                    fmt::format("{} given; name at most {}", options.targets.size(), kMaxTargets));
}

StatusOr<RecogniseResult> Recognise(const Registry& registry, const RecogniseOptions& options,
                                    std::string_view text) {
  RETURN_IF_ERROR(CheckRecogniseOptions(options));
  RETURN_IF_ERROR(CheckText("text", text, kMaxRecogniseBytes));
  ASSIGN_OR_RETURN(const auto glossaries, OpenGlossaries(registry, options.glossaries));
  const Analysis analysis = Analyse(text, options.source);
  RecogniseResult result;
  for (const auto& glossary : glossaries) {
    const auto view = glossary->ViewFor(options.source);
    result.glossaries.push_back({glossary->name(), view->revision});
    AddTerms(*glossary, *view, text, analysis, options, result.terms);
  }
  Order(result.terms);
  MarkNested(result.terms);
  if (options.longest_only) {
    std::erase_if(result.terms, [](const RecognisedTerm& term) { return term.nested; });
  }
  for (RecognisedTerm& term : result.terms) {
    term.renderings = RenderingsOf(*term.concept_value, options);
  }
  return result;
}

}  // namespace dragoman
