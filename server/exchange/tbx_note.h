// What a concept holds and TBX-Basic has no place for: a <note> of its own, which other tools show
// as text and an import reads back. Used by the reader and the writer only.
//
// Grammar:  note = "dragoman" 1*( "|" NAME "=" VALUE ), names and values as the attributes of terms
//           in tables (list_cell.h), e.g. "dragoman|forms=посла,послу|status=forbidden". Where XML
//           cannot hold a character: "dragoman-escaped|" and the rest as in EscapeForXml.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "server/base/status.h"
#include "server/model/concept.h"

namespace dragoman {

// Values are escaped as in cells.
using TbxAttributes = std::map<std::string, std::string>;

bool IsOwnTbxNote(std::string_view text);

// Returns the text of such a note.
std::string OwnTbxNote(const TbxAttributes& attributes);

// Sets what such a note says. Errors: InvalidArgument.
Status TakeOwnTbxNote(std::string_view note, Concept& entry);
Status TakeOwnTbxNote(std::string_view note, Term& term);

// Returns what of a concept, or of a term, its elements do not say.
TbxAttributes BesideTbx(const Concept& entry);
TbxAttributes BesideTbx(const Term& term);

// Returns a text as it is read from an element: without white space at its ends.
std::string_view TbxText(std::string_view text);
// Returns a term as it is read: a line break within it is a space.
std::string TbxTermText(std::string_view text);
// Returns whether an element gives back the text: it is not blank, and XML holds it.
bool TbxHolds(std::string_view text);

// Returns the id of an element for that of a concept: XML wants a letter or "_" first.
std::string TbxId(std::string_view id);

}  // namespace dragoman
