#include "server/service/names.h"

#include <charconv>
#include <optional>

namespace dragoman {
namespace {

constexpr std::string_view kUnits = "/units/";
constexpr std::string_view kConcepts = "/concepts/";

Status BadName(std::string_view field, std::string_view name, std::string_view form) {
  if (name.empty()) return FieldError(field, fmt::format("a name is required: \"{}\"", form));
  return FieldError(field, fmt::format("'{}' is not of the form \"{}\"", Shortened(name), form));
}

struct SplitName {
  std::string_view parent;
  std::string_view child;
};

// Splits "collection/parent/children/child"; nullopt when the name has another shape.
std::optional<SplitName> Split(std::string_view name, ResourceKind kind,
                               std::string_view separator) {
  const std::string_view collection = CollectionOf(kind);
  const bool in_collection =
      name.substr(0, collection.size()) == collection && name.substr(collection.size(), 1) == "/";
  const size_t at = name.rfind(separator);  // A memory may be called "units".
  if (!in_collection || at == std::string_view::npos) return std::nullopt;
  const SplitName split{name.substr(0, at), name.substr(at + separator.size())};
  if (split.child.empty() || split.child.find('/') != std::string_view::npos) return std::nullopt;
  if (!ParseResourceId(kind, split.parent).ok()) return std::nullopt;
  return split;
}

std::optional<UnitId> ParseNumber(std::string_view text) {
  UnitId number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = error == std::errc() && end == text.data() + text.size();
  return whole && number != 0 && text.front() != '0' ? std::optional(number) : std::nullopt;
}

}  // namespace

StatusOr<std::string> ParseResourceName(ResourceKind kind, std::string_view field,
                                        std::string_view name) {
  const std::string_view form =
      kind == ResourceKind::kMemory ? "memories/{memory}" : "glossaries/{glossary}";
  if (name.empty()) return BadName(field, name, form);
  const StatusOr<std::string> id = ParseResourceId(kind, name);
  if (!id.ok()) return FieldError(field, MessageOf(id.status()));
  return fmt::format("{}/{}", CollectionOf(kind), *id);
}

StatusOr<UnitName> ParseUnitName(std::string_view field, std::string_view name) {
  const auto split = Split(name, ResourceKind::kMemory, kUnits);
  const auto number = split ? ParseNumber(split->child) : std::nullopt;
  if (!number) return BadName(field, name, "memories/{memory}/units/{number}");
  return UnitName{std::string(split->parent), *number};
}

StatusOr<ConceptName> ParseConceptName(std::string_view field, std::string_view name) {
  const auto split = Split(name, ResourceKind::kGlossary, kConcepts);
  if (!split) return BadName(field, name, "glossaries/{glossary}/concepts/{concept}");
  return ConceptName{std::string(split->parent), std::string(split->child)};
}

StatusOr<std::string> ParseConceptIdIn(std::string_view glossary, std::string_view name) {
  if (name.find('/') == std::string_view::npos) return std::string(name);
  ASSIGN_OR_RETURN(ConceptName parsed, ParseConceptName("name", name));
  if (parsed.glossary != glossary) {
    return FieldError("name", fmt::format("'{}' is of another glossary than '{}'", Shortened(name),
                                          Shortened(glossary)));
  }
  return std::move(parsed.id);
}

std::string FormatUnitName(std::string_view memory, UnitId unit) {
  return fmt::format("{}{}{}", memory, kUnits, unit);
}

std::string FormatConceptName(std::string_view glossary, std::string_view id) {
  return fmt::format("{}{}{}", glossary, kConcepts, id);
}

}  // namespace dragoman
