// A page for review: see rendered_document.h.
#include "server/base/utf8.h"
#include "server/exchange/rendered_document.h"
#include "server/exchange/xml_text.h"
#include "server/model/writing.h"

namespace dragoman {
namespace {

constexpr std::string_view kStyle =
    R"(:root { color-scheme: light dark; --soft: #6a6f76; --line: #c9cbc6; --term: #fff0b8; --code: #8a6100; }
@media (prefers-color-scheme: dark) { :root { --soft: #9aa0a6; --line: #34383c; --term: #57480f; --code: #e0b252; } }
body { margin: 0 auto; max-width: 90rem; padding: 1rem 1.5rem; font: 1rem/1.5 "Noto Sans", "Segoe UI", Arial, sans-serif; }
table { width: 100%; border-collapse: collapse; table-layout: fixed; }
th { text-align: start; }
th, td { padding: 0.5rem 0.7rem; border-bottom: 1px solid var(--line); vertical-align: top; overflow-wrap: anywhere; white-space: pre-wrap; }
th.number, td.number { width: 3rem; color: var(--soft); text-align: end; }
tr.heading td { font-weight: 600; }
:lang(ur) { font-family: "Noto Nastaliq Urdu", "Noto Naskh Arabic", serif; line-height: 2.1; }
mark { background: var(--term); color: inherit; }
bdi.code { color: var(--code); font: 0.8rem/1 monospace; }
.meta { color: var(--soft); font: 0.8rem/1.5 "Noto Sans", "Segoe UI", Arial, sans-serif; margin: 0.3rem 0 0; }
.candidate { border-inline-start: 3px solid var(--line); padding-inline-start: 0.6rem; margin-top: 0.5rem; }
.none { color: var(--soft); }
)";

// Returns text that HTML can hold: what XML refuses, and other control characters, are U+FFFD.
std::string PageText(std::string_view text) {
  std::string out;
  for (size_t at = 0; at < text.size(); ++at) {
    if (const size_t refused = XmlRefuses(text, at)) {
      out += "\ufffd";
      at += refused - 1;
      continue;
    }
    switch (const char c = text[at]) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\x7f':
        out += "\ufffd";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string LanguageAttributes(const Language& language) {
  return fmt::format(R"( lang="{}" dir="{}")", PageText(language.tag()),
                     IsRightToLeft(language) ? "rtl" : "ltr");
}

// Text with its codes, and terms marked where they begin and end.
class SegmentHtml {
 public:
  SegmentHtml(const Segment& segment, const std::vector<NotedTerm>& terms)
      : segment_(segment), terms_(terms) {}

  std::string Html() {
    const auto size = static_cast<uint32_t>(segment_.text.size());
    for (const NotedTerm& term : terms_) {
      if (term.range.begin < at_ || term.range.end > size) continue;
      AppendUpTo(term.range.begin);
      AppendCodesAt(term.range.begin);
      html_ += fmt::format(R"(<mark title="{}">)", PageText(TitleOf(term)));
      AppendUpTo(term.range.end);
      html_ += "</mark>";
    }
    AppendUpTo(size);
    AppendCodesAt(size);
    return std::move(html_);
  }

 private:
  static std::string TitleOf(const NotedTerm& term) {
    return fmt::format("{} ({})", fmt::join(term.renderings, "; "), term.origin);
  }

  void AppendCodesAt(uint32_t position) {
    const std::vector<Code>& codes = segment_.codes;
    for (; code_ < codes.size() && codes[code_].position_byte <= position; ++code_) {
      html_ +=
          fmt::format(R"(<bdi class="code" dir="ltr">{}</bdi>)", PageText(codes[code_].content));
    }
  }

  // Appends the text up to `end`, with the codes before that.
  void AppendUpTo(uint32_t end) {
    const std::vector<Code>& codes = segment_.codes;
    while (at_ < end) {
      AppendCodesAt(at_);
      const bool has_code = code_ < codes.size() && codes[code_].position_byte < end;
      const uint32_t next = has_code ? codes[code_].position_byte : end;
      html_ += PageText(PartOf(segment_.text, {at_, next}));
      at_ = next;
    }
  }

  const Segment& segment_;
  const std::vector<NotedTerm>& terms_;
  std::string html_;
  uint32_t at_ = 0;
  size_t code_ = 0;
};

std::string_view LabelOf(TranslationBasis basis) {
  switch (basis) {
    case TranslationBasis::kNone:
      return "not translated";
    case TranslationBasis::kOwn:
      return "translated in the document";
    case TranslationBasis::kInContext:
      return "in-context exact";
    case TranslationBasis::kExact:
      return "exact";
    case TranslationBasis::kFuzzy:
      return "to be checked";
    case TranslationBasis::kProposal:
      return "proposal, to be checked";
    case TranslationBasis::kMachine:
      return "machine translation, to be checked";
  }
  return "";
}

std::string_view LabelOf(CandidateKind kind) {
  switch (kind) {
    case CandidateKind::kInContext:
      return "in-context exact";
    case CandidateKind::kExact:
      return "exact";
    case CandidateKind::kFuzzy:
      return "fuzzy";
    case CandidateKind::kBridged:
      return "bridged";
  }
  return "";
}

std::string MetaHtml(std::string_view text) {
  return fmt::format(R"(<p class="meta" lang="en" dir="ltr">{}</p>)", PageText(text));
}

// Returns e.g. "85, fuzzy, -10 words, -5 machine, memories/news/units/7".
std::string MetaOf(const Candidate& candidate) {
  std::string meta = fmt::format("{}, {}", candidate.ranked_score, LabelOf(candidate.kind));
  for (const PointsLost& lost : candidate.lost) {
    meta += fmt::format(", {:+d} {}", -lost.points, lost.reason);
  }
  return fmt::format("{}, {}", meta, candidate.origin);
}

// Makes the rows of one page.
class ReviewRows {
 public:
  explicit ReviewRows(const DocumentLanguages& languages) : languages_(languages) {}

  void Add(const RenderedBlock& block) {
    for (const RenderedPart& part : block.parts) {
      if (part.is_segment) Add(block, part);
    }
  }

  std::string html;
  size_t segments = 0;
  size_t translated = 0;

 private:
  void Add(const RenderedBlock& block, const RenderedPart& part) {
    ++segments;
    translated += part.target.has_value() ? 1 : 0;
    const char* const row = block.kind == BlockKind::kHeading ? R"(<tr class="heading">)" : "<tr>";
    html += fmt::format(
        R"({}<td class="number" dir="ltr">{}</td><td{}>{}{}</td><td{}>{}</td></tr>)", row, segments,
        LanguageAttributes(languages_.source), SegmentHtml(part.source, part.notes.terms).Html(),
        Candidates(part, true), LanguageAttributes(languages_.target), Target(part));
    html += '\n';
  }

  std::string Target(const RenderedPart& part) const {
    std::string target;
    if (part.target) target = SegmentHtml(*part.target, {}).Html();
    std::string meta(LabelOf(part.notes.basis));
    if (part.notes.basis > TranslationBasis::kOwn) meta += fmt::format(", {}", part.notes.score);
    return target + MetaHtml(meta) + Candidates(part, false);
  }

  // Returns the candidates' sources with what they lost, or their targets, each by its number.
  std::string Candidates(const RenderedPart& part, bool sources) const {
    std::string out;
    size_t number = 0;
    for (const Candidate& one : part.notes.candidates) {
      const std::string head = fmt::format("({})", ++number);
      const Segment& side = sources ? one.source : one.target;
      out += fmt::format(R"(<div class="candidate">{}{}</div>)", SegmentHtml(side, {}).Html(),
                         MetaHtml(sources ? fmt::format("{} {}", head, MetaOf(one)) : head));
    }
    return out;
  }

  const DocumentLanguages& languages_;
};

}  // namespace

std::string WriteReviewPage(const RenderedDocument& document) {
  ReviewRows rows(document.languages);
  for (const RenderedBlock& block : document.blocks) rows.Add(block);
  const std::string title = PageText(document.name.empty() ? "Review" : document.name);
  return fmt::format(
      "<!DOCTYPE html>\n<html lang=\"en\" dir=\"ltr\"><head><meta charset=\"utf-8\"/>\n"
      "<title>{0}</title>\n<style>\n{1}</style></head>\n<body><h1><bdi>{0}</bdi></h1>\n"
      "<p class=\"meta\">{2} of {3} segments have a translation.</p>\n"
      "<table><thead><tr><th class=\"number\">#</th><th>{4}</th><th>{5}</th></tr></thead><tbody>\n"
      "{6}</tbody></table></body></html>\n",
      title, kStyle, rows.translated, rows.segments, PageText(document.languages.source.tag()),
      PageText(document.languages.target.tag()), rows.html);
}

}  // namespace dragoman
