#include "tests/store/random_records.h"

#include <array>

namespace dragoman {
namespace {

Language RandomLanguage(TestRandom& random) {
  constexpr std::array<std::string_view, 7> kTags = {"en",    "ru",      "ur",     "ur-PK",
                                                     "en-GB", "sr-Latn", "zh-Hant"};
  return Language::Parse(kTags[random.Below(kTags.size())]).value();
}

// Ids are ASCII: server/model/concept.h, resource.h.
std::string RandomId(TestRandom& random) {
  constexpr std::string_view kLetters = "abcxyz019.-_";
  std::string id;
  for (uint64_t i = random.Below(12); i > 0; --i) id += kLetters[random.Below(kLetters.size())];
  return id;
}

int64_t RandomTime(TestRandom& random) { return static_cast<int64_t>(random.OfAnySize()); }

std::optional<std::string> RandomNeighbour(TestRandom& random) {
  if (random.Below(3) == 0) return std::nullopt;
  return RandomBytes(random, 50);
}

Variant RandomVariant(TestRandom& random) {
  Variant variant{.language = RandomLanguage(random),
                  .segment = {.text = RandomBytes(random, 200), .codes = {}},
                  .previous = RandomNeighbour(random),
                  .next = RandomNeighbour(random)};
  for (uint64_t i = random.Below(4); i > 0; --i) {
    variant.segment.codes.push_back({static_cast<CodeKind>(1 + random.Below(3)),
                                     static_cast<uint32_t>(random.OfAnySize()),
                                     RandomBytes(random, 20)});
  }
  return variant;
}

PartialDate RandomDate(TestRandom& random) {
  constexpr std::array<std::string_view, 4> kDates = {"", "1950", "2024-02", "2019-04-10"};
  const std::string_view date = kDates[random.Below(kDates.size())];
  return date.empty() ? PartialDate() : PartialDate::Parse(date).value();
}

TermStatus RandomStatus(TestRandom& random) { return static_cast<TermStatus>(1 + random.Below(5)); }

// Adds what terms have beside what names them.
void AddUse(TestRandom& random, Term& term) {
  term.animacy = RandomBytes(random, 8);
  term.source = RandomBytes(random, 20);
  term.confidence = RandomBytes(random, 8);
  term.valid = {RandomDate(random), RandomDate(random)};
  for (uint64_t i = random.Below(3); i > 0; --i) {
    term.outlets.push_back({RandomId(random), RandomStatus(random)});
  }
  term.full_form = RandomBytes(random, 20);
  term.do_not_translate = random.Below(2) == 1;
}

Term RandomTerm(TestRandom& random) {
  Term term{.language = RandomLanguage(random),
            .text = RandomBytes(random, 40),
            .status = RandomStatus(random),
            .type = static_cast<TermType>(1 + random.Below(3)),
            .case_rule = static_cast<CaseRule>(random.Below(3)),
            .no_stem = random.Below(2) == 1,
            .part_of_speech = RandomBytes(random, 8),
            .gender = RandomBytes(random, 2),
            .note = RandomBytes(random, 40),
            .forms = {}};
  for (uint64_t i = random.Below(4); i > 0; --i) term.forms.push_back(RandomBytes(random, 20));
  AddUse(random, term);
  return term;
}

}  // namespace

std::string RandomBytes(TestRandom& random, size_t max_bytes) {
  if (random.Below(4) == 0) return "";
  std::string bytes(random.Below(max_bytes + 1), '\0');
  for (char& c : bytes) c = random.Below(5) == 0 ? '\0' : static_cast<char>(random.Below(256));
  return bytes;
}

Unit RandomUnit(TestRandom& random) {
  Unit unit{.id = random.OfAnySize(),
            .revision = random.OfAnySize(),
            .variants = {},
            .origin = static_cast<Origin>(random.Below(4)),
            .state = static_cast<ReviewState>(random.Below(4)),
            .author = RandomBytes(random, 20),
            .document = RandomBytes(random, 20),
            .domain = RandomBytes(random, 20),
            .created_micros = RandomTime(random),
            .changed_micros = RandomTime(random),
            .batch_id = RandomBytes(random, 20),
            .properties = {}};
  for (uint64_t i = random.Below(4); i > 0; --i) unit.variants.push_back(RandomVariant(random));
  for (uint64_t i = random.Below(4); i > 0; --i) {
    unit.properties[RandomBytes(random, 10)] = RandomBytes(random, 20);
  }
  return unit;
}

Concept RandomConcept(TestRandom& random) {
  Concept entry{.id = RandomId(random),
                .revision = random.OfAnySize(),
                .category = RandomBytes(random, 10),
                .domain = RandomBytes(random, 10),
                .definition = RandomBytes(random, 60),
                .note = RandomBytes(random, 60),
                .source = RandomBytes(random, 20),
                .confidence = RandomBytes(random, 10),
                .terms = {},
                .created_micros = RandomTime(random),
                .changed_micros = RandomTime(random),
                .author = RandomBytes(random, 20),
                .batch_id = RandomBytes(random, 20),
                .valid = {RandomDate(random), RandomDate(random)},
                .do_not_translate = random.Below(2) == 1};
  for (uint64_t i = random.Below(4); i > 0; --i) entry.terms.push_back(RandomTerm(random));
  return entry;
}

ResourceRecord RandomResource(TestRandom& random) {
  return {.resource = {.kind = static_cast<ResourceKind>(1 + random.Below(2)),
                       .id = RandomId(random),
                       .shard_number = random.OfAnySize(),
                       .display_name = RandomBytes(random, 30),
                       .description = RandomBytes(random, 60),
                       .created_micros = RandomTime(random),
                       .changed_micros = RandomTime(random),
                       .etag = random.OfAnySize()},
          .deleting = random.Below(2) == 1};
}

ShardMeta RandomShardMeta(TestRandom& random) { return {.next_number = random.OfAnySize()}; }

LogEntry RandomLogEntry(TestRandom& random) {
  LogEntry entry{.revision = random.OfAnySize(),
                 .time_micros = RandomTime(random),
                 .request_ids = {},
                 .batch_ids = {},
                 .units = {},
                 .concepts = {},
                 .import_id = RandomBytes(random, 20),
                 .import_previous = random.OfAnySize()};
  for (uint64_t i = random.Below(5); i > 0; --i) {
    entry.request_ids.push_back(RandomBytes(random, 20));
    entry.batch_ids.push_back(RandomBytes(random, 20));
    entry.units.push_back(random.OfAnySize());
    entry.concepts.push_back(RandomId(random));
  }
  return entry;
}

ImportRecord RandomImportRecord(TestRandom& random) {
  return {.id = RandomBytes(random, 20),
          .author = RandomBytes(random, 20),
          .file_name = RandomBytes(random, 20),
          .started_micros = RandomTime(random),
          .changed_micros = RandomTime(random),
          .state = static_cast<ImportRecord::State>(1 + random.Below(4)),
          .stored = random.OfAnySize(),
          .merged = random.OfAnySize(),
          .unchanged = random.OfAnySize(),
          .skipped = random.OfAnySize(),
          .last_revision = random.OfAnySize(),
          .undo_revision = random.OfAnySize(),
          .undo_position = random.OfAnySize(),
          .removed = random.OfAnySize(),
          .restored = random.OfAnySize(),
          .left = random.OfAnySize()};
}

RequestRecord RandomRequestRecord(TestRandom& random) {
  RequestRecord record{
      .content_hash = random.OfAnySize(), .revision = random.OfAnySize(), .results = {}};
  for (uint64_t i = random.Below(5); i > 0; --i) {
    record.results.push_back({.outcome = static_cast<uint8_t>(random.Below(256)),
                              .unit = random.OfAnySize(),
                              .concept_id = RandomId(random),
                              .revision = random.OfAnySize()});
  }
  return record;
}

Token RandomToken(TestRandom& random) {
  return {.id = RandomId(random),
          .principal = RandomBytes(random, 20),
          .secret_hash = RandomBytes(random, 32),
          .creator = RandomBytes(random, 20),
          .created_micros = RandomTime(random),
          .expires_micros = RandomTime(random)};
}

Grant RandomGrant(TestRandom& random) {
  return {.principal = RandomBytes(random, 20),
          .resource = RandomId(random),
          .role = static_cast<Role>(random.Below(5)),
          .creator = RandomBytes(random, 20),
          .created_micros = RandomTime(random)};
}

AuditRecord RandomAuditRecord(TestRandom& random) {
  AuditRecord record{.time_micros = RandomTime(random),
                     .principal = RandomBytes(random, 20),
                     .token_id = RandomId(random),
                     .peer = RandomBytes(random, 20),
                     .method = RandomId(random),
                     .details = RandomBytes(random, 50),
                     .code = static_cast<int32_t>(random.Below(17)),
                     .revision = random.OfAnySize(),
                     .suppressed = random.OfAnySize()};
  for (uint64_t i = random.Below(4); i > 0; --i) {
    record.resources.push_back(RandomBytes(random, 20));
  }
  return record;
}

}  // namespace dragoman
