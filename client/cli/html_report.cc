// See html_report.h.
#include "client/cli/html_report.h"

#include <fmt/format.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <map>

#include "client/cli/diff_marks.h"
#include "client/cli/labels.h"
#include "client/cli/proposal_text.h"
#include "client/cli/style.h"
#include "client/cli/text_output.h"
#include "client/embedded.h"

namespace dragoman {
namespace {

// Returns ` lang="ur" dir="rtl"` for a language.
std::string LanguageAttributes(std::string_view tag) {
  return fmt::format(R"( lang="{}" dir="{}")", HtmlEscaped(tag),
                     IsRightToLeftLanguage(tag) ? "rtl" : "ltr");
}

// Returns the renderings of a term in one line: "ru: посол; ur: سفیر".
std::string RenderingsLine(const v1::RecognisedTerm& term) {
  std::string line;
  for (const v1::Rendering& rendering : term.renderings()) {
    if (!IsUsable(rendering.status())) continue;
    line += fmt::format("{}{}: {}", line.empty() ? "" : "; ", rendering.language(),
                        Isolated(rendering.text()));
  }
  return line;
}

// Returns the segment's text with its terms marked, but for those that lie under longer ones.
std::string MarkedTerms(const std::string& text,
                        const google::protobuf::RepeatedPtrField<v1::RecognisedTerm>& terms) {
  std::string html;
  size_t at = 0;
  for (const v1::RecognisedTerm& term : terms) {
    const size_t begin = term.range().begin();
    const size_t end = term.range().end();
    if (term.nested() || begin < at || end <= begin || end > text.size()) continue;
    html += HtmlEscaped(std::string_view(text).substr(at, begin - at));
    html +=
        fmt::format(R"(<mark class="term" title="{}">{}</mark>)", HtmlEscaped(RenderingsLine(term)),
                    HtmlEscaped(std::string_view(text).substr(begin, end - begin)));
    at = end;
  }
  return html + HtmlEscaped(std::string_view(text).substr(at));
}

std::string DiffHtml(const v1::Match& match, std::string_view query) {
  std::string html;
  for (const DiffRun& run : DiffRuns(match.diff(), query, match.source().segment().text())) {
    const std::string text = HtmlEscaped(run.text);
    if (run.side == DiffRun::kBoth) {
      html += text;
    } else {
      const char* element = run.side == DiffRun::kQueryOnly ? "del" : "ins";
      html += fmt::format(R"(<{0} class="{1}">{2}</{0}>)", element, LabelOf(run.kind), text);
    }
  }
  return html;
}

std::string Badge(const v1::Match& match) {
  const char* level = match.score() == 100 ? "full" : match.score() >= 85 ? "high" : "low";
  return fmt::format(R"(<span class="badge {}">{}</span> {})", level, match.score(),
                     LabelOf(match.kind()));
}

// Returns what a match took off and what to check, as a line below its source.
std::string MetaHtml(const v1::Match& match) {
  std::string html = fmt::format(R"(<p class="meta" lang="en" dir="ltr">{} {})", Badge(match),
                                 HtmlEscaped(UnitsText(match)));
  if (match.has_bridge())
    html += fmt::format(", {}", HtmlEscaped(BridgeScoresText(match.bridge())));
  const std::string penalties = PenaltyText(match.penalties());
  if (!penalties.empty()) html += fmt::format(", {}", penalties);
  for (const v1::AppliedPenalty& penalty : match.applied_penalties()) {
    html += fmt::format(", -{} {}", penalty.points(), HtmlEscaped(penalty.reason()));
  }
  const auto flags = LabelsOf(match.flags());
  if (!flags.empty()) {
    html += fmt::format(R"( <strong class="check">check: {}</strong>)", fmt::join(flags, ", "));
  }
  return html + "</p>";
}

// Returns whether a stored tag answers a wish: "ru-RU" answers "ru".
bool Answers(std::string_view stored, std::string_view wished) {
  return wished.empty() || stored.substr(0, stored.find('-')) == wished.substr(0, wished.find('-'));
}

// Returns what a pointer over a rendering shows: its note, after what else speaks against it.
std::string RenderingTitle(const v1::Rendering& rendering) {
  if (!rendering.out_of_time()) return rendering.note();
  return rendering.note().empty() ? "out of its time" : "out of its time; " + rendering.note();
}

// Returns the renderings of one language: what to write, what else may stand paler, what may not
// struck through.
std::string RenderingsHtml(const v1::RecognisedTerm& term, const std::string& language) {
  std::string html;
  for (const v1::Rendering& rendering : term.renderings()) {
    if (!Answers(rendering.language(), language)) continue;
    const char* emphasis = !IsUsable(rendering.status()) ? R"( class="avoid")"
                           : html.empty()                ? ""
                                                         : R"( class="also")";
    if (!html.empty()) html += " · ";
    const std::string remark = RenderingTitle(rendering);
    const std::string note =
        remark.empty() ? "" : fmt::format(R"( title="{}")", HtmlEscaped(remark));
    html += fmt::format(R"(<span{}{}{}>{}</span>)", LanguageAttributes(rendering.language()),
                        emphasis, note, HtmlEscaped(rendering.text()));
  }
  return html;
}

// Returns the list of a segment's terms; a concept that stands in it twice is listed once.
std::string TermListHtml(const v1::RenderedSegment& segment, const std::string& source_language,
                         const std::string& language) {
  std::map<std::string, bool> seen;
  std::string html;
  for (const v1::RecognisedTerm& term : segment.terms()) {
    const std::string renderings = RenderingsHtml(term, language);
    if (renderings.empty() || std::exchange(seen[term.concept_name()], true)) continue;
    html +=
        fmt::format(R"(<dt title="{}"{}>{}</dt><dd{}>{}</dd>)", HtmlEscaped(term.concept_name()),
                    LanguageAttributes(source_language), HtmlEscaped(term.text()),
                    language.empty() ? "" : LanguageAttributes(language), renderings);
  }
  return html.empty() ? "" : fmt::format(R"(<dl class="terms">{}</dl>)", html);
}

std::string PivotHtml(const v1::MatchTarget& pivot) {
  return fmt::format(R"(<p class="pivot"{}>{}</p>)", LanguageAttributes(pivot.language()),
                     HtmlEscaped(pivot.segment().text()));
}

// Returns what was found of a match: its source with the differences, and the pivots of a bridge.
std::string MatchHtml(const v1::Match& match, std::string_view query) {
  std::string html = fmt::format(R"(<div class="match"{}>{}<p class="stored">{}</p>)",
                                 LanguageAttributes(match.source().language()), MetaHtml(match),
                                 DiffHtml(match, query));
  if (match.has_bridge()) {
    const v1::Bridge& bridge = match.bridge();
    html += PivotHtml(bridge.source_pivot());
    const bool same = bridge.pivot().segment().text() == bridge.source_pivot().segment().text();
    if (!same) html += PivotHtml(bridge.pivot());
  }
  return html + "</div>";
}

// Returns a proposal with its changes marked, and what to check in it.
std::string ProposalHtml(const v1::Proposal& proposal) {
  const std::string& text = proposal.segment().text();
  std::string html;
  v1::ByteRange before;
  for (const v1::ProposedChange& change : proposal.changes()) {
    before.set_end(change.proposed().begin());
    html += HtmlEscaped(TextAt(text, before)) + fmt::format("<del>{}</del><ins>{}</ins>",
                                                            HtmlEscaped(change.old_text()),
                                                            HtmlEscaped(change.new_text()));
    before.set_begin(change.proposed().end());
  }
  before.set_end(static_cast<uint32_t>(text.size()));
  html += HtmlEscaped(TextAt(text, before));
  const std::string checks = ProposalChecks(proposal);
  return fmt::format(
      R"(<p class="meta" lang="en" dir="ltr">proposal{}</p><p class="proposal"{}>{}</p>)",
      checks.empty()
          ? ""
          : fmt::format(R"( <strong class="check">check: {}</strong>)", HtmlEscaped(checks)),
      LanguageAttributes(proposal.language()), html);
}

std::string TargetsOfMatch(const v1::Match& match, const std::string& language) {
  std::string html;
  for (const v1::MatchTarget& target : match.targets()) {
    if (!Answers(target.language(), language)) continue;
    html += fmt::format("<p{}>{}</p>", LanguageAttributes(target.language()),
                        HtmlEscaped(target.segment().text()));
  }
  for (const v1::Proposal& proposal : match.proposals()) {
    if (Answers(proposal.language(), language)) html += ProposalHtml(proposal);
  }
  return html;
}

// Returns the translations into one language ("" is every language) of the best match that has any;
// one that is not the segment's best is shown with its source.
std::string TargetsHtml(const v1::RenderedSegment& segment, const std::string& language) {
  const auto& matches = segment.lookup().matches();
  for (const v1::Match& match : matches) {
    const std::string html = TargetsOfMatch(match, language);
    if (html.empty()) continue;
    const bool best = &match == &matches[0];
    return best ? html : html + MatchHtml(match, segment.segment().text());
  }
  return fmt::format(R"(<p class="none" lang="en">{}</p>)",
                     matches.empty() ? "no match" : "not in this language");
}

std::string SummaryItem(uint64_t count, std::string_view name) {
  return fmt::format("<li><b>{}</b> {}</li>\n", count, name);
}

std::string SummaryHtml(const RenderSummary& summary) {
  return SummaryItem(summary.segments, "segments") +
         SummaryItem(summary.in_context, "in-context exact") + SummaryItem(summary.exact, "exact") +
         SummaryItem(summary.fuzzy, "fuzzy") + SummaryItem(summary.bridged, "bridged") +
         SummaryItem(summary.no_match, "no match") + SummaryItem(summary.terms, "terms") +
         SummaryItem(summary.concepts(), "concepts");
}

}  // namespace

std::string FilledPage(std::string_view page,
                       const std::map<std::string_view, std::string>& values) {
  std::string filled;
  for (size_t at = 0; at < page.size();) {
    const size_t open = std::min(page.find("{{", at), page.size());
    filled += page.substr(at, open - at);
    const size_t close = page.find("}}", open);
    if (close == std::string_view::npos) break;
    const auto value = values.find(page.substr(open + 2, close - open - 2));
    if (value != values.end()) filled += value->second;
    at = close + 2;
  }
  return filled;
}

std::string HtmlEscaped(std::string_view text) {
  std::string escaped;
  escaped.reserve(text.size());
  for (size_t at = 0; at < text.size();) {
    const size_t begin = at;
    UChar32 c = 0;
    U8_NEXT(text.data(), at, text.size(), c);
    const std::string_view bytes = text.substr(begin, at - begin);
    if (c == '&') {
      escaped += "&amp;";
    } else if (c == '<') {
      escaped += "&lt;";
    } else if (c == '>') {
      escaped += "&gt;";
    } else if (c == '"') {
      escaped += "&quot;";
    } else if (c == '\'') {
      escaped += "&#39;";
    } else if (c < 0 || (c < 0x20 && c != '\t' && c != '\n') || (c >= 0x7F && c < 0xA0)) {
      escaped += "\uFFFD";
    } else {
      escaped += bytes;
    }
  }
  return escaped;
}

void HtmlReport::Add(const v1::RenderedSegment& segment) {
  const std::string& text = segment.segment().text();
  rows_ +=
      fmt::format(R"(<tr><td class="number">{}</td><td{}><p>{}</p>)", segment.index() + 1,
                  LanguageAttributes(options_.source_language), MarkedTerms(text, segment.terms()));
  if (!segment.lookup().matches().empty()) {
    rows_ += MatchHtml(segment.lookup().matches(0), text);
  }
  rows_ += "</td>";
  const std::vector<std::string> any_language(1);
  for (const std::string& language :
       options_.target_languages.empty() ? any_language : options_.target_languages) {
    rows_ += fmt::format("<td{}>{}{}</td>", language.empty() ? "" : LanguageAttributes(language),
                         TargetsHtml(segment, language),
                         TermListHtml(segment, options_.source_language, language));
  }
  rows_ += "</tr>\n";
}

std::string HtmlReport::Finish(const RenderSummary& summary) const {
  std::string head =
      fmt::format(R"(<th class="number">#</th><th>{}</th>)", HtmlEscaped(options_.source_language));
  for (const std::string& language : options_.target_languages) {
    head += fmt::format("<th{}>{}</th>", IsRightToLeftLanguage(language) ? R"( dir="rtl")" : "",
                        HtmlEscaped(language));
  }
  if (options_.target_languages.empty()) head += "<th>translations</th>";
  return FilledPage(kEmbedded_report_html, {{"lang", "en"},
                                            {"title", HtmlEscaped(options_.title)},
                                            {"css", std::string(kEmbedded_report_css)},
                                            {"summary", SummaryHtml(summary)},
                                            {"head", head},
                                            {"rows", rows_}});
}

}  // namespace dragoman
