#include "server/exchange/xliff_notes.h"

#include <algorithm>
#include <set>
#include <utility>

#include "server/exchange/xliff_text_writer.h"
#include "server/exchange/xml_text.h"

namespace dragoman {
namespace {

std::string Quoted(std::string_view value) { return XmlQuoted(XmlHoldable(value)); }
std::string Escaped(std::string_view text) { return XmlEscaped(XmlHoldable(text)); }

XliffState OwnState(XliffVersion version, ReviewState state) {
  const bool is_1 = version == XliffVersion::k1;
  switch (state) {
    case ReviewState::kDraft:
      return {is_1 ? "needs-review-translation" : "initial", ""};
    case ReviewState::kTranslated:
      return {"translated", ""};
    case ReviewState::kReviewed:
      return {is_1 ? "signed-off" : "reviewed", ""};
    case ReviewState::kUnspecified:
      break;
  }
  return {};
}

XliffState State1(TranslationBasis basis) {
  switch (basis) {
    case TranslationBasis::kInContext:
    case TranslationBasis::kExact:
      return {"translated", "exact-match"};
    case TranslationBasis::kMachine:
      return {"needs-review-translation", "leveraged-mt"};
    default:
      return {"needs-review-translation", "fuzzy-match"};
  }
}

XliffState State2(TranslationBasis basis) {
  switch (basis) {
    case TranslationBasis::kInContext:
      return {"translated", "dragoman:in-context"};
    case TranslationBasis::kExact:
      return {"translated", "dragoman:exact"};
    case TranslationBasis::kProposal:
      return {"initial", "dragoman:proposal"};
    case TranslationBasis::kMachine:
      return {"initial", "dragoman:machine"};
    default:
      return {"initial", "dragoman:fuzzy"};
  }
}

std::string_view MatchType(const Candidate& candidate) {
  if (candidate.is_machine) return "mt";
  return candidate.kind == CandidateKind::kInContext ? "ice" : "tm";
}

// Calls `take` with each term that has a rendering, equal ones once.
template <typename Take>
void ForEachTerm(const std::vector<NotedTerm>& terms, std::string_view text, const Take& take) {
  std::set<std::pair<std::string_view, std::string_view>> seen;
  for (const NotedTerm& term : terms) {
    const std::string_view words = PartOf(text, term.range);
    if (term.renderings.empty() || !seen.emplace(words, term.origin).second) continue;
    take(words, term);
  }
}

}  // namespace

XliffState XliffWrittenState(XliffVersion version, const SegmentNotes& notes) {
  if (notes.basis == TranslationBasis::kNone) return {};
  if (notes.basis == TranslationBasis::kOwn) return OwnState(version, notes.state);
  return version == XliffVersion::k1 ? State1(notes.basis) : State2(notes.basis);
}

XliffState XliffWrittenState(const std::vector<const SegmentNotes*>& segments, bool is_whole) {
  if (!is_whole) return {"needs-translation", ""};
  if (segments.size() == 1) return XliffWrittenState(XliffVersion::k1, *segments.front());
  const auto is_done = [](const SegmentNotes* notes) {
    return IsSure(notes->basis) ||
           (notes->basis == TranslationBasis::kOwn && notes->state >= ReviewState::kTranslated);
  };
  const bool done = std::all_of(segments.begin(), segments.end(), is_done);
  return {done ? "translated" : "needs-review-translation", ""};
}

CandidateXml CandidateXmlOf(XliffVersion version, const Candidate& candidate) {
  XliffTextWriter writer(version, {candidate.source});
  CandidateXml xml;
  writer.AppendSource(0, xml.source);
  writer.AppendTarget(0, candidate.target, xml.target);
  if (version == XliffVersion::k2) xml.data = writer.OriginalData();
  return xml;
}

std::string XliffMatch(const Candidate& candidate, const CandidateXml& texts,
                       std::string_view prefix, std::string_view segment_id) {
  return fmt::format(
      R"(<{0}:match ref={1} type="{2}" similarity="{3}" matchSuitability="{4}" origin={5}>)"
      "{6}<source>{7}</source><target>{8}</target></{0}:match>",
      prefix, Quoted(fmt::format("#{}", segment_id)), MatchType(candidate), candidate.score,
      candidate.ranked_score, Quoted(candidate.origin), texts.data, texts.source, texts.target);
}

std::string XliffAltTrans(const Candidate& candidate, const CandidateXml& texts,
                          std::string_view mid, const DocumentLanguages& languages) {
  const std::string of_segment = mid.empty() ? "" : fmt::format(" mid={}", Quoted(mid));
  return fmt::format(
      R"(<alt-trans{} match-quality="{}%" origin={}>)"
      R"(<source xml:lang="{}">{}</source><target xml:lang="{}">{}</target></alt-trans>)",
      of_segment, candidate.ranked_score, Quoted(candidate.origin), languages.source.tag(),
      texts.source, languages.target.tag(), texts.target);
}

std::vector<std::string> XliffGlossEntries(const std::vector<NotedTerm>& terms,
                                           std::string_view text, std::string_view prefix,
                                           std::string_view segment_id) {
  std::vector<std::string> entries;
  ForEachTerm(terms, text, [&](std::string_view words, const NotedTerm& term) {
    std::string entry =
        fmt::format("<{0}:glossEntry ref={1}><{0}:term source={2}>{3}</{0}:term>", prefix,
                    Quoted(fmt::format("#{}", segment_id)), Quoted(term.origin), Escaped(words));
    for (const std::string& rendering : term.renderings) {
      entry += fmt::format("<{0}:translation>{1}</{0}:translation>", prefix, Escaped(rendering));
    }
    entries.push_back(entry + fmt::format("</{}:glossEntry>", prefix));
  });
  return entries;
}

std::string XliffTermNote(const std::vector<NotedTerm>& terms, std::string_view text) {
  std::string lines;
  ForEachTerm(terms, text, [&](std::string_view words, const NotedTerm& term) {
    lines +=
        fmt::format("{}{}: {}", lines.empty() ? "" : "\n", words, fmt::join(term.renderings, ", "));
  });
  return Escaped(lines);
}

}  // namespace dragoman
