// How far a translation was checked, as XLIFF and tools that extend it say it.
#pragma once

#include <string_view>

#include "server/exchange/xml_reader.h"
#include "server/model/unit.h"

namespace dragoman {

// Returns what an attribute says: approved of a <trans-unit>, state of a <target> or of a
// <segment>, conf of SDL's <sdl:seg>, mq:status and m:confirmed of the <trans-unit>s of memoQ and
// Phrase. kUnspecified: nothing that is sure.
ReviewState XliffStateOf(std::string_view attribute, std::string_view value);

// Returns what memoQ or Phrase says in a <trans-unit>.
ReviewState XliffToolStateOf(const XmlAttributes& unit);

}  // namespace dragoman
