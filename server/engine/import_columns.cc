#include "server/engine/import_columns.h"

#include <absl/strings/numbers.h>

#include <algorithm>
#include <array>
#include <optional>

#include "server/engine/checks.h"
#include "server/exchange/concept_tsv.h"

namespace dragoman {
namespace {

// A path such as "variants[3].segment.text" taken apart.
struct ElementPath {
  size_t index = 0;
  std::string_view rest;  // "segment.text".
};

// Returns the path when it goes into an element of the list `name`.
std::optional<ElementPath> SplitPath(std::string_view path, std::string_view name) {
  if (!path.starts_with(name) || !path.substr(name.size()).starts_with('[')) return std::nullopt;
  path.remove_prefix(name.size() + 1);
  const size_t end = path.find(']');
  ElementPath element;
  if (!absl::SimpleAtoi(ToAbsl(path.substr(0, end)), &element.index)) return std::nullopt;
  path.remove_prefix(end + 1);
  if (path.starts_with('.')) path.remove_prefix(1);
  element.rest = path;
  return element;
}

std::string_view MessageAfterField(const Status& status, const std::string& field) {
  return MessageOf(status).substr(field.empty() ? 0 : field.size() + 2);
}

Status AboutVariant(const Variant& variant, std::string_view rest, std::string_view message) {
  const std::string& tag = variant.language.tag();
  constexpr std::string_view kSegment = "segment.";
  if (rest == "previous" || rest == "next")
    return FieldError(fmt::format("{}@{}", tag, rest), message);
  if (rest.starts_with(kSegment)) rest.remove_prefix(kSegment.size());
  if (!rest.starts_with("codes")) return FieldError(tag, message);
  return FieldError(tag + "@codes", fmt::format("{}: {}", rest, message));
}

Status AboutUnit(const Unit& unit, const Status& status) {
  const std::string path = FieldOf(status);
  const std::string_view message = MessageAfterField(status, path);
  const auto element = SplitPath(path, "variants");
  if (element && element->index < unit.variants.size()) {
    return AboutVariant(unit.variants[element->index], element->rest, message);
  }
  if (path == "author" || path == "document" || path == "domain") {
    return FieldError("@" + path, message);
  }
  constexpr std::string_view kProperty = "properties[";
  if (path.starts_with(kProperty) && path.ends_with(']')) {
    const std::string key = path.substr(kProperty.size(), path.size() - kProperty.size() - 1);
    return FieldError("@property:" + key, message);
  }
  return Error(StatusCode::kInvalidArgument, "{}: {}", path, message);
}

Status AboutTerm(const Term& term, std::string_view rest, std::string_view message,
                 FileFormat format) {
  const std::string part = rest == "text" ? "" : fmt::format("{}: ", rest);
  return FieldError(format == FileFormat::kTbx ? term.language.tag() : ConceptTsvColumnOf(term),
                    fmt::format("'{}': {}{}", Shortened(term.text), part, message));
}

Status AboutConcept(const Concept& entry, const Status& status, FileFormat format) {
  const std::string path = FieldOf(status);
  const std::string_view message = MessageAfterField(status, path);
  const auto element = SplitPath(path, "terms");
  if (element && element->index < entry.terms.size()) {
    return AboutTerm(entry.terms[element->index], element->rest, message, format);
  }
  if (path == "name") return FieldError("id", message);
  if (path == "terms") return Error(StatusCode::kInvalidArgument, "terms: {}", message);
  return status;
}

}  // namespace

Status CheckUnitRow(const Unit& unit) {
  if (unit.variants.size() < 2) {
    const std::string filled =
        unit.variants.empty() ? "no language is"
                              : fmt::format("only '{}' is", unit.variants.front().language.tag());
    return Error(StatusCode::kInvalidArgument,
                 "{} filled; a unit needs its text in at least two languages", filled);
  }
  const Status status = CheckUnit(unit);
  return status.ok() ? status : AboutUnit(unit, status);
}

Status CheckConceptRow(const Concept& entry, FileFormat format) {
  if (entry.terms.empty()) {
    return Error(StatusCode::kInvalidArgument, "no term in any language{}",
                 format == FileFormat::kTbx ? " that is to be read"
                                            : "; fill in at least one column of terms");
  }
  const Status status = CheckConcept(entry);
  return status.ok() ? status : AboutConcept(entry, status, format);
}

}  // namespace dragoman
