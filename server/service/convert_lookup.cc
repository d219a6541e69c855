#include "server/service/convert_lookup.h"

#include "server/engine/checks.h"
#include "server/service/convert_concept.h"
#include "server/service/convert_score.h"
#include "server/service/convert_unit.h"
#include "server/service/names.h"
#include "server/service/request.h"

namespace dragoman {
namespace {

constexpr int kDefaultMinScore = 70;
constexpr size_t kDefaultMatches = 5;

LookupMemory LookupMemoryOf(const v1::LookupMemory& message) {
  return {.name = message.name(),
          .penalty = message.penalty(),
          .machine_penalty = message.machine_penalty(),
          .aligned_penalty = message.aligned_penalty(),
          .draft_penalty = message.draft_penalty()};
}

void Fill(const ProposedChange& change, v1::ProposedChange& message) {
  message.set_kind(static_cast<v1::ProposedChange::Kind>(change.kind));
  Fill(change.proposed, *message.mutable_proposed());
  Fill(change.stored, *message.mutable_stored());
  message.set_old_text(change.old_text);
  message.set_new_text(change.new_text);
  for (const ProposalWarning warning : change.warnings) {
    message.add_warnings(static_cast<v1::ProposedChange::Warning>(warning));
  }
}
static_assert(static_cast<int>(ChangeKind::kTerm) == v1::ProposedChange::TERM);
static_assert(static_cast<int>(ProposalWarning::kCheckOrder) == v1::ProposedChange::CHECK_ORDER);

void Fill(const Proposal& proposal, v1::Proposal& message) {
  message.set_language(proposal.language.tag());
  Fill(proposal.segment, *message.mutable_segment());
  for (const ProposedChange& change : proposal.changes) Fill(change, *message.add_changes());
  for (const MissingChange& missing : proposal.missing) {
    v1::MissingChange& out = *message.add_missing();
    out.set_kind(static_cast<v1::ProposedChange::Kind>(missing.kind));
    out.set_stored(missing.stored);
    out.set_query(missing.query);
  }
}

// Fills what a match and a bridge say of their unit under the same names.
template <typename Message>
void FillUnitFields(const Unit& unit, std::string_view memory, Message& message) {
  message.set_unit(FormatUnitName(memory, unit.id));
  message.set_etag(FormatEtag(unit.revision));
  message.set_origin(static_cast<v1::Origin>(unit.origin));
  message.set_state(static_cast<v1::ReviewState>(unit.state));
  message.set_author(unit.author);
  message.set_document(unit.document);
  message.set_domain(unit.domain);
  *message.mutable_update_time() = TimestampOf(unit.changed_micros);
}

void FillTexts(const Match& match, v1::Match& message) {
  const Variant* source = match.unit.At(match.source);
  if (source != nullptr) Fill(*source, *message.mutable_source());
  for (const Language& language : match.targets) {
    const Variant* target = match.target_unit().At(language);
    if (target != nullptr) Fill(*target, *message.add_targets());
  }
}

void FillBridge(const Match& match, v1::Bridge& message) {
  const Bridge& bridge = *match.bridge;
  FillUnitFields(bridge.unit, bridge.memory, message);
  Fill(*bridge.unit.At(bridge.pivot), *message.mutable_pivot());
  Fill(*match.unit.At(bridge.source_pivot), *message.mutable_source_pivot());
  message.set_source_score(bridge.source_score.score);
  message.set_pivot_score(bridge.pivot_score.score);
}

}  // namespace

void Fill(const Variant& variant, v1::MatchTarget& message) {
  message.set_language(variant.language.tag());
  Fill(variant.segment, *message.mutable_segment());
}

StatusOr<LookupOptions> LookupOptionsOf(const v1::LookupOptions& message) {
  LookupOptions options;
  for (const v1::LookupMemory& memory : message.memories()) {
    options.memories.push_back(LookupMemoryOf(memory));
  }
  ASSIGN_OR_RETURN(options.source,
                   LanguageOf("options.source_language", message.source_language()));
  ASSIGN_OR_RETURN(options.targets,
                   LanguagesOf("options.target_languages", message.target_languages()));
  options.min_score = message.min_score() == 0 ? kDefaultMinScore : message.min_score();
  // A negative limit becomes a huge one, which the check refuses like any other out of range.
  options.limit = message.limit() == 0 ? kDefaultMatches : static_cast<uint32_t>(message.limit());
  options.document = message.document();
  options.domain = message.domain();
  options.include_diff = message.include_diff();
  options.include_explanation = message.include_explanation();
  options.without_bridging = message.without_bridging();
  if (message.has_bridge_penalty()) options.bridge_penalty = message.bridge_penalty();
  if (!message.bridge_language().empty()) {
    ASSIGN_OR_RETURN(options.bridge_language,
                     LanguageOf("options.bridge_language", message.bridge_language()));
  }
  options.max_fragments = static_cast<uint32_t>(message.max_fragments());
  options.include_proposals = message.include_proposals();
  options.glossaries = {message.glossaries().begin(), message.glossaries().end()};
  ASSIGN_OR_RETURN(options.as_of, DateOf("options.as_of", message.as_of()));
  options.outlet = message.outlet();
  RETURN_IF_ERROR(CheckLookupOptions(options));
  return options;
}

StatusOr<LookupQuery> LookupQueryOf(const v1::LookupQuery& message) {
  LookupQuery query;
  StatusOr<Segment> segment = SegmentOf(message.segment());
  if (!segment.ok()) return WithFieldPrefix("segment", segment.status());
  query.segment = *std::move(segment);
  if (message.has_previous()) query.previous = message.previous();
  if (message.has_next()) query.next = message.next();
  RETURN_IF_ERROR(CheckLookupQuery(query));
  return query;
}

StatusOr<RenderOptions> RenderOptionsOf(const v1::RenderDocumentRequest& message) {
  RenderOptions options;
  ASSIGN_OR_RETURN(options.lookup, LookupOptionsOf(message.options()));
  options.glossaries = {message.glossaries().begin(), message.glossaries().end()};
  options.without_terms = message.without_terms();
  options.longest_terms_only = message.longest_terms_only();
  ASSIGN_OR_RETURN(options.as_of, DateOf("as_of", message.as_of()));
  options.outlet = message.outlet();
  if (!options.outlet.empty()) RETURN_IF_ERROR(CheckOutlet("outlet", options.outlet));
  return options;
}

void Fill(const FragmentMatch& match, v1::Fragment& message) {
  const Unit& unit = match.unit;
  message.set_kind(v1::FRAGMENT);
  FillUnitFields(unit, match.memory, message);
  if (const Variant* source = unit.At(match.source)) Fill(*source, *message.mutable_source());
  for (const Language& language : match.targets) {
    if (const Variant* target = unit.At(language)) Fill(*target, *message.add_targets());
  }
  message.set_word_count(static_cast<int32_t>(match.words));
  Fill(match.query, *message.mutable_query());
  Fill(match.stored, *message.mutable_stored());
}

void Fill(const LookupResult& result, v1::LookupResponse& message) {
  for (const Match& match : result.matches) Fill(match, *message.add_matches());
  for (const FragmentMatch& match : result.fragments) Fill(match, *message.add_fragments());
  message.set_score_version(kScoreVersion);
  message.set_text_rules_version(kTextRulesVersion);
  Fill(result.memories, *message.mutable_memories());
  message.mutable_timing()->set_analyse_micros(result.timing.analyse_micros);
  message.mutable_timing()->set_search_micros(result.timing.search_micros);
  message.mutable_timing()->set_fetch_micros(result.timing.fetch_micros);
}

void Fill(const Match& match, v1::Match& message) {
  message.set_score(match.score.score);
  message.set_ranked_score(match.ranked_score);
  message.set_kind(static_cast<v1::MatchKind>(match.kind));
  FillUnitFields(match.unit, match.memory, message);
  FillTexts(match, message);
  if (match.bridge) FillBridge(match, *message.mutable_bridge());
  Fill(match.score.penalties, *message.mutable_penalties());
  for (const AppliedPenalty& penalty : match.applied_penalties) {
    v1::AppliedPenalty& out = *message.add_applied_penalties();
    out.set_reason(penalty.reason);
    out.set_points(penalty.points);
  }
  Fill(match.flags, *message.mutable_flags());
  Fill(match.diff, *message.mutable_diff());
  if (match.explanation) Fill(*match.explanation, *message.mutable_explanation());
  for (const Proposal& proposal : match.proposals) Fill(proposal, *message.add_proposals());
}

void Fill(const DocumentSegment& segment, std::string_view text, v1::DocumentSegment& message) {
  Fill(segment.range, *message.mutable_range());
  message.set_text(std::string(PartOf(text, segment.range)));
  message.set_paragraph(segment.paragraph);
}

void Fill(const RenderedSegment& rendered, std::string_view text, v1::RenderedSegment& message) {
  message.set_index(static_cast<uint32_t>(rendered.index));
  message.set_segment_count(static_cast<uint32_t>(rendered.segment_count));
  Fill(rendered.segment, text, *message.mutable_segment());
  Fill(rendered.lookup, *message.mutable_lookup());
  for (const RecognisedTerm& term : rendered.terms) {
    Fill(term, message.segment().text(), *message.add_terms());
  }
}

}  // namespace dragoman
