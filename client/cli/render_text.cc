// See render_text.h.
#include "client/cli/render_text.h"

#include <fmt/format.h>

#include "client/cli/style.h"
#include "client/cli/terms_text.h"
#include "client/cli/text_output.h"

namespace dragoman {

void RenderSummary::Add(const v1::RenderedSegment& segment) {
  ++segments;
  const auto& matches = segment.lookup().matches();
  if (matches.empty()) {
    ++no_match;
  } else if (matches[0].kind() == v1::IN_CONTEXT_EXACT) {
    ++in_context;
  } else if (matches[0].kind() == v1::EXACT) {
    ++exact;
  } else if (matches[0].kind() == v1::BRIDGED) {
    ++bridged;
  } else {
    ++fuzzy;
  }
  terms += static_cast<uint64_t>(segment.terms_size());
  for (const v1::RecognisedTerm& term : segment.terms()) concepts_.insert(term.concept_name());
}

std::string SummaryText(const RenderSummary& summary) {
  return fmt::format(
      "{}: {} in-context exact, {} exact, {} fuzzy, {} bridged, {} no match; {} of {}",
      Counted(summary.segments, "segment", "segments"), summary.in_context, summary.exact,
      summary.fuzzy, summary.bridged, summary.no_match, Counted(summary.terms, "term", "terms"),
      Counted(summary.concepts(), "concept", "concepts"));
}

Json SummaryJson(const RenderSummary& summary) {
  return {{"segments", summary.segments}, {"in_context", summary.in_context},
          {"exact", summary.exact},       {"fuzzy", summary.fuzzy},
          {"bridged", summary.bridged},   {"no_match", summary.no_match},
          {"terms", summary.terms},       {"concepts", summary.concepts()}};
}

std::vector<const v1::Match*> ShownMatches(const v1::LookupResponse& lookup) {
  std::vector<const v1::Match*> shown;
  std::set<std::string_view> languages;
  for (const v1::Match& match : lookup.matches()) {
    bool adds = shown.empty();
    for (const v1::MatchTarget& target : match.targets()) {
      adds |= languages.insert(target.language()).second;
    }
    if (adds) shown.push_back(&match);
  }
  return shown;
}

std::string SegmentText(const v1::RenderedSegment& segment, bool colors) {
  const std::string& text = segment.segment().text();
  std::string shown = Painted(fmt::format("[{}/{}]", segment.index() + 1, segment.segment_count()),
                              Color::kBlue, colors);
  shown += fmt::format(" {}\n", Painted(Shown(text), Color::kBold, colors));
  const std::vector<const v1::Match*> matches = ShownMatches(segment.lookup());
  if (matches.empty()) shown += "     no match\n";
  for (const v1::Match* match : matches) shown += MatchText(text, *match, colors);
  const size_t more = segment.lookup().matches().size() - matches.size();
  if (more > 0) shown += fmt::format("     and {} more\n", more);
  for (const v1::Fragment& fragment : segment.lookup().fragments()) {
    shown += FragmentText(fragment, colors);
  }
  if (!segment.terms().empty()) shown += "terms:\n" + TermsText(segment.terms(), colors);
  return shown;
}

}  // namespace dragoman
