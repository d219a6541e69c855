#include "server/engine/checks.h"

#include <absl/container/flat_hash_set.h>

#include <algorithm>

#include "server/base/utf8.h"
#include "server/engine/limits.h"

namespace dragoman {
namespace {

bool IsCharacterBorder(std::string_view text, size_t position) {
  return position == text.size() || (static_cast<unsigned char>(text[position]) & 0xC0) != 0x80;
}

Status CheckCode(const Segment& segment, size_t index) {
  const Code& code = segment.codes[index];
  const std::string field = fmt::format("codes[{}].position_byte", index);
  if (code.position_byte > segment.text.size()) {
    return FieldError(field, fmt::format("{} is beyond the text, which has {} bytes",
                                         code.position_byte, segment.text.size()));
  }
  if (!IsCharacterBorder(segment.text, code.position_byte)) {
    return FieldError(field, fmt::format("byte {} is inside a character", code.position_byte));
  }
  if (index > 0 && code.position_byte < segment.codes[index - 1].position_byte) {
    return FieldError(field, "codes must be in order of their positions");
  }
  return CheckText(fmt::format("codes[{}].content", index), code.content, kMaxCodeBytes);
}

Status CheckNeighbour(std::string_view field, const std::optional<std::string>& text) {
  return text ? CheckText(field, *text, kMaxTextBytes) : absl::OkStatus();
}

Status CheckVariant(const Variant& variant) {
  if (variant.language.empty()) return FieldError("language", "a BCP-47 tag is required");
  RETURN_IF_ERROR(WithFieldPrefix("segment", CheckSegment(variant.segment)));
  RETURN_IF_ERROR(CheckFilledText("segment.text", variant.segment.text, kMaxTextBytes));
  RETURN_IF_ERROR(CheckNeighbour("previous", variant.previous));
  return CheckNeighbour("next", variant.next);
}

Status CheckVariants(const std::vector<Variant>& variants) {
  if (variants.size() < 2 || variants.size() > kMaxVariants) {
    return FieldError("variants", fmt::format("{} given; a unit has 2 to {} languages",
                                              variants.size(), kMaxVariants));
  }
  absl::flat_hash_set<std::string_view> seen;
  for (size_t i = 0; i < variants.size(); ++i) {
    const std::string field = fmt::format("variants[{}]", i);
    RETURN_IF_ERROR(WithFieldPrefix(field, CheckVariant(variants[i])));
    if (!seen.insert(variants[i].language.tag()).second) {
      return FieldError(field + ".language",
                        fmt::format("'{}' stands twice; a unit has one segment per language",
                                    variants[i].language.tag()));
    }
  }
  return absl::OkStatus();
}

Status CheckProperties(const std::map<std::string, std::string>& properties) {
  if (properties.size() > kMaxProperties) {
    return FieldError("properties", fmt::format("{} given; at most {} are kept", properties.size(),
                                                kMaxProperties));
  }
  for (const auto& [key, value] : properties) {
    RETURN_IF_ERROR(CheckFilledText("properties", key, kMaxPropertyKeyBytes));
    RETURN_IF_ERROR(CheckText(fmt::format("properties[{}]", key), value, kMaxPropertyValueBytes));
  }
  return absl::OkStatus();
}

}  // namespace

Status CheckText(std::string_view field, std::string_view text, size_t max_bytes) {
  if (text.size() > max_bytes) {
    return FieldError(field,
                      fmt::format("{} bytes; at most {} are allowed", text.size(), max_bytes));
  }
  if (const auto offset = FirstInvalidUtf8(text)) {
    return FieldError(
        field, fmt::format("not valid UTF-8 at byte {}; convert the text to UTF-8", *offset));
  }
  return absl::OkStatus();
}

Status CheckFilledText(std::string_view field, std::string_view text, size_t max_bytes) {
  RETURN_IF_ERROR(CheckText(field, text, max_bytes));
  return IsBlank(text) ? FieldError(field, "must not be empty") : absl::OkStatus();
}

Status CheckSegment(const Segment& segment) {
  RETURN_IF_ERROR(CheckText("text", segment.text, kMaxTextBytes));
  if (segment.codes.size() > kMaxCodes) {
    return FieldError("codes", fmt::format("{} given; a segment has at most {}",
                                           segment.codes.size(), kMaxCodes));
  }
  for (size_t i = 0; i < segment.codes.size(); ++i) RETURN_IF_ERROR(CheckCode(segment, i));
  return absl::OkStatus();
}

Status CheckUnit(const Unit& unit) {
  RETURN_IF_ERROR(CheckVariants(unit.variants));
  RETURN_IF_ERROR(CheckText("author", unit.author, kMaxNameBytes));
  RETURN_IF_ERROR(CheckText("document", unit.document, kMaxDocumentNameBytes));
  RETURN_IF_ERROR(CheckText("domain", unit.domain, kMaxNameBytes));
  RETURN_IF_ERROR(CheckText("batch_id", unit.batch_id, kMaxRequestIdBytes));
  return CheckProperties(unit.properties);
}

Status CheckRequestId(std::string_view request_id) {
  return CheckText("request_id", request_id, kMaxRequestIdBytes);
}

Status CheckLabels(std::string_view display_name, std::string_view description) {
  RETURN_IF_ERROR(CheckText("display_name", display_name, kMaxNameBytes));
  return CheckText("description", description, kMaxNoteBytes);
}

}  // namespace dragoman
