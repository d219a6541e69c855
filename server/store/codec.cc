#include "server/store/codec.h"

#include <absl/container/flat_hash_map.h>
#include <zlib.h>

#include "dragoman/storage/v1/storage.pb.h"

namespace dragoman {
namespace {

namespace pb = storage::v1;

constexpr char kValueFormat = 0x01;
constexpr size_t kChecksumBytes = 4;

uint32_t ChecksumOf(std::string_view bytes) {
  return static_cast<uint32_t>(
      crc32_z(0, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size()));
}

std::string Wrapped(const google::protobuf::MessageLite& message) {
  std::string value(1, kValueFormat);
  message.AppendToString(&value);
  const uint32_t checksum = ChecksumOf(value);
  for (int shift = 24; shift >= 0; shift -= 8) value += static_cast<char>(checksum >> shift);
  return value;
}

uint32_t ReadChecksum(std::string_view bytes) {
  uint32_t checksum = 0;
  for (const char c : bytes) checksum = checksum << 8 | static_cast<unsigned char>(c);
  return checksum;
}

Status Damaged(std::string_view what) {
  return Error(StatusCode::kDataLoss, "a stored record is damaged ({}); restore a backup", what);
}

template <typename Message>
StatusOr<Message> Unwrapped(std::string_view value) {
  if (value.size() < 1 + kChecksumBytes) return Damaged("too short");
  const std::string_view body = value.substr(0, value.size() - kChecksumBytes);
  if (ChecksumOf(body) != ReadChecksum(value.substr(body.size()))) return Damaged("checksum");
  if (body.front() != kValueFormat) return Damaged("format of another version");
  Message message;
  if (!message.ParseFromArray(body.data() + 1, static_cast<int>(body.size() - 1))) {
    return Damaged("message");
  }
  return message;
}

// Parsing a tag costs more than the rest of a unit; few tags are in use.
StatusOr<Language> LanguageOf(const std::string& tag) {
  if (tag.empty()) return Language();
  constexpr size_t kRemembered = 256;
  thread_local absl::flat_hash_map<std::string, Language> known;
  const auto found = known.find(tag);
  if (found != known.end()) return found->second;
  auto language = Language::Parse(tag);
  if (!language.ok()) return Damaged("language");
  if (known.size() < kRemembered) known[tag] = *language;
  return language;
}

void ToRecord(const Variant& variant, pb::Variant& out) {
  out.set_language(variant.language.tag());
  out.set_text(variant.segment.text);
  for (const Code& code : variant.segment.codes) {
    pb::Code& one = *out.add_codes();
    one.set_kind(static_cast<uint32_t>(code.kind));
    one.set_position_byte(code.position_byte);
    one.set_content(code.content);
  }
  if (variant.previous) out.set_previous(*variant.previous);
  if (variant.next) out.set_next(*variant.next);
}

StatusOr<Variant> FromRecord(pb::Variant& record) {
  Variant variant;
  ASSIGN_OR_RETURN(variant.language, LanguageOf(record.language()));
  variant.segment.text = std::move(*record.mutable_text());
  for (pb::Code& code : *record.mutable_codes()) {
    variant.segment.codes.push_back({static_cast<CodeKind>(code.kind()), code.position_byte(),
                                     std::move(*code.mutable_content())});
  }
  if (record.has_previous()) variant.previous = std::move(*record.mutable_previous());
  if (record.has_next()) variant.next = std::move(*record.mutable_next());
  return variant;
}

// Sets the time of a term or concept, of which both records have the same fields.
template <typename Record>
void ToRecord(const ValidTime& valid, Record& out) {
  if (!valid.from.empty()) out.set_valid_from(valid.from.ToString());
  if (!valid.until.empty()) out.set_valid_until(valid.until.ToString());
}

StatusOr<PartialDate> DateOf(const std::string& text) {
  if (text.empty()) return PartialDate();
  const auto date = PartialDate::Parse(text);
  return date.ok() ? date : Damaged("date");
}

template <typename Record>
StatusOr<ValidTime> ValidTimeOf(const Record& record) {
  ValidTime valid;
  ASSIGN_OR_RETURN(valid.from, DateOf(record.valid_from()));
  ASSIGN_OR_RETURN(valid.until, DateOf(record.valid_until()));
  return valid;
}

void ToRecord(const Term& term, pb::Term& out) {
  out.set_language(term.language.tag());
  out.set_text(term.text);
  out.set_status(static_cast<uint32_t>(term.status));
  out.set_type(static_cast<uint32_t>(term.type));
  out.set_case_rule(static_cast<uint32_t>(term.case_rule));
  out.set_no_stem(term.no_stem);
  out.set_part_of_speech(term.part_of_speech);
  out.set_gender(term.gender);
  out.set_note(term.note);
  for (const std::string& form : term.forms) out.add_forms(form);
  out.set_animacy(term.animacy);
  out.set_source(term.source);
  out.set_confidence(term.confidence);
  ToRecord(term.valid, out);
  for (const OutletStatus& one : term.outlets) {
    pb::OutletStatus& outlet = *out.add_outlets();
    outlet.set_outlet(one.outlet);
    outlet.set_status(static_cast<uint32_t>(one.status));
  }
  out.set_full_form(term.full_form);
  out.set_do_not_translate(term.do_not_translate);
}

StatusOr<Term> FromRecord(pb::Term& record) {
  Term term;
  ASSIGN_OR_RETURN(term.language, LanguageOf(record.language()));
  term.text = std::move(*record.mutable_text());
  term.status = static_cast<TermStatus>(record.status());
  term.type = static_cast<TermType>(record.type());
  term.case_rule = static_cast<CaseRule>(record.case_rule());
  term.no_stem = record.no_stem();
  term.part_of_speech = std::move(*record.mutable_part_of_speech());
  term.gender = std::move(*record.mutable_gender());
  term.note = std::move(*record.mutable_note());
  for (std::string& form : *record.mutable_forms()) term.forms.push_back(std::move(form));
  term.animacy = std::move(*record.mutable_animacy());
  term.source = std::move(*record.mutable_source());
  term.confidence = std::move(*record.mutable_confidence());
  ASSIGN_OR_RETURN(term.valid, ValidTimeOf(record));
  for (pb::OutletStatus& one : *record.mutable_outlets()) {
    term.outlets.push_back(
        {std::move(*one.mutable_outlet()), static_cast<TermStatus>(one.status())});
  }
  term.full_form = std::move(*record.mutable_full_form());
  term.do_not_translate = record.do_not_translate();
  return term;
}

}  // namespace

std::string EncodeUnit(const Unit& unit) {
  pb::Unit out;
  out.set_id(unit.id);
  out.set_revision(unit.revision);
  for (const Variant& variant : unit.variants) ToRecord(variant, *out.add_variants());
  out.set_origin(static_cast<uint32_t>(unit.origin));
  out.set_state(static_cast<uint32_t>(unit.state));
  out.set_author(unit.author);
  out.set_document(unit.document);
  out.set_domain(unit.domain);
  out.set_created_micros(unit.created_micros);
  out.set_changed_micros(unit.changed_micros);
  out.set_batch_id(unit.batch_id);
  for (const auto& [key, value] : unit.properties) {
    pb::Property& property = *out.add_properties();
    property.set_key(key);
    property.set_value(value);
  }
  return Wrapped(out);
}

StatusOr<Unit> DecodeUnit(std::string_view value) {
  ASSIGN_OR_RETURN(pb::Unit record, Unwrapped<pb::Unit>(value));
  Unit unit;
  unit.id = record.id();
  unit.revision = record.revision();
  for (pb::Variant& one : *record.mutable_variants()) {
    ASSIGN_OR_RETURN(Variant variant, FromRecord(one));
    unit.variants.push_back(std::move(variant));
  }
  unit.origin = static_cast<Origin>(record.origin());
  unit.state = static_cast<ReviewState>(record.state());
  unit.author = std::move(*record.mutable_author());
  unit.document = std::move(*record.mutable_document());
  unit.domain = std::move(*record.mutable_domain());
  unit.created_micros = record.created_micros();
  unit.changed_micros = record.changed_micros();
  unit.batch_id = std::move(*record.mutable_batch_id());
  for (pb::Property& one : *record.mutable_properties()) {
    unit.properties[std::move(*one.mutable_key())] = std::move(*one.mutable_value());
  }
  return unit;
}

std::string EncodeConcept(const Concept& entry) {
  pb::Concept out;
  out.set_id(entry.id);
  out.set_revision(entry.revision);
  out.set_category(entry.category);
  out.set_domain(entry.domain);
  out.set_definition(entry.definition);
  out.set_note(entry.note);
  out.set_source(entry.source);
  out.set_confidence(entry.confidence);
  for (const Term& term : entry.terms) ToRecord(term, *out.add_terms());
  out.set_created_micros(entry.created_micros);
  out.set_changed_micros(entry.changed_micros);
  out.set_author(entry.author);
  out.set_batch_id(entry.batch_id);
  ToRecord(entry.valid, out);
  out.set_do_not_translate(entry.do_not_translate);
  return Wrapped(out);
}

StatusOr<Concept> DecodeConcept(std::string_view value) {
  ASSIGN_OR_RETURN(pb::Concept record, Unwrapped<pb::Concept>(value));
  Concept entry;
  entry.id = std::move(*record.mutable_id());
  entry.revision = record.revision();
  entry.category = std::move(*record.mutable_category());
  entry.domain = std::move(*record.mutable_domain());
  entry.definition = std::move(*record.mutable_definition());
  entry.note = std::move(*record.mutable_note());
  entry.source = std::move(*record.mutable_source());
  entry.confidence = std::move(*record.mutable_confidence());
  for (pb::Term& one : *record.mutable_terms()) {
    ASSIGN_OR_RETURN(Term term, FromRecord(one));
    entry.terms.push_back(std::move(term));
  }
  entry.created_micros = record.created_micros();
  entry.changed_micros = record.changed_micros();
  entry.author = std::move(*record.mutable_author());
  entry.batch_id = std::move(*record.mutable_batch_id());
  ASSIGN_OR_RETURN(entry.valid, ValidTimeOf(record));
  entry.do_not_translate = record.do_not_translate();
  return entry;
}

std::string EncodeResource(const ResourceRecord& record) {
  const Resource& resource = record.resource;
  pb::Resource out;
  out.set_kind(static_cast<uint32_t>(resource.kind));
  out.set_id(resource.id);
  out.set_shard_number(resource.shard_number);
  out.set_display_name(resource.display_name);
  out.set_description(resource.description);
  out.set_created_micros(resource.created_micros);
  out.set_changed_micros(resource.changed_micros);
  out.set_etag(resource.etag);
  out.set_deleting(record.deleting);
  return Wrapped(out);
}

StatusOr<ResourceRecord> DecodeResource(std::string_view value) {
  ASSIGN_OR_RETURN(const pb::Resource record, Unwrapped<pb::Resource>(value));
  return ResourceRecord{.resource = {.kind = static_cast<ResourceKind>(record.kind()),
                                     .id = record.id(),
                                     .shard_number = record.shard_number(),
                                     .display_name = record.display_name(),
                                     .description = record.description(),
                                     .created_micros = record.created_micros(),
                                     .changed_micros = record.changed_micros(),
                                     .etag = record.etag()},
                        .deleting = record.deleting()};
}

std::string EncodeShardMeta(const ShardMeta& meta) {
  pb::ShardMeta out;
  out.set_next_number(meta.next_number);
  if (meta.units) out.set_unit_count(*meta.units);
  return Wrapped(out);
}

StatusOr<ShardMeta> DecodeShardMeta(std::string_view value) {
  ASSIGN_OR_RETURN(const pb::ShardMeta record, Unwrapped<pb::ShardMeta>(value));
  ShardMeta meta{.next_number = record.next_number()};
  if (record.has_unit_count()) meta.units = record.unit_count();
  return meta;
}

std::string EncodeLogEntry(const LogEntry& entry) {
  pb::LogEntry out;
  out.set_revision(entry.revision);
  out.set_time_micros(entry.time_micros);
  for (const std::string& id : entry.request_ids) out.add_request_ids(id);
  for (const std::string& id : entry.batch_ids) out.add_batch_ids(id);
  for (const UnitId id : entry.units) out.add_units(id);
  for (const std::string& id : entry.concepts) out.add_concepts(id);
  out.set_import_id(entry.import_id);
  out.set_import_previous(entry.import_previous);
  return Wrapped(out);
}

StatusOr<LogEntry> DecodeLogEntry(std::string_view value) {
  ASSIGN_OR_RETURN(const pb::LogEntry record, Unwrapped<pb::LogEntry>(value));
  return LogEntry{.revision = record.revision(),
                  .time_micros = record.time_micros(),
                  .request_ids = {record.request_ids().begin(), record.request_ids().end()},
                  .batch_ids = {record.batch_ids().begin(), record.batch_ids().end()},
                  .units = {record.units().begin(), record.units().end()},
                  .concepts = {record.concepts().begin(), record.concepts().end()},
                  .import_id = record.import_id(),
                  .import_previous = record.import_previous()};
}

std::string EncodeImportRecord(const ImportRecord& record) {
  pb::ImportRecord out;
  out.set_id(record.id);
  out.set_author(record.author);
  out.set_file_name(record.file_name);
  out.set_started_micros(record.started_micros);
  out.set_changed_micros(record.changed_micros);
  out.set_state(static_cast<uint32_t>(record.state));
  out.set_stored(record.stored);
  out.set_merged(record.merged);
  out.set_unchanged(record.unchanged);
  out.set_skipped(record.skipped);
  out.set_last_revision(record.last_revision);
  out.set_undo_revision(record.undo_revision);
  out.set_undo_position(record.undo_position);
  out.set_removed(record.removed);
  out.set_restored(record.restored);
  out.set_left(record.left);
  return Wrapped(out);
}

StatusOr<ImportRecord> DecodeImportRecord(std::string_view value) {
  ASSIGN_OR_RETURN(const pb::ImportRecord record, Unwrapped<pb::ImportRecord>(value));
  return ImportRecord{.id = record.id(),
                      .author = record.author(),
                      .file_name = record.file_name(),
                      .started_micros = record.started_micros(),
                      .changed_micros = record.changed_micros(),
                      .state = static_cast<ImportRecord::State>(record.state()),
                      .stored = record.stored(),
                      .merged = record.merged(),
                      .unchanged = record.unchanged(),
                      .skipped = record.skipped(),
                      .last_revision = record.last_revision(),
                      .undo_revision = record.undo_revision(),
                      .undo_position = record.undo_position(),
                      .removed = record.removed(),
                      .restored = record.restored(),
                      .left = record.left()};
}

std::string EncodeRequestRecord(const RequestRecord& record) {
  pb::RequestRecord out;
  out.set_content_hash(record.content_hash);
  out.set_revision(record.revision);
  for (const RequestRecord::Result& result : record.results) {
    pb::RequestRecord::Result& one = *out.add_results();
    one.set_outcome(result.outcome);
    one.set_unit(result.unit);
    one.set_concept_id(result.concept_id);
    one.set_revision(result.revision);
  }
  return Wrapped(out);
}

StatusOr<RequestRecord> DecodeRequestRecord(std::string_view value) {
  ASSIGN_OR_RETURN(const pb::RequestRecord record, Unwrapped<pb::RequestRecord>(value));
  RequestRecord answer{
      .content_hash = record.content_hash(), .revision = record.revision(), .results = {}};
  for (const pb::RequestRecord::Result& one : record.results()) {
    answer.results.push_back({.outcome = static_cast<uint8_t>(one.outcome()),
                              .unit = one.unit(),
                              .concept_id = one.concept_id(),
                              .revision = one.revision()});
  }
  return answer;
}

std::string EncodeToken(const Token& token) {
  pb::TokenRecord out;
  out.set_id(token.id);
  out.set_principal(token.principal);
  out.set_secret_hash(token.secret_hash);
  out.set_creator(token.creator);
  out.set_created_micros(token.created_micros);
  out.set_expires_micros(token.expires_micros);
  return Wrapped(out);
}

StatusOr<Token> DecodeToken(std::string_view value) {
  ASSIGN_OR_RETURN(const pb::TokenRecord record, Unwrapped<pb::TokenRecord>(value));
  return Token{.id = record.id(),
               .principal = record.principal(),
               .secret_hash = record.secret_hash(),
               .creator = record.creator(),
               .created_micros = record.created_micros(),
               .expires_micros = record.expires_micros()};
}

std::string EncodeGrant(const Grant& grant) {
  pb::GrantRecord out;
  out.set_principal(grant.principal);
  out.set_resource(grant.resource);
  out.set_role(static_cast<uint32_t>(grant.role));
  out.set_creator(grant.creator);
  out.set_created_micros(grant.created_micros);
  return Wrapped(out);
}

StatusOr<Grant> DecodeGrant(std::string_view value) {
  ASSIGN_OR_RETURN(const pb::GrantRecord record, Unwrapped<pb::GrantRecord>(value));
  if (record.role() > static_cast<uint32_t>(Role::kAdmin)) return Damaged("role");
  return Grant{.principal = record.principal(),
               .resource = record.resource(),
               .role = static_cast<Role>(record.role()),
               .creator = record.creator(),
               .created_micros = record.created_micros()};
}

std::string EncodeAuditRecord(const AuditRecord& record) {
  pb::AuditRecord out;
  out.set_time_micros(record.time_micros);
  out.set_principal(record.principal);
  out.set_token_id(record.token_id);
  out.set_peer(record.peer);
  out.set_method(record.method);
  for (const std::string& resource : record.resources) out.add_resources(resource);
  out.set_details(record.details);
  out.set_code(record.code);
  out.set_revision(record.revision);
  out.set_suppressed(record.suppressed);
  return Wrapped(out);
}

StatusOr<AuditRecord> DecodeAuditRecord(std::string_view value) {
  ASSIGN_OR_RETURN(const pb::AuditRecord record, Unwrapped<pb::AuditRecord>(value));
  return AuditRecord{.time_micros = record.time_micros(),
                     .principal = record.principal(),
                     .token_id = record.token_id(),
                     .peer = record.peer(),
                     .method = record.method(),
                     .resources = {record.resources().begin(), record.resources().end()},
                     .details = record.details(),
                     .code = record.code(),
                     .revision = record.revision(),
                     .suppressed = record.suppressed()};
}

}  // namespace dragoman
