#include "server/engine/documents.h"

#include <algorithm>

#include "server/engine/checks.h"
#include "server/engine/document_job.h"
#include "server/engine/limits.h"
#include "server/exchange/srx.h"
#include "server/model/writing.h"

namespace dragoman {
namespace {

bool LineEndsBetween(std::string_view text, uint32_t begin, uint32_t end) {
  while (begin < end && LineEndAt(text, begin) == 0) ++begin;
  return begin < end;
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
StatusOr<std::vector<RecognisedTerm>> TermsOf(const Catalog& registry, const RenderOptions& options,
                                              std::string_view text) {
  if (text.size() > kMaxRecogniseBytes) return std::vector<RecognisedTerm>();
  ASSIGN_OR_RETURN(RecogniseResult result, Recognise(registry, RecogniseOptionsOf(options), text));
  return std::move(result.terms);
}

// Returns the text of a segment; "" before the first and after the last.
std::string_view TextAt(std::string_view document, const std::vector<DocumentSegment>& segments,
                        size_t index) {
  // One before the first is past all.
  return index < segments.size() ? PartOf(document, segments[index].range) : std::string_view();
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
  ASSIGN_OR_RETURN(const std::vector<ByteRange> ranges, Sentences(text, language, rules));
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

Status RenderDocument(const Catalog& registry, const RenderOptions& options, std::string_view text,
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
    const std::string_view own = TextAt(text, segments, i);
    ASSIGN_OR_RETURN(rendered.lookup, LookUpInDocument(registry, lookup, {std::string(own), {}},
                                                       TextAt(text, segments, i - 1),
                                                       TextAt(text, segments, i + 1), cancelled));
    if (!options.without_terms) {
      ASSIGN_OR_RETURN(rendered.terms, TermsOf(registry, options, own));
    }
    RETURN_IF_ERROR(sink(std::move(rendered)));
  }
  return absl::OkStatus();
}

}  // namespace dragoman
