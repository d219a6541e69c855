// The rules that units and concepts must keep. Every error names its field and what is right.
#pragma once

#include <string_view>

#include "server/base/status.h"
#include "server/model/concept.h"
#include "server/model/unit.h"

namespace dragoman {

// Checks that a text is valid UTF-8 of at most `max_bytes`.
//
// Errors: InvalidArgument about `field`; of malformed text it names the byte.
Status CheckText(std::string_view field, std::string_view text, size_t max_bytes);

// As CheckText, and the text must hold something but white space.
Status CheckFilledText(std::string_view field, std::string_view text, size_t max_bytes);

// Checks text and codes of a segment; field paths begin with "text" or "codes".
Status CheckSegment(const Segment& segment);

// Checks everything a client can set in a unit.
Status CheckUnit(const Unit& unit);

// Checks everything a client can set in a concept, its id included.
Status CheckConcept(const Concept& entry);

// Checks the id of an outlet.
Status CheckOutlet(std::string_view field, std::string_view outlet);

Status CheckRequestId(std::string_view request_id);

// Checks a display name and a description.
Status CheckLabels(std::string_view display_name, std::string_view description);

}  // namespace dragoman
