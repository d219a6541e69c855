// The attributes of a term in a cell of concept_tsv.h: "gender=m", "outlets=tass:forbidden". Used
// by the reader and the writer only.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "server/base/status.h"
#include "server/model/concept.h"

namespace dragoman {

// Sets one attribute from its escaped value.
//
// Errors: InvalidArgument quoting the value, with what is allowed.
Status SetAttribute(std::string_view name, std::string_view raw, Term& term);

// Returns the attributes of a term but for status and type, values escaped.
std::map<std::string, std::string> AttributesOf(const Term& term);

// Returns whether a cell says no; it may say yes.
//
// Errors: InvalidArgument for anything else.
StatusOr<bool> IsNo(std::string_view raw);

}  // namespace dragoman
