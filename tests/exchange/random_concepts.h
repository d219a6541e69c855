// Random concepts whose texts are hard on tables and XML.
#pragma once

#include "server/model/concept.h"
#include "tests/random.h"

namespace dragoman {

// Returns a concept with terms in up to four languages, those of a language side by side; each
// field is filled or not.
Concept RandomConcept(TestRandom& random);

}  // namespace dragoman
