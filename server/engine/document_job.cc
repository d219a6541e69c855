#include "server/engine/document_job.h"

#include <algorithm>

#include "server/engine/limits.h"

namespace dragoman {
namespace {

// Returns the format that is said, else that of the name.
StatusOr<DocumentFormat> FormatOf(std::string_view field, const DocumentInput& input) {
  if (input.format) return *input.format;
  if (const auto format = DocumentFormatOfName(input.name)) return *format;
  return FieldError(fmt::format("{}.name", field),
                    fmt::format("the end of '{}' names no format that is read; give one of txt, "
                                "md, html, docx, xliff",
                                Shortened(input.name)));
}

std::optional<std::string> NeighbourToAsk(std::string_view text) {
  return text.size() <= kMaxTextBytes ? std::optional(std::string(text)) : std::nullopt;
}

}  // namespace

StatusOr<SegmentedDocument> ReadAndCut(std::string_view field, const DocumentInput& input,
                                       const Language& source, const std::vector<Language>& targets,
                                       const UserSentenceRules* rules, const Cancelled& cancelled) {
  const std::string content = fmt::format("{}.content", field);
  ASSIGN_OR_RETURN(const DocumentFormat format, FormatOf(field, input));
  if (input.content.size() > kMaxDocumentBytes) {
    return FieldError(content,
                      fmt::format("'{}' has {} bytes, at most {} are allowed; split it",
                                  Shortened(input.name), input.content.size(), kMaxDocumentBytes));
  }
  const auto refused = [&](const Status& status) {
    return FieldError(content, fmt::format("'{}': {}", Shortened(input.name), MessageOf(status)));
  };
  auto file = ReadDocumentFile(input.content, format);
  if (!file.ok()) return refused(file.status());
  const Status named = (*file)->CheckLanguages(source, targets);
  if (!named.ok()) return refused(named);
  SegmentedDocument document{*std::move(file), {}};
  ASSIGN_OR_RETURN(document.sentences,
                   SentencesOf(document.file->blocks(), source, rules, cancelled));
  return document;
}

bool CanBeStored(const Segment& segment) {
  return segment.text.size() <= kMaxTextBytes && segment.codes.size() <= kMaxCodes &&
         std::all_of(segment.codes.begin(), segment.codes.end(),
                     [](const Code& code) { return code.content.size() <= kMaxCodeBytes; });
}

LookupOptions BestMatchOnly(LookupOptions options) {
  options.limit = 1;
  options.include_diff = options.include_explanation = false;
  options.max_fragments = 0;
  return options;
}

StatusOr<LookupResult> LookUpInDocument(const Catalog& registry, const LookupOptions& options,
                                        const Segment& segment, std::string_view previous,
                                        std::string_view next, const Cancelled& cancelled) {
  if (!CanBeStored(segment)) return LookupResult();
  return Lookup(registry, options, {segment, NeighbourToAsk(previous), NeighbourToAsk(next)},
                cancelled);
}

StatusOr<LookupResult> LookUpInDocument(const Catalog& registry, const LookupOptions& options,
                                        const std::vector<BlockSentence>& sentences, size_t index,
                                        const Cancelled& cancelled) {
  const auto text_of = [&sentences](size_t at) {  // "" before the first too: that is past all.
    return at < sentences.size() ? std::string_view(sentences[at].segment.text) : "";
  };
  return LookUpInDocument(registry, options, sentences[index].segment, text_of(index - 1),
                          text_of(index + 1), cancelled);
}

}  // namespace dragoman
