// Names that people tell apart by looking at them (UTS #39). For names of callers, never for texts.
#pragma once

#include <string_view>

#include "server/base/status.h"

namespace dragoman {

// Returns whether two names look alike, in their case or in another: "anna" with a Cyrillic or a
// Latin "a", "rn" and "m", "0" and "O", "Anna" and "anna". A name looks like itself.
bool AreConfusable(std::string_view a, std::string_view b);

// Checks a name: 1 to 100 bytes of UTF-8 in NFC; letters, marks, digits and . _ - @; its letters of
// one script, or of Latin and one that is hard to confuse with it (UTS #39, highly restrictive).
//
// Errors: InvalidArgument with the rule.
Status CheckSafeName(std::string_view name);

}  // namespace dragoman
