#include "server/service/document_calls.h"

#include "server/engine/documents.h"
#include "server/service/convert_document.h"
#include "server/service/convert_lookup.h"
#include "server/service/request.h"

namespace dragoman {

namespace {

// Errors name the field.
StatusOr<std::shared_ptr<const UserSentenceRules>> ReadRules(const std::string& srx) {
  auto rules = ReadSentenceRules("the SRX file", srx);
  if (rules.ok()) return rules;
  return FieldError("sentence_rules", MessageOf(rules.status()));
}

}  // namespace

Status CutDocument(const Call& call, const v1::SegmentDocumentRequest& request,
                   v1::SegmentDocumentResponse& response) {
  ASSIGN_OR_RETURN(const Language language, LanguageOf("language", request.language()));
  if (language.empty()) return FieldError("language", "a BCP-47 tag is required");
  std::shared_ptr<const UserSentenceRules> own;
  if (!request.sentence_rules().empty()) {
    ASSIGN_OR_RETURN(own, ReadRules(request.sentence_rules()));
  }
  const UserSentenceRules* const rules = own ? own.get() : call.registry().sentence_rules();
  ASSIGN_OR_RETURN(const auto segments, SegmentDocument(request.text(), language, rules));
  for (const DocumentSegment& segment : segments) {
    Fill(segment, request.text(), *response.add_segments());
  }
  response.set_text_rules_version(kTextRulesVersion);
  return absl::OkStatus();
}

Status ExportRules(const Call&, const v1::ExportSentenceRulesRequest& request,
                   v1::ExportSentenceRulesResponse& response) {
  ASSIGN_OR_RETURN(const Language language, LanguageOf("language", request.language()));
  ASSIGN_OR_RETURN(*response.mutable_srx(), SentenceRulesFile(language));
  response.set_sentence_rules_version(kSentenceRulesVersion);
  return absl::OkStatus();
}

Status Pretranslate(const Call& call, const v1::PretranslateDocumentRequest& request,
                    v1::PretranslateDocumentResponse& response) {
  ASSIGN_OR_RETURN(const PretranslationOptions options, PretranslationOptionsOf(request));
  ASSIGN_OR_RETURN(const DocumentInput document, DocumentInputOf("document", request.document()));
  ASSIGN_OR_RETURN(Pretranslation result,
                   PretranslateDocument(call.registry(), options, document, call.cancelled));
  Fill(std::move(result), response);
  return absl::OkStatus();
}

}  // namespace dragoman
