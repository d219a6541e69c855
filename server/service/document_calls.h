// Answers to calls about documents.
#pragma once

#include "dragoman/v1/document_service.pb.h"
#include "server/service/call.h"

namespace dragoman {

Status CutDocument(const Call& call, const v1::SegmentDocumentRequest& request,
                   v1::SegmentDocumentResponse& response);

// Answers ExportSentenceRules.
Status ExportRules(const Call& call, const v1::ExportSentenceRulesRequest& request,
                   v1::ExportSentenceRulesResponse& response);

// Answers PretranslateDocument.
Status Pretranslate(const Call& call, const v1::PretranslateDocumentRequest& request,
                    v1::PretranslateDocumentResponse& response);

}  // namespace dragoman
