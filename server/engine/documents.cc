#include "server/engine/documents.h"

#include <algorithm>

#include "server/engine/checks.h"
#include "server/engine/limits.h"
#include "server/exchange/srx.h"

namespace dragoman {
namespace {

std::string TextOf(std::string_view document, const DocumentSegment& segment) {
  return std::string(PartOf(document, segment.range));
}

// Returns whether a line ends between two positions; the characters are those that end a segment.
bool LineEndsBetween(std::string_view text, uint32_t begin, uint32_t end) {
  const std::string_view between = text.substr(begin, end - begin);
  return between.find_first_of("\n\r\v\f") != between.npos ||
         between.find("\u2028") != between.npos || between.find("\u2029") != between.npos ||
         between.find("\u0085") != between.npos;
}

// Returns the neighbour's text; "" at the document's end.
std::string Neighbour(std::string_view text, const std::vector<DocumentSegment>& segments,
                      size_t index, int step) {
  const bool outside = step < 0 ? index == 0 : index + 1 == segments.size();
  return outside ? "" : TextOf(text, segments[step < 0 ? index - 1 : index + 1]);
}

RecogniseOptions RecogniseOptionsOf(const RenderOptions& options) {
  return {.glossaries = options.glossaries,
          .source = options.lookup.source,
          .targets = options.lookup.targets,
          .longest_only = options.longest_terms_only,
          .as_of = options.as_of,
          .outlet = options.outlet};
}

// Returns the terms of a segment; one longer than Recognise takes has none.
StatusOr<std::vector<RecognisedTerm>> TermsOf(const Registry& registry,
                                              const RenderOptions& options, std::string_view text) {
  if (text.size() > kMaxRecogniseBytes) return std::vector<RecognisedTerm>();
  ASSIGN_OR_RETURN(RecogniseResult result, Recognise(registry, RecogniseOptionsOf(options), text));
  return std::move(result.terms);
}

// Looks a segment up; a segment longer than any stored one can be has no matches.
StatusOr<LookupResult> LookUp(const Registry& registry, const LookupOptions& options,
                              std::string_view text, const std::vector<DocumentSegment>& segments,
                              size_t index, const Cancelled& cancelled) {
  const auto short_enough = [](std::string one) {
    return one.size() <= kMaxTextBytes ? std::optional(std::move(one)) : std::nullopt;
  };
  LookupQuery query;
  query.segment.text = TextOf(text, segments[index]);
  query.previous = short_enough(Neighbour(text, segments, index, -1));
  query.next = short_enough(Neighbour(text, segments, index, 1));
  if (query.segment.text.size() > kMaxTextBytes) return LookupResult();
  return Lookup(registry, options, query, cancelled);
}

}  // namespace

StatusOr<std::shared_ptr<const UserSentenceRules>> ReadSentenceRules(std::string_view name,
                                                                     std::string_view srx) {
  ASSIGN_OR_RETURN(const SegmentationRules parsed, ParseSrx(name, srx));
  ASSIGN_OR_RETURN(UserSentenceRules rules, UserSentenceRules::Compile(name, parsed));
  return std::make_shared<const UserSentenceRules>(std::move(rules));
}

StatusOr<std::string> SentenceRulesFile(const Language& language) {
  if (language.empty()) return WriteSrx(SentenceRulesForExport({"en", "ru", "ur", "any"}));
  const SegmentationRules rules = SentenceRulesForExport({std::string(language.primary())});
  if (!rules.sets.empty()) return WriteSrx(rules);
  return FieldError("language",
                    Shortened(language.tag()) + " has no rules of its own; en, ru and ur have");
}

StatusOr<std::vector<DocumentSegment>> SegmentDocument(std::string_view text,
                                                       const Language& language,
                                                       const UserSentenceRules* rules) {
  RETURN_IF_ERROR(CheckText("text", text, kMaxDocumentBytes));
  std::vector<ByteRange> ranges;
  if (rules != nullptr) {
    ASSIGN_OR_RETURN(ranges, rules->Sentences(text, language));
  } else {
    ranges = Sentences(text, language);
  }
  std::vector<DocumentSegment> segments;
  uint32_t paragraph = 0;
  for (const ByteRange& range : ranges) {
    if (!segments.empty() && LineEndsBetween(text, segments.back().range.end, range.begin)) {
      ++paragraph;
    }
    segments.push_back({range, paragraph});
  }
  return segments;
}

Status RenderDocument(const Registry& registry, const RenderOptions& options, std::string_view text,
                      const Cancelled& cancelled,
                      const std::function<Status(RenderedSegment)>& sink) {
  RETURN_IF_ERROR(CheckLookupOptions(options.lookup));
  RETURN_IF_ERROR(CheckRecogniseOptions(RecogniseOptionsOf(options)));
  ASSIGN_OR_RETURN(const std::vector<DocumentSegment> segments,
                   SegmentDocument(text, options.lookup.source, registry.sentence_rules()));
  LookupOptions lookup = options.lookup;
  if (lookup.glossaries.empty()) lookup.glossaries = options.glossaries;
  if (lookup.as_of.empty()) lookup.as_of = options.as_of;
  if (lookup.outlet.empty()) lookup.outlet = options.outlet;
  for (size_t i = 0; i < segments.size(); ++i) {
    RETURN_IF_ERROR(CheckCancelled(cancelled));
    RenderedSegment rendered;
    rendered.index = i;
    rendered.segment_count = segments.size();
    rendered.segment = segments[i];
    ASSIGN_OR_RETURN(rendered.lookup, LookUp(registry, lookup, text, segments, i, cancelled));
    if (!options.without_terms) {
      ASSIGN_OR_RETURN(rendered.terms, TermsOf(registry, options, TextOf(text, segments[i])));
    }
    RETURN_IF_ERROR(sink(std::move(rendered)));
  }
  return absl::OkStatus();
}

}  // namespace dragoman
