// The analysis of documents, for people and for programs.
#pragma once

#include <string>
#include <string_view>

#include "client/cli/json_output.h"
#include "dragoman/v1/document_service.pb.h"

namespace dragoman {

// "in-context exact", "exact", "repetition", "repetition across files", "fuzzy 95-99", "internal
// 95-99", ..., "no match".
std::string_view LabelOf(v1::AnalysisBand band);

// Returns the share of the words, e.g. "12.5%".
std::string ShareOf(uint64_t words, uint64_t all);

// Returns a table with a line for each band, columns aligned, `title` above it.
std::string AnalysisText(std::string_view title, const v1::DocumentAnalysis& analysis);

// {"segments", "words", "characters"}
Json CountJson(const v1::AnalysisCount& count);
// {"name", "bands": {"<label>": {"segments", "words", "characters"}}, "total": {...}}
Json AnalysisJson(const v1::DocumentAnalysis& analysis);

}  // namespace dragoman
