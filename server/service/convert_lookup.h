// Lookups, matches, scores and explanations between the wire and the engine.
#pragma once

#include "dragoman/v1/document_service.pb.h"
#include "dragoman/v1/memory_service.pb.h"
#include "server/base/status.h"
#include "server/engine/documents.h"
#include "server/engine/lookup.h"

namespace dragoman {

// Errors: InvalidArgument about "options....".
StatusOr<LookupOptions> LookupOptionsOf(const v1::LookupOptions& message);
StatusOr<LookupQuery> LookupQueryOf(const v1::LookupQuery& message);
StatusOr<RenderOptions> RenderOptionsOf(const v1::RenderDocumentRequest& message);

void Fill(const LookupResult& result, v1::LookupResponse& message);
void Fill(const Match& match, v1::Match& message);
void Fill(const Variant& variant, v1::MatchTarget& message);

// `text` is the whole document.
void Fill(const DocumentSegment& segment, std::string_view text, v1::DocumentSegment& message);
void Fill(const RenderedSegment& rendered, std::string_view text, v1::RenderedSegment& message);

}  // namespace dragoman
