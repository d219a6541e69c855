#include "server/service/convert_consistency.h"

#include <algorithm>

#include "server/engine/limits.h"
#include "server/service/convert_enum.h"
#include "server/service/convert_score.h"
#include "server/service/convert_unit.h"
#include "server/service/names.h"
#include "server/service/page_budget.h"
#include "server/service/request.h"

namespace dragoman {
namespace {

constexpr size_t kDefaultFindings = 100;
constexpr size_t kDefaultExamples = 3;

static_assert(static_cast<int>(ConsistencyKind::kConcept) ==
              static_cast<int>(v1::CONCEPT_RENDERINGS));
static_assert(static_cast<int>(ConsistencyKind::kBridge) ==
              static_cast<int>(v1::BRIDGED_RENDERINGS));
v1::ConsistencyKind KindOf(ConsistencyKind kind) { return static_cast<v1::ConsistencyKind>(kind); }

StatusOr<std::vector<ConsistencyKind>> KindsOf(const v1::ReportConsistencyRequest& message) {
  std::vector<ConsistencyKind> kinds;
  for (int i = 0; i < message.kinds_size(); ++i) {
    const std::string field = fmt::format("kinds[{}]", i);
    if (message.kinds(i) == v1::CONSISTENCY_KIND_UNSPECIFIED) {
      return FieldError(field, "not given; name a kind, or no kinds for all");
    }
    ASSIGN_OR_RETURN(const auto kind, EnumOf(field, message.kinds(i), ConsistencyKind::kConcept));
    kinds.push_back(kind);
  }
  return kinds;
}

void Fill(const RenderingUse& use, v1::RenderingUse& message) {
  message.set_pair_index(static_cast<uint32_t>(use.pair));
  message.set_author(use.author);
  if (use.memory.empty()) return;
  message.set_unit(FormatUnitName(use.memory, use.unit));
  *message.mutable_update_time() = TimestampOf(use.changed_micros);
}

void Fill(const RenderingExample& example, v1::RenderingExample& message) {
  Fill(example.use, *message.mutable_use());
  Fill(example.source, *message.mutable_source());
  Fill(example.target, *message.mutable_target());
  Fill(example.source_places, *message.mutable_source_places());
  Fill(example.target_places, *message.mutable_target_places());
  if (!example.bridge) return;
  Fill(example.bridge->source_use, *message.mutable_bridge_use());
  Fill(example.bridge->source_pivot, *message.mutable_bridge_source());
  Fill(example.bridge->pivot, *message.mutable_bridge_target());
}

// Fills in everything but the examples.
void Fill(const RenderingRow& row, v1::ConsistencyRendering& message) {
  message.set_text(row.text);
  message.set_other(row.other);
  message.set_bridged(row.bridged);
  if (row.term) {
    message.set_status(static_cast<v1::TermStatus>(row.term->status));
    message.set_type(static_cast<v1::TermType>(row.term->type));
  }
  message.set_use_count(row.uses);
  Fill(row.first, *message.mutable_first_use());
  Fill(row.last, *message.mutable_last_use());
  for (const auto& [author, uses] : row.authors) {
    v1::AuthorCount& count = *message.add_authors();
    count.set_author(author);
    count.set_use_count(uses);
  }
}

// Adds the renderings that fit; the uses of the others count as unlisted.
void AddRenderings(const std::vector<RenderingRow>& rows, PageBudget& budget,
                   v1::ConsistencyFinding& message) {
  uint64_t unlisted = message.unlisted_use_count();
  for (const RenderingRow& row : rows) {
    v1::ConsistencyRendering rendering;
    Fill(row, rendering);
    if (budget.Take(rendering)) {
      *message.add_renderings() = std::move(rendering);
    } else {
      unlisted += row.uses;
    }
  }
  message.set_unlisted_use_count(unlisted);
}

// Adds the first example of each rendering, then the second ones, while they fit.
void AddExamples(const std::vector<RenderingRow>& rows, PageBudget& budget,
                 v1::ConsistencyFinding& message) {
  for (size_t place = 0; place < kMaxConsistencyExamples; ++place) {
    for (int i = 0; i < message.renderings_size(); ++i) {
      const auto& examples = rows[static_cast<size_t>(i)].examples;
      if (place >= examples.size()) continue;
      v1::RenderingExample example;
      Fill(examples[place], example);
      if (!budget.Take(example)) return;
      *message.mutable_renderings(i)->add_examples() = std::move(example);
    }
  }
}

}  // namespace

StatusOr<std::vector<TranslationPair>> PairsOf(
    const google::protobuf::RepeatedPtrField<v1::TranslationPair>& messages) {
  std::vector<TranslationPair> pairs;
  for (int i = 0; i < messages.size(); ++i) {
    StatusOr<Segment> source = SegmentOf(messages[i].source());
    if (!source.ok()) return WithFieldPrefix(fmt::format("pairs[{}].source", i), source.status());
    StatusOr<Segment> target = SegmentOf(messages[i].target());
    if (!target.ok()) return WithFieldPrefix(fmt::format("pairs[{}].target", i), target.status());
    pairs.push_back({*std::move(source), *std::move(target)});
  }
  return pairs;
}

StatusOr<ConsistencyRequest> ConsistencyRequestOf(const v1::ReportConsistencyRequest& message) {
  ConsistencyRequest request;
  ASSIGN_OR_RETURN(request.source, LanguageOf("source_language", message.source_language()));
  ASSIGN_OR_RETURN(request.target, LanguageOf("target_language", message.target_language()));
  request.memories = {message.memories().begin(), message.memories().end()};
  request.glossaries = {message.glossaries().begin(), message.glossaries().end()};
  ASSIGN_OR_RETURN(request.pairs, PairsOf(message.pairs()));
  ASSIGN_OR_RETURN(request.kinds, KindsOf(message));
  ASSIGN_OR_RETURN(request.bridge_language,
                   LanguageOf("bridge_language", message.bridge_language()));
  ASSIGN_OR_RETURN(request.max_findings,
                   PageSizeOf("max_findings", message.max_findings(), kDefaultFindings));
  ASSIGN_OR_RETURN(request.max_examples,
                   PageSizeOf("max_examples", message.max_examples(), kDefaultExamples));
  request.max_examples = std::min(request.max_examples, kMaxConsistencyExamples);
  if (message.without_examples()) request.max_examples = 0;
  ASSIGN_OR_RETURN(request.as_of, DateOf("as_of", message.as_of()));
  request.outlet = message.outlet();
  return request;
}

void Fill(const ConsistencyProgress& progress, v1::ReportConsistencyResponse& message) {
  message.mutable_progress()->set_units(progress.units);
  message.mutable_progress()->set_total_units(progress.total_units);
}

void Fill(const ConsistencyFinding& finding, v1::ReportConsistencyResponse& message) {
  v1::ConsistencyFinding& out = *message.mutable_finding();
  out.set_kind(KindOf(finding.kind));
  out.set_text(finding.text);
  out.set_concept_name(finding.concept_name);
  out.set_category(finding.category);
  out.set_use_count(finding.uses);
  out.set_unlisted_use_count(finding.unlisted_uses);
  PageBudget budget;
  budget.Take(out);
  AddRenderings(finding.rows, budget, out);
  AddExamples(finding.rows, budget, out);
}

void Fill(const ConsistencySummary& summary, v1::ReportConsistencyResponse& message) {
  v1::ConsistencySummary& out = *message.mutable_summary();
  out.set_unit_count(summary.units);
  for (const ConsistencyCount& count : summary.counts) {
    v1::ConsistencyCount& one = *out.add_counts();
    one.set_kind(KindOf(count.kind));
    one.set_found_count(count.found);
    one.set_sent_count(count.reported);
    one.set_truncated(count.cut);
  }
  Fill(summary.memories, *out.mutable_memories());
  Fill(summary.glossaries, *out.mutable_glossaries());
  out.set_text_rules_version(kTextRulesVersion);
}

}  // namespace dragoman
