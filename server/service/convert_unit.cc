#include "server/service/convert_unit.h"

#include <algorithm>

#include "server/engine/checks.h"
#include "server/service/convert_enum.h"
#include "server/service/names.h"

namespace dragoman {
namespace {

StatusOr<Code> CodeOf(const v1::Code& message) {
  if (message.kind() == v1::Code::KIND_UNSPECIFIED) {
    return FieldError("kind", "OPEN, CLOSE or STANDALONE is required");
  }
  Code code;
  ASSIGN_OR_RETURN(code.kind, EnumOf("kind", message.kind(), CodeKind::kStandalone));
  code.position_byte = message.position_byte();
  code.content = message.content();
  return code;
}

StatusOr<Variant> VariantOf(const v1::Variant& message) {
  Variant variant;
  ASSIGN_OR_RETURN(variant.language, LanguageOf("language", message.language()));
  StatusOr<Segment> segment = SegmentOf(message.segment());
  if (!segment.ok()) return WithFieldPrefix("segment", segment.status());
  variant.segment = *std::move(segment);
  if (message.has_previous()) variant.previous = message.previous();
  if (message.has_next()) variant.next = message.next();
  return variant;
}

Status SetVariants(const v1::Unit& message, Unit& unit) {
  unit.variants.clear();
  for (int i = 0; i < message.variants_size(); ++i) {
    StatusOr<Variant> variant = VariantOf(message.variants(i));
    if (!variant.ok()) return WithFieldPrefix(fmt::format("variants[{}]", i), variant.status());
    unit.variants.push_back(*std::move(variant));
  }
  return absl::OkStatus();
}

void Fill(const Variant& variant, v1::Variant& message) {
  message.set_language(variant.language.tag());
  Fill(variant.segment, *message.mutable_segment());
  if (variant.previous) message.set_previous(*variant.previous);
  if (variant.next) message.set_next(*variant.next);
}

}  // namespace

StatusOr<Segment> SegmentOf(const v1::Segment& message) {
  Segment segment;
  segment.text = message.text();
  for (int i = 0; i < message.codes_size(); ++i) {
    StatusOr<Code> code = CodeOf(message.codes(i));
    if (!code.ok()) return WithFieldPrefix(fmt::format("codes[{}]", i), code.status());
    segment.codes.push_back(*std::move(code));
  }
  return segment;
}

void Fill(const Segment& segment, v1::Segment& message) {
  message.set_text(segment.text);
  for (const Code& code : segment.codes) {
    v1::Code& out = *message.add_codes();
    out.set_kind(static_cast<v1::Code::Kind>(code.kind));
    out.set_position_byte(code.position_byte);
    out.set_content(code.content);
  }
}

StatusOr<FieldSet> UnitFieldsOf(const google::protobuf::FieldMask& mask) {
  return FieldSet::Parse(
      mask, {"variants", "origin", "state", "author", "document", "domain", "properties"});
}

Status SetUnitFields(const v1::Unit& message, const FieldSet& fields, Unit& unit) {
  if (fields.Has("variants")) RETURN_IF_ERROR(SetVariants(message, unit));
  if (fields.Has("origin")) {
    ASSIGN_OR_RETURN(unit.origin, EnumOf("origin", message.origin(), Origin::kUnspecified));
  }
  if (fields.Has("state")) {
    ASSIGN_OR_RETURN(unit.state, EnumOf("state", message.state(), ReviewState::kUnspecified));
  }
  if (fields.Has("author")) unit.author = message.author();
  if (fields.Has("document")) unit.document = message.document();
  if (fields.Has("domain")) unit.domain = message.domain();
  if (fields.Has("properties")) {
    unit.properties = {message.properties().begin(), message.properties().end()};
  }
  return absl::OkStatus();
}

StatusOr<UnitWrite> UnitWriteOf(const v1::Unit& message) {
  ASSIGN_OR_RETURN(const FieldSet all, UnitFieldsOf({}));
  UnitWrite write;
  RETURN_IF_ERROR(SetUnitFields(message, all, write.unit));
  if (message.has_update_time()) {
    ASSIGN_OR_RETURN(write.unit.changed_micros, MicrosOf("update_time", message.update_time()));
  }
  RETURN_IF_ERROR(CheckUnit(write.unit));
  write.source = write.unit.variants.front().language;
  return write;
}

void Fill(const Unit& unit, std::string_view memory, v1::Unit& message) {
  message.set_name(FormatUnitName(memory, unit.id));
  message.set_etag(FormatEtag(unit.revision));
  for (const Variant& variant : unit.variants) Fill(variant, *message.add_variants());
  message.set_origin(static_cast<v1::Origin>(unit.origin));
  message.set_state(static_cast<v1::ReviewState>(unit.state));
  message.set_author(unit.author);
  message.set_document(unit.document);
  message.set_domain(unit.domain);
  *message.mutable_create_time() = TimestampOf(unit.created_micros);
  *message.mutable_update_time() = TimestampOf(unit.changed_micros);
  message.set_batch_id(unit.batch_id);
  message.mutable_properties()->insert(unit.properties.begin(), unit.properties.end());
}

StatusOr<WritePolicy> WritePolicyOf(v1::WritePolicy policy) {
  return EnumOf("policy", policy, WritePolicy::kReplaceSame);
}

void Fill(const UnitWriteReport& report, std::string_view memory, v1::WriteUnitsResponse& message) {
  v1::WriteAccount& account = *message.mutable_account();
  for (const UnitOutcome& outcome : report.outcomes) {
    v1::UnitResult& result = *message.add_results();
    result.set_outcome(static_cast<v1::UnitResult::Outcome>(outcome.outcome));
    if (outcome.id != 0) {
      result.set_name(FormatUnitName(memory, outcome.id));
      result.set_etag(FormatEtag(outcome.revision));
    }
    account.set_stored(account.stored() + (outcome.outcome == Outcome::kStored ? 1 : 0));
    account.set_merged(account.merged() + (outcome.outcome == Outcome::kMerged ? 1 : 0));
    account.set_unchanged(account.unchanged() + (outcome.outcome == Outcome::kUnchanged ? 1 : 0));
  }
  account.set_entries(report.outcomes.size());
  message.set_revision(report.revision);
}

void Fill(const Resource& resource, const ResourceFigures& figures, v1::Memory& message) {
  message.set_name(resource.name());
  message.set_display_name(resource.display_name);
  message.set_description(resource.description);
  *message.mutable_create_time() = TimestampOf(resource.created_micros);
  *message.mutable_update_time() = TimestampOf(resource.changed_micros);
  message.set_etag(FormatEtag(resource.etag));
  message.set_revision(figures.revision);
  message.set_unit_count(figures.entries);
  for (const auto& [language, count] : figures.by_language) {
    (*message.mutable_language_counts())[language.tag()] = count;
  }
}

}  // namespace dragoman
