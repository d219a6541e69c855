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
  } else {
    ++fuzzy;
  }
  terms += static_cast<uint64_t>(segment.terms_size());
  for (const v1::RecognisedTerm& term : segment.terms()) concepts_.insert(term.concept_name());
}

std::string SummaryText(const RenderSummary& summary) {
  return fmt::format("{}: {} in-context exact, {} exact, {} fuzzy, {} no match; {} of {}",
                     Counted(summary.segments, "segment", "segments"), summary.in_context,
                     summary.exact, summary.fuzzy, summary.no_match,
                     Counted(summary.terms, "term", "terms"),
                     Counted(summary.concepts(), "concept", "concepts"));
}

Json SummaryJson(const RenderSummary& summary) {
  return {{"segments", summary.segments},  {"in_context", summary.in_context},
          {"exact", summary.exact},        {"fuzzy", summary.fuzzy},
          {"no_match", summary.no_match},  {"terms", summary.terms},
          {"concepts", summary.concepts()}};
}

std::string SegmentText(const v1::RenderedSegment& segment, bool colors) {
  const std::string& text = segment.segment().text();
  std::string shown = Painted(fmt::format("[{}/{}]", segment.index() + 1, segment.segment_count()),
                              Color::kBlue, colors);
  shown += fmt::format(" {}\n", Painted(Shown(text), Color::kBold, colors));
  const auto& matches = segment.lookup().matches();
  shown += matches.empty() ? "     no match\n" : MatchText(text, matches[0], colors);
  if (matches.size() > 1) shown += fmt::format("     and {} more\n", matches.size() - 1);
  for (const v1::Fragment& fragment : segment.lookup().fragments()) {
    shown += FragmentText(fragment, colors);
  }
  if (!segment.terms().empty()) shown += "terms:\n" + TermsText(segment.terms(), colors);
  return shown;
}

}  // namespace dragoman
