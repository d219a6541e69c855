// Files, their analyses and translations between the wire and the engine.
#pragma once

#include "dragoman/v1/document_service.pb.h"
#include "server/engine/pretranslation.h"

namespace dragoman {

// Errors: InvalidArgument about "FIELD.format".
StatusOr<DocumentInput> DocumentInputOf(std::string_view field, const v1::Document& message);

// Errors: InvalidArgument about "options....", "output" or "translations.format".
StatusOr<PretranslationOptions> PretranslationOptionsOf(
    const v1::PretranslateDocumentRequest& request);

void Fill(const AnalysisCount& count, v1::AnalysisCount& message);
void Fill(const DocumentAnalysis& analysis, v1::DocumentAnalysis& message);
void Fill(Pretranslation result, v1::PretranslateDocumentResponse& message);

}  // namespace dragoman
