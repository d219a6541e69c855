// Which bytes of a text a recognised term covers.
#pragma once

#include "server/term/term_automaton.h"

namespace dragoman {

// Returns the bytes from the first to the last word of the match, without the ending of a
// possessive that the term has not (Pakistan of "Pakistan’s"), and with the marks that touch the
// term on both sides (the dot of "Dr.") where the text has them all.
ByteRange RangeOf(const TermMatch& match, const TermPattern& pattern, const Analysis& analysis,
                  const TextWords& words);

}  // namespace dragoman
