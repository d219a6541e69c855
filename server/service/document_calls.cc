#include "server/service/document_calls.h"

#include "server/engine/documents.h"
#include "server/service/convert_lookup.h"
#include "server/service/request.h"

namespace dragoman {

Status CutDocument(const Call&, const v1::SegmentDocumentRequest& request,
                   v1::SegmentDocumentResponse& response) {
  ASSIGN_OR_RETURN(const Language language, LanguageOf("language", request.language()));
  if (language.empty()) return FieldError("language", "a BCP-47 tag is required");
  ASSIGN_OR_RETURN(const auto segments, SegmentDocument(request.text(), language));
  for (const DocumentSegment& segment : segments) {
    Fill(segment, request.text(), *response.add_segments());
  }
  response.set_text_rules_version(kTextRulesVersion);
  return absl::OkStatus();
}

}  // namespace dragoman
