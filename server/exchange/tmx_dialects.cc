#include "server/exchange/tmx_dialects.h"

#include <absl/strings/str_replace.h>

#include <algorithm>
#include <array>
#include <initializer_list>
#include <optional>

#include "server/exchange/tmx_fields.h"
#include "server/exchange/tmx_segment.h"

namespace dragoman {
namespace {

using PropTypes = std::initializer_list<std::string_view>;
using Side = std::optional<std::string> Variant::*;

constexpr size_t kMaxNameBytes = 200;      // Of an author, of a domain.
constexpr size_t kMaxDocumentBytes = 500;  // Of a document's name.

// Returns the text of the first prop of one of the types; nullptr: none has one.
const std::string* FindProp(const TmxRecord& record, PropTypes types) {
  for (const std::string_view type : types) {
    for (const TmxItem& item : record.items) {
      if (!item.is_note && item.type == type && !IsBlank(item.text)) return &item.text;
    }
  }
  return nullptr;
}

std::string AttributeOf(const TmxRecord& record, const std::string& name) {
  const auto found = record.attributes.find(name);
  return found == record.attributes.end() ? "" : found->second;
}

// Returns the plain text of a neighbour, or nothing where that is not sure.
std::optional<std::string> NeighbourText(const std::string& text) {
  if (!text.starts_with("<seg")) return text;
  auto segment = ParseTmxSegment(text);
  if (!segment.ok() || IsBlank(segment->text)) return std::nullopt;
  return std::move(segment->text);
}

void Fill(Side side, const std::string* text, Variant* variant) {
  if (text != nullptr && variant != nullptr && !(variant->*side)) {
    variant->*side = NeighbourText(*text);
  }
}

// What all of them have in a <tu> for the source and in a <tuv> for its language.
void FillNeighbours(const TmxRecord& record, Variant* variant) {
  Fill(&Variant::previous,
       FindProp(record, {"x-context-pre", "context-pre", "context_prev", "prev",
                         "x-previous-source-text", "previousMd5Segment"}),
       variant);
  Fill(&Variant::next,
       FindProp(record, {"x-context-post", "context-post", "context_next", "next",
                         "x-next-source-text", "nextMd5Segment"}),
       variant);
}

// Returns the two texts of Trados' "TEXT | TAGS | TEXT | TAGS", in which a bar in a text is
// doubled; nothing when there are tags, or anything else than that.
std::optional<std::array<std::string, 2>> TradosTexts(std::string_view content) {
  constexpr std::string_view kTextSeparator = " | ";
  std::vector<std::string_view> parts;
  for (size_t end = 0; end != content.npos;) {
    end = content.find(kTextSeparator);
    parts.push_back(content.substr(0, end));
    if (end != content.npos) content.remove_prefix(end + kTextSeparator.size());
  }
  if (parts.size() != 4 || !parts[1].empty() || !parts[3].empty()) return std::nullopt;
  return std::array{absl::StrReplaceAll(ToAbsl(parts[0]), {{"||", "|"}}),
                    absl::StrReplaceAll(ToAbsl(parts[2]), {{"||", "|"}})};
}

void FillTradosNeighbours(const TmxHeader& header, const TmxRecord& record, Variant* source,
                          Variant* target) {
  const std::string* content = FindProp(record, {"x-ContextContent"});
  if (content == nullptr) return;
  const auto texts = TradosTexts(*content);
  if (!texts) return;
  if (!IsBlank(texts->front())) Fill(&Variant::previous, &texts->front(), source);
  if (IsBlank(texts->back())) return;
  if (header.trados_context_is_preceding) {
    Fill(&Variant::previous, &texts->back(), target);
  } else {
    Fill(&Variant::next, &texts->back(), source);
  }
}

Variant* VariantIn(Unit& unit, const Language& language) {
  const auto found =
      std::find_if(unit.variants.begin(), unit.variants.end(),
                   [&](const Variant& variant) { return variant.language == language; });
  return found == unit.variants.end() ? nullptr : &*found;
}

// Returns the one variant in another language than the source, or nullptr when there are more.
Variant* TargetOf(Unit& unit, const Language& source) {
  if (unit.variants.size() != 2) return nullptr;
  return &unit.variants[unit.variants[0].language == source ? 1 : 0];
}

void FillText(const std::string* text, size_t max_bytes, std::string& field) {
  if (field.empty() && text != nullptr && text->size() <= max_bytes) field = *text;
}

void FillState(const TmxRecord& record, Unit& unit) {
  const std::string* level = FindProp(record, {"x-ConfirmationLevel", "x-MateCAT-status"});
  if (level == nullptr || unit.state != ReviewState::kUnspecified) return;
  if (*level == "Draft" || *level == "DRAFT") unit.state = ReviewState::kDraft;
  if (*level == "Translated" || *level == "TRANSLATED") unit.state = ReviewState::kTranslated;
  if (level->starts_with("Approved") || *level == "APPROVED") unit.state = ReviewState::kReviewed;
}

// The person who last changed the unit, as far as is known: of the target rather than the source,
// which comes first.
void FillAuthor(const TmxRecord& record, const std::vector<TmxVariantRecord>& variants,
                Unit& unit) {
  std::vector<std::string> names;
  const auto add_targets_first = [&](const std::string& attribute) {
    for (auto variant = variants.rbegin(); variant != variants.rend(); ++variant) {
      names.push_back(AttributeOf(variant->record, attribute));
    }
  };
  add_targets_first("changeid");
  names.push_back(AttributeOf(record, "creationid"));
  add_targets_first("creationid");
  for (const std::string& name : names) {
    if (!name.empty()) FillText(&name, kMaxNameBytes, unit.author);
  }
}

void FillTimes(const std::vector<TmxVariantRecord>& variants, Unit& unit) {
  int64_t first = 0;
  int64_t last = 0;
  for (const TmxVariantRecord& variant : variants) {
    const auto created = ParseTmxTime(AttributeOf(variant.record, "creationdate"));
    const auto changed = ParseTmxTime(AttributeOf(variant.record, "changedate"));
    if (created) first = first == 0 ? *created : std::min(first, *created);
    if (changed) last = std::max(last, *changed);
  }
  if (unit.created_micros == 0) unit.created_micros = first;
  if (unit.changed_micros == 0) unit.changed_micros = last != 0 ? last : unit.created_micros;
}

}  // namespace

void FillFromDialects(const TmxHeader& header, const TmxRecord& record,
                      const std::vector<TmxVariantRecord>& variants, const Language& source,
                      Unit& unit) {
  for (const TmxVariantRecord& variant : variants) {
    FillNeighbours(variant.record, VariantIn(unit, variant.language));
  }
  Variant* source_variant = VariantIn(unit, source);
  Variant* target_variant = TargetOf(unit, source);
  FillNeighbours(record, source_variant);
  Fill(&Variant::previous, FindProp(record, {"x-previous-target-text"}), target_variant);
  Fill(&Variant::next, FindProp(record, {"x-next-target-text"}), target_variant);
  FillTradosNeighbours(header, record, source_variant, target_variant);
  FillText(FindProp(record, {"file", "document", "x-document", "x-MateCAT-filename", "filename"}),
           kMaxDocumentBytes, unit.document);
  FillText(FindProp(record, {"domain", "x-Domain"}), kMaxNameBytes, unit.domain);
  FillState(record, unit);
  const std::string* origin = FindProp(record, {"x-Origin"});
  if (origin != nullptr && *origin == "Alignment" && unit.origin == Origin::kUnspecified) {
    unit.origin = Origin::kAligned;
  }
  FillAuthor(record, variants, unit);
  FillTimes(variants, unit);
}

}  // namespace dragoman
