// Recognition in several glossaries: each is asked, then what they found is put into one order, in
// which a term may lie inside a longer one of another glossary.
#include "server/engine/recognise.h"

#include <algorithm>
#include <tuple>

#include "server/base/clock.h"
#include "server/engine/checks.h"
#include "server/engine/limits.h"
#include "server/engine/renderings.h"
#include "server/engine/resources_asked.h"
#include "server/term/nesting.h"

namespace dragoman {
namespace {

void AddTerms(const GlossaryShard& glossary, const GlossaryView& view, std::string_view text,
              const Analysis& analysis, const RecogniseOptions& options,
              std::vector<RecognisedTerm>& out) {
  const auto index = view.indexes.find(options.source);
  if (index == view.indexes.end()) return;
  for (const TermHit& hit : index->second->Recognise(text, analysis)) {
    const auto entry = view.concepts->find(hit.concept_id);
    if (entry == view.concepts->end()) continue;  // Not in one view.
    const Concept& value = *entry->second;
    out.push_back(
        {.range = hit.range,
         .glossary = glossary.name(),
         .concept_value = entry->second,
         .term = hit.term,
         .nested = false,
         .exact = hit.exact,
         .use = StatusInForce(value, value.terms[hit.term], options.outlet, options.as_of)});
  }
}

// Orders terms by begin, longest first, those in their time first, then in the order found.
void Order(std::vector<RecognisedTerm>& terms) {
  std::stable_sort(terms.begin(), terms.end(), [](const auto& a, const auto& b) {
    return std::tuple(a.range.begin, b.range.end, a.use.out_of_time) <
           std::tuple(b.range.begin, a.range.end, b.use.out_of_time);
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

PartialDate DayAsked(const PartialDate& as_of) {
  return as_of.empty() ? PartialDate::DayOf(NowMicros()) : as_of;
}

Status CheckRecogniseOptions(const RecogniseOptions& options) {
  RETURN_IF_ERROR(
      WithFieldPrefix("options", CheckNames(ResourceKind::kGlossary, options.glossaries)));
  if (options.source.empty()) {
    return FieldError("options.source_language", "a BCP-47 tag is required, e.g. 'en'");
  }
  if (options.targets.size() > kMaxTargets) {
    return FieldError("options.target_languages", fmt::format("{} given; name at most {}",
                                                              options.targets.size(), kMaxTargets));
  }
  return options.outlet.empty() ? absl::OkStatus() : CheckOutlet("options.outlet", options.outlet);
}

StatusOr<RecogniseResult> Recognise(const Catalog& registry, const RecogniseOptions& asked,
                                    std::string_view text) {
  RETURN_IF_ERROR(CheckRecogniseOptions(asked));
  RETURN_IF_ERROR(CheckText("text", text, kMaxRecogniseBytes));
  RecogniseOptions options = asked;
  options.as_of = DayAsked(asked.as_of);
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
  for (RecognisedTerm& term : result.terms) term.renderings = RenderingsOf(term, options);
  return result;
}

}  // namespace dragoman
