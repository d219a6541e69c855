#include "server/service/align_stream.h"

#include <fmt/format.h>

#include "server/engine/align.h"
#include "server/service/convert_document.h"
#include "server/service/convert_unit.h"
#include "server/service/request.h"

namespace dragoman {
namespace {

StatusOr<AlignRequest> AlignRequestOf(const v1::AlignDocumentsRequest& message) {
  AlignRequest request;
  for (int i = 0; i < message.documents_size(); ++i) {
    const v1::DocumentToAlign& document = message.documents(i);
    ASSIGN_OR_RETURN(Language language,
                     LanguageOf(fmt::format("documents[{}].language", i), document.language()));
    ASSIGN_OR_RETURN(DocumentInput file,
                     DocumentInputOf(fmt::format("documents[{}].file", i), document.file()));
    request.documents.push_back({std::move(file), std::move(language)});
  }
  request.glossaries = {message.glossaries().begin(), message.glossaries().end()};
  request.memories = {message.memories().begin(), message.memories().end()};
  return request;
}

void Fill(const AlignedSide& side, const AlignRequest& request, v1::AlignedSide& message) {
  message.set_language(request.documents[side.document].language.tag());
  Fill(side.segment, *message.mutable_segment());
  message.set_first_segment(static_cast<uint32_t>(side.first_segment));
  message.set_segment_count(static_cast<uint32_t>(side.segment_count));
  message.set_paragraph(side.paragraph);
}

}  // namespace

Status AlignStream::Make() {
  ASSIGN_OR_RETURN(const AlignRequest asked, AlignRequestOf(request()));
  return AlignDocuments(call().registry(), asked, call().cancelled,
                        [this, &asked](const AlignedUnit& unit) {
                          v1::AlignedUnit message;
                          message.set_index(static_cast<uint32_t>(unit.index));
                          message.set_unit_count(static_cast<uint32_t>(unit.unit_count));
                          message.set_confidence(unit.confidence);
                          for (const AlignedSide& side : unit.sides) {
                            Fill(side, asked, *message.add_sides());
                          }
                          return Put(std::move(message));
                        });
}

}  // namespace dragoman
