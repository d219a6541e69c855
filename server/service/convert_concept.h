// Concepts, terms and glossaries between the wire and the model.
#pragma once

#include <string_view>

#include "dragoman/v1/glossary_service.pb.h"
#include "server/base/status.h"
#include "server/engine/glossary_shard.h"
#include "server/engine/recognise.h"
#include "server/engine/registry.h"
#include "server/model/concept.h"

namespace dragoman {

// Returns a concept to write to `glossary` (its full name); a non-empty etag is its revision.
//
// Errors: those of CheckConcept.
StatusOr<Concept> ConceptOf(const v1::Concept& message, std::string_view glossary);
// Terms and concept out of their time on `as_of` (empty: today) say so.
void Fill(const Concept& entry, std::string_view glossary, const PartialDate& as_of,
          v1::Concept& message);
// Fills what a term says as a rendering by itself.
void Fill(const Term& term, v1::Rendering& message);

void Fill(const ConceptWriteReport& report, std::string_view glossary,
          v1::WriteConceptsResponse& message);

void Fill(const Resource& resource, const ResourceFigures& figures, v1::Glossary& message);

// Errors: InvalidArgument about "options....".
StatusOr<RecogniseOptions> RecogniseOptionsOf(const v1::RecogniseOptions& message);
// `text` is the text that was recognised in; ranges count from its first byte.
void Fill(const RecognisedTerm& term, std::string_view text, v1::RecognisedTerm& message);
void Fill(const RecogniseResult& result, std::string_view text,
          v1::RecogniseTermsResponse& message);

// Errors: InvalidArgument about "language", "limit" or "as_of".
StatusOr<ConceptQuery> ConceptQueryOf(const v1::SearchConceptsRequest& message);

}  // namespace dragoman
