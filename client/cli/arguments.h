// Reads arguments that have a form of their own: names of resources, "tag=TEXT", "NAME=PENALTY".
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "client/api/result.h"
#include "dragoman/v1/memory_service.pb.h"

namespace dragoman {

// A text and the language it is in.
struct TaggedText {
  std::string language;
  std::string text;
};

// Returns what is wrong with the first argument that is not UTF-8, nullopt when all are.
std::optional<std::string> InvalidArgumentText(const std::vector<std::string>& arguments);

// Returns "memories/NAME" for NAME or the whole name.
std::string MemoryName(std::string_view name);
// Returns "glossaries/NAME" for NAME or the whole name.
std::string GlossaryName(std::string_view name);
// Returns "memories/NAME/units/ID" for NAME/ID or the whole name, nullopt for other forms.
std::optional<std::string> UnitName(std::string_view name);
// Returns "glossaries/NAME/concepts/ID" for NAME/ID or the whole name, nullopt for other forms.
std::optional<std::string> ConceptName(std::string_view name);

// Reads arguments "tag=TEXT".
//
// Errors: one without "=", one whose tag is no language tag, the same language twice.
Result<std::vector<TaggedText>> ParseTaggedTexts(const std::vector<std::string>& arguments);

// Reads "NAME" or "NAME=PENALTY", PENALTY 0 to 100.
Result<v1::LookupMemory> ParseLookupMemory(std::string_view argument);

// Returns whether `tag` has the form of a language tag; whether it is known is the server's to say.
bool IsLanguageTag(std::string_view tag);

// Returns whether two tags are the same but for case.
bool IsSameTag(std::string_view a, std::string_view b);

// Returns whether `address` can be one of a server: HOST:PORT, https://HOST:PORT, or a name
// with a scheme of gRPC.
bool IsAddress(std::string_view address);

// Returns `text` cut to about 40 bytes at a character border, to be shown in a message.
std::string Shortened(std::string_view text);

}  // namespace dragoman
