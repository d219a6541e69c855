// Recognised terms as text: one entry for each concept, however often it stands in the text, with
// what to write for it in each language.
#pragma once

#include <string>
#include <vector>

#include "dragoman/v1/glossary_service.pb.h"

namespace dragoman {

// Returns the remarks on a rendering and further ones: " (deprecated; abbreviation; m; note)", or
// "" for none.
std::string RenderingRemarks(const v1::Rendering& rendering,
                             const std::vector<std::string>& further = {});

// Returns the concepts of the terms in reading order: how they stand in the text, and for each
// language the first rendering, others that may stand ("also"), and those to avoid ("not").
std::string TermsText(const google::protobuf::RepeatedPtrField<v1::RecognisedTerm>& terms,
                      bool colors);

}  // namespace dragoman
