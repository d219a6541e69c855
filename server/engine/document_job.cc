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
                                "md, html, docx",
                                Shortened(input.name)));
}

std::optional<std::string> Neighbour(const std::vector<BlockSentence>& sentences, size_t index,
                                     int step) {
  const bool outside = step < 0 ? index == 0 : index + 1 == sentences.size();
  if (outside) return "";
  const std::string& text = sentences[step < 0 ? index - 1 : index + 1].segment.text;
  return text.size() <= kMaxTextBytes ? std::optional(text) : std::nullopt;
}

}  // namespace

StatusOr<SegmentedDocument> ReadAndCut(std::string_view field, const DocumentInput& input,
                                       const Language& language, const UserSentenceRules* rules) {
  const std::string content = fmt::format("{}.content", field);
  ASSIGN_OR_RETURN(const DocumentFormat format, FormatOf(field, input));
  if (input.content.size() > kMaxDocumentBytes) {
    return FieldError(content,
                      fmt::format("'{}' has {} bytes, at most {} are allowed; split it",
                                  Shortened(input.name), input.content.size(), kMaxDocumentBytes));
  }
  auto file = ReadDocumentFile(input.content, format);
  if (!file.ok()) {
    return FieldError(content,
                      fmt::format("'{}': {}", Shortened(input.name), MessageOf(file.status())));
  }
  SegmentedDocument document{*std::move(file), {}};
  ASSIGN_OR_RETURN(document.sentences, SentencesOf(document.file->blocks(), language, rules));
  return document;
}

bool CanBeStored(const Segment& segment) {
  return segment.text.size() <= kMaxTextBytes && segment.codes.size() <= kMaxCodes &&
         std::all_of(segment.codes.begin(), segment.codes.end(),
                     [](const Code& code) { return code.content.size() <= kMaxCodeBytes; });
}

StatusOr<LookupResult> LookUpSentence(const Registry& registry, const LookupOptions& options,
                                      const std::vector<BlockSentence>& sentences, size_t index,
                                      const Cancelled& cancelled) {
  if (!CanBeStored(sentences[index].segment)) return LookupResult();
  const LookupQuery query = {sentences[index].segment, Neighbour(sentences, index, -1),
                             Neighbour(sentences, index, 1)};
  return Lookup(registry, options, query, cancelled);
}

}  // namespace dragoman
