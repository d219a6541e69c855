// Answers as JSON, for scripts. The shapes are kept: keys may be added, none is changed or removed.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "client/api/result.h"
#include "dragoman/v1/admin_service.pb.h"
#include "dragoman/v1/document_service.pb.h"
#include "dragoman/v1/glossary_service.pb.h"
#include "dragoman/v1/memory_service.pb.h"
#include "dragoman/v1/name_service.pb.h"
#include "dragoman/v1/transfer_service.pb.h"

namespace dragoman {

using Json = nlohmann::ordered_json;

// Returns one line with its end; bytes that are not UTF-8 become U+FFFD.
std::string JsonLine(const Json& json);

// Returns the value over several lines, for people.
std::string JsonText(const Json& json);

// [{"kind": "open", "close" or "standalone", "position", "content"}]
Json CodesJson(const v1::Segment& segment);
// {"query", "matches": [...]}
Json LookupJson(std::string_view query, const v1::LookupResponse& response);
// {"score", "kind", "unit", "source", "targets": {tag: text}, "penalties": [...], ...}; a bridged
// one has "bridge": {"unit", "language", "pivot", "source_pivot", ...}
Json MatchJson(const v1::Match& match);
// {"text", "terms": [...]}
Json TermsJson(std::string_view text, const v1::RecogniseTermsResponse& response);
// {"begin", "end", "text", "concept", "renderings": {tag: [term]}, ...}
Json TermJson(const v1::RecognisedTerm& term);
// {"<key>": text, "error": {"message", "field"}}
Json ErrorJson(std::string_view key, std::string_view text, const Failure& failure);
// {"score", "base", "penalties", "query": [...], "stored": [...], "version", ...}
Json ExplanationJson(const v1::Explanation& explanation);
// {"unit", "memory", "source", "source_language", "occurrences": [[begin, end]], "targets", ...}
Json ConcordanceHitJson(const v1::ConcordanceHit& hit);
// {"name", "language", "key", "spellings": [{"language", "text", "kind", "segments",
// "occurrences", "terms", "forms", "places"}], "total", "units", "truncated"}
Json NameJson(std::string_view name, const v1::FindNameResponse& response);
// {"kind", "unit", "memory", "source", "source_language", "targets", "words", "query": [begin,
// end], "stored": [begin, end], ...}
Json FragmentJson(const v1::Fragment& fragment);
// {"text", "begin", "end", "paragraph", "matches", "terms"}
Json SegmentJson(const v1::RenderedSegment& segment);
Json MemoryJson(const v1::Memory& memory);
Json UnitJson(const v1::Unit& unit);
Json GlossaryJson(const v1::Glossary& glossary);
Json ConceptJson(const v1::Concept& entry);
Json AccountJson(const v1::WriteAccount& account);
Json UndoAccountJson(const v1::UndoAccount& account);
Json ImportBatchJson(const v1::ImportBatch& import);
Json ProblemJson(const v1::Problem& problem);
Json FileLanguageJson(const v1::FileLanguage& language);
Json LossJson(const v1::Loss& loss);
Json TableFormJson(const v1::TableForm& table);
Json StatusJson(const v1::GetStatusResponse& status);

}  // namespace dragoman
