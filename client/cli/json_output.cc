// See json_output.h.
#include "client/cli/json_output.h"

#include "client/cli/labels.h"

namespace dragoman {
namespace {

// Sets a key unless the text is empty.
void SetText(Json& json, const char* key, std::string_view text) {
  if (!text.empty()) json[key] = text;
}

// Appends the codes of a segment under its language or role, when it has any.
void AddCodes(Json& json, const std::string& key, const v1::Segment& segment) {
  if (!segment.codes().empty()) json["codes"][key] = CodesJson(segment);
}

Json DiffJson(const google::protobuf::RepeatedPtrField<v1::DiffPart>& diff) {
  Json parts = Json::array();
  for (const v1::DiffPart& part : diff) {
    parts.push_back({{"kind", LabelOf(part.kind())},
                     {"query", {part.query().begin(), part.query().end()}},
                     {"stored", {part.stored().begin(), part.stored().end()}}});
  }
  return parts;
}

Json FlagsJson(const v1::MatchFlags& flags) {
  Json labels = Json::array();
  for (std::string_view label : LabelsOf(flags)) labels.push_back(label);
  return labels;
}

Json WordsJson(const google::protobuf::RepeatedPtrField<v1::Word>& words) {
  Json list = Json::array();
  for (const v1::Word& word : words) {
    Json json = {{"form", word.form()}, {"fold", word.fold()}, {"stem", word.stem()}};
    SetText(json, "value", word.value());
    json["begin"] = word.range().begin();
    json["end"] = word.range().end();
    list.push_back(std::move(json));
  }
  return list;
}

Json AppliedPenaltiesJson(const v1::Match& match) {
  Json applied = Json::array();
  for (const v1::AppliedPenalty& penalty : match.applied_penalties()) {
    applied.push_back({{"reason", penalty.reason()}, {"points", penalty.points()}});
  }
  return applied;
}

// Appends what a match, a bridge and a fragment say of their unit under the same names.
template <typename Message>
void AddOrigin(Json& json, const Message& message) {
  SetText(json, "etag", message.etag());
  SetText(json, "origin", LabelOf(message.origin()));
  SetText(json, "state", LabelOf(message.state()));
  SetText(json, "author", message.author());
  SetText(json, "document", message.document());
  SetText(json, "domain", message.domain());
  SetText(json, "update_time", TimeLabel(message.update_time()));
}

std::string MemoryOf(const std::string& unit) { return unit.substr(0, unit.rfind("/units/")); }

Json BridgeJson(const v1::Bridge& bridge) {
  Json json = {{"unit", bridge.unit()},
               {"memory", MemoryOf(bridge.unit())},
               {"language", bridge.pivot().language()},
               {"pivot", bridge.pivot().segment().text()},
               {"source_pivot", bridge.source_pivot().segment().text()},
               {"source_score", bridge.source_score()},
               {"pivot_score", bridge.pivot_score()}};
  AddOrigin(json, bridge);
  AddCodes(json, "pivot", bridge.pivot().segment());
  AddCodes(json, "source_pivot", bridge.source_pivot().segment());
  return json;
}

Json ProposedChangeJson(const v1::ProposedChange& change) {
  Json json = {{"kind", LabelOf(change.kind())},
               {"proposed", {change.proposed().begin(), change.proposed().end()}},
               {"stored", {change.stored().begin(), change.stored().end()}},
               {"old", change.old_text()},
               {"new", change.new_text()},
               {"warnings", Json::array()}};
  for (const int warning : change.warnings()) {
    json["warnings"].push_back(LabelOf(static_cast<v1::ProposedChange::Warning>(warning)));
  }
  return json;
}

Json ProposalJson(const v1::Proposal& proposal) {
  Json json = {{"language", proposal.language()},
               {"text", proposal.segment().text()},
               {"changes", Json::array()},
               {"missing", Json::array()}};
  for (const v1::ProposedChange& change : proposal.changes()) {
    json["changes"].push_back(ProposedChangeJson(change));
  }
  for (const v1::MissingChange& change : proposal.missing()) {
    json["missing"].push_back(
        {{"kind", LabelOf(change.kind())}, {"stored", change.stored()}, {"query", change.query()}});
  }
  AddCodes(json, proposal.language(), proposal.segment());
  return json;
}

// Adds the fragments, where there are any.
void AddFragments(Json& json, const v1::LookupResponse& response) {
  for (const v1::Fragment& fragment : response.fragments()) {
    json["fragments"].push_back(FragmentJson(fragment));
  }
}

// Sets what renderings, terms and concepts say where it is so.
template <typename Message>
void SetUse(Json& json, const Message& message) {
  if (message.do_not_translate()) json["do_not_translate"] = true;
  if (message.out_of_time()) json["out_of_time"] = true;
}

Json RenderingJson(const v1::Rendering& rendering) {
  Json json = {{"text", rendering.text()},
               {"status", LabelOf(rendering.status())},
               {"type", LabelOf(rendering.type())}};
  SetText(json, "gender", rendering.gender());
  SetText(json, "animacy", rendering.animacy());
  SetText(json, "full_form", rendering.full_form());
  SetText(json, "note", rendering.note());
  SetText(json, "confidence", rendering.confidence());
  SetUse(json, rendering);
  return json;
}

Json VariantsJson(const v1::Unit& unit) {
  Json variants = Json::object();
  for (const v1::Variant& variant : unit.variants()) {
    variants[variant.language()] = variant.segment().text();
  }
  return variants;
}

Json NeighboursJson(const v1::Unit& unit) {
  Json neighbours = Json::object();
  for (const v1::Variant& variant : unit.variants()) {
    if (variant.has_previous()) neighbours[variant.language()]["previous"] = variant.previous();
    if (variant.has_next()) neighbours[variant.language()]["next"] = variant.next();
  }
  return neighbours;
}

template <typename Map>
Json CountsJson(const Map& map) {
  Json counts = Json::object();
  for (const auto& [language, count] : std::map(map.begin(), map.end())) counts[language] = count;
  return counts;
}

Json StoredTermJson(const v1::Term& term) {
  Json json = {{"language", term.language()},
               {"text", term.text()},
               {"status", LabelOf(term.status())},
               {"type", LabelOf(term.type())}};
  if (term.case_rule() != v1::Term::AUTO) {
    json["case"] = term.case_rule() == v1::Term::EXACT_CASE ? "exact" : "any";
  }
  if (term.no_stem()) json["no_stem"] = true;
  SetText(json, "part_of_speech", term.part_of_speech());
  SetText(json, "gender", term.gender());
  SetText(json, "note", term.note());
  for (const std::string& form : term.forms()) json["forms"].push_back(form);
  SetText(json, "animacy", term.animacy());
  SetText(json, "source", term.source());
  SetText(json, "confidence", term.confidence());
  SetText(json, "valid_from", term.valid_from());
  SetText(json, "valid_until", term.valid_until());
  for (const v1::OutletStatus& one : term.outlets()) {
    json["outlets"][one.outlet()] = LabelOf(one.status());
  }
  SetText(json, "full_form", term.full_form());
  SetUse(json, term);
  return json;
}

// A spelling's term: {"concept", "category", "term", "status", "type"}.
Json NameTermJson(const v1::NameTerm& term) {
  Json json = {{"concept", term.concept_name()}};
  SetText(json, "category", term.category());
  json["term"] = term.term().text();
  json["status"] = LabelOf(term.term().status());
  json["type"] = LabelOf(term.term().type());
  return json;
}

// A spelling's place: {"unit", "memory", "language", "text", "occurrences"}.
Json NamePlaceJson(const v1::NamePlace& place) {
  Json json = {{"unit", place.unit()},
               {"memory", MemoryOf(place.unit())},
               {"language", place.segment().language()},
               {"text", place.segment().segment().text()},
               {"occurrences", Json::array()}};
  for (const v1::ByteRange& range : place.occurrences()) {
    json["occurrences"].push_back({range.begin(), range.end()});
  }
  SetText(json, "document", place.document());
  SetText(json, "update_time", TimeLabel(place.update_time()));
  return json;
}

Json SpellingJson(const v1::NameSpelling& spelling) {
  Json json = {{"language", spelling.language()},
               {"text", spelling.text()},
               {"kind", LabelOf(spelling.kind())},
               {"segments", spelling.segment_count()},
               {"occurrences", spelling.occurrence_count()},
               {"terms", Json::array()},
               {"forms", Json::array()},
               {"places", Json::array()}};
  for (const v1::NameTerm& term : spelling.terms()) json["terms"].push_back(NameTermJson(term));
  for (const std::string& form : spelling.forms()) json["forms"].push_back(form);
  for (const v1::NamePlace& place : spelling.places()) {
    json["places"].push_back(NamePlaceJson(place));
  }
  return json;
}

}  // namespace

Json CodesJson(const v1::Segment& segment) {
  Json codes = Json::array();
  for (const v1::Code& code : segment.codes()) {
    const char* kind = code.kind() == v1::Code::OPEN    ? "open"
                       : code.kind() == v1::Code::CLOSE ? "close"
                                                        : "standalone";
    codes.push_back(
        {{"kind", kind}, {"position", code.position_byte()}, {"content", code.content()}});
  }
  return codes;
}

std::string JsonLine(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string JsonText(const Json& json) {
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

Json MatchJson(const v1::Match& match) {
  Json json = {{"score", match.score()},
               {"kind", LabelOf(match.kind())},
               {"unit", match.unit()},
               {"memory", MemoryOf(match.unit())},
               {"source", match.source().segment().text()},
               {"source_language", match.source().language()},
               {"targets", Json::object()},
               {"penalties", Json::array()}};
  for (const v1::MatchTarget& target : match.targets()) {
    json["targets"][target.language()] = target.segment().text();
  }
  for (const Points& part : PointsOf(match.penalties())) {
    if (part.points != 0) {
      json["penalties"].push_back({{"reason", part.reason}, {"points", part.points}});
    }
  }
  json["ranked_score"] = match.ranked_score();
  json["applied_penalties"] = AppliedPenaltiesJson(match);
  json["flags"] = FlagsJson(match.flags());
  AddOrigin(json, match);
  AddCodes(json, match.source().language(), match.source().segment());
  for (const v1::MatchTarget& target : match.targets()) {
    AddCodes(json, target.language(), target.segment());
  }
  if (match.has_bridge()) json["bridge"] = BridgeJson(match.bridge());
  for (const v1::Proposal& proposal : match.proposals()) {
    json["proposals"].push_back(ProposalJson(proposal));
  }
  if (!match.diff().empty()) json["diff"] = DiffJson(match.diff());
  if (match.has_explanation()) json["explanation"] = ExplanationJson(match.explanation());
  return json;
}

Json LookupJson(std::string_view query, const v1::LookupResponse& response) {
  Json json = {{"query", query}, {"matches", Json::array()}};
  for (const v1::Match& match : response.matches()) json["matches"].push_back(MatchJson(match));
  AddFragments(json, response);
  return json;
}

Json FragmentJson(const v1::Fragment& fragment) {
  Json json = {{"kind", LabelOf(fragment.kind())},
               {"unit", fragment.unit()},
               {"memory", MemoryOf(fragment.unit())},
               {"source", fragment.source().segment().text()},
               {"source_language", fragment.source().language()},
               {"targets", Json::object()},
               {"words", fragment.word_count()},
               {"query", {fragment.query().begin(), fragment.query().end()}},
               {"stored", {fragment.stored().begin(), fragment.stored().end()}}};
  for (const v1::MatchTarget& target : fragment.targets()) {
    json["targets"][target.language()] = target.segment().text();
  }
  AddOrigin(json, fragment);
  return json;
}

Json TermJson(const v1::RecognisedTerm& term) {
  Json json = {{"begin", term.range().begin()},
               {"end", term.range().end()},
               {"text", term.text()},
               {"concept", term.concept_name()},
               {"renderings", Json::object()}};
  SetText(json, "category", term.category());
  json["term"] = term.term();
  json["status"] = LabelOf(term.status());
  json["nested"] = term.nested();
  json["exact"] = term.exact();
  SetText(json, "full_form", term.full_form());
  SetUse(json, term);
  json["rendering_details"] = Json::object();
  for (const v1::Rendering& rendering : term.renderings()) {
    const std::string& language = rendering.language();
    if (IsUsable(rendering.status())) json["renderings"][language].push_back(rendering.text());
    json["rendering_details"][language].push_back(RenderingJson(rendering));
  }
  return json;
}

Json TermsJson(std::string_view text, const v1::RecogniseTermsResponse& response) {
  Json json = {{"text", text}, {"terms", Json::array()}};
  for (const v1::RecognisedTerm& term : response.terms()) json["terms"].push_back(TermJson(term));
  return json;
}

Json ErrorJson(std::string_view key, std::string_view text, const Failure& failure) {
  const std::string field = failure.fields.empty() ? "" : failure.fields.front().field;
  return {{key, text}, {"error", {{"message", failure.message}, {"field", field}}}};
}

Json ExplanationJson(const v1::Explanation& explanation) {
  Json json = {{"score", explanation.score()}, {"base", explanation.base()}};
  for (const Points& part : PointsOf(explanation.penalties())) {
    json["penalties"][part.reason] = part.points;
  }
  json["query"] = WordsJson(explanation.query());
  json["stored"] = WordsJson(explanation.stored());
  json["version"] = explanation.score_version();
  json["text_rules_version"] = explanation.text_rules_version();
  json["alignment"] = Json::array();
  for (const v1::AlignedStep& step : explanation.alignment()) {
    json["alignment"].push_back({{"kind", LabelOf(step.kind())},
                                 {"cost", step.cost()},
                                 {"query_word", step.query_word()},
                                 {"stored_word", step.stored_word()}});
  }
  json["diff"] = DiffJson(explanation.diff());
  json["flags"] = FlagsJson(explanation.flags());
  return json;
}

Json ConcordanceHitJson(const v1::ConcordanceHit& hit) {
  Json json = {{"unit", hit.unit()},
               {"memory", MemoryOf(hit.unit())},
               {"source", hit.source().segment().text()},
               {"source_language", hit.source().language()},
               {"occurrences", Json::array()},
               {"targets", Json::object()}};
  for (const v1::ByteRange& range : hit.occurrences()) {
    json["occurrences"].push_back({range.begin(), range.end()});
  }
  for (const v1::MatchTarget& target : hit.targets()) {
    json["targets"][target.language()] = target.segment().text();
  }
  SetText(json, "document", hit.document());
  SetText(json, "update_time", TimeLabel(hit.update_time()));
  return json;
}

Json NameJson(std::string_view name, const v1::FindNameResponse& response) {
  Json json = {{"name", name},
               {"language", response.language()},
               {"key", response.key()},
               {"spellings", Json::array()},
               {"total", response.spelling_count()},
               {"units", response.unit_count()},
               {"truncated", response.truncated()}};
  for (const v1::NameSpelling& spelling : response.spellings()) {
    json["spellings"].push_back(SpellingJson(spelling));
  }
  return json;
}

Json SegmentJson(const v1::RenderedSegment& segment) {
  Json json = {{"text", segment.segment().text()},
               {"begin", segment.segment().range().begin()},
               {"end", segment.segment().range().end()},
               {"paragraph", segment.segment().paragraph()},
               {"matches", Json::array()},
               {"terms", Json::array()}};
  for (const v1::Match& match : segment.lookup().matches()) {
    json["matches"].push_back(MatchJson(match));
  }
  AddFragments(json, segment.lookup());
  for (const v1::RecognisedTerm& term : segment.terms()) json["terms"].push_back(TermJson(term));
  return json;
}

Json MemoryJson(const v1::Memory& memory) {
  Json json = {{"name", memory.name()}};
  SetText(json, "display_name", memory.display_name());
  SetText(json, "description", memory.description());
  json["units"] = memory.unit_count();
  json["languages"] = CountsJson(memory.language_counts());
  json["revision"] = memory.revision();
  SetText(json, "create_time", TimeLabel(memory.create_time()));
  SetText(json, "update_time", TimeLabel(memory.update_time()));
  SetText(json, "etag", memory.etag());
  return json;
}

Json UnitJson(const v1::Unit& unit) {
  Json json = {{"name", unit.name()}, {"variants", VariantsJson(unit)}};
  if (Json neighbours = NeighboursJson(unit); !neighbours.empty()) {
    json["neighbours"] = std::move(neighbours);
  }
  for (const v1::Variant& variant : unit.variants()) {
    AddCodes(json, variant.language(), variant.segment());
  }
  SetText(json, "origin", LabelOf(unit.origin()));
  SetText(json, "state", LabelOf(unit.state()));
  SetText(json, "author", unit.author());
  SetText(json, "document", unit.document());
  SetText(json, "domain", unit.domain());
  SetText(json, "create_time", TimeLabel(unit.create_time()));
  SetText(json, "update_time", TimeLabel(unit.update_time()));
  SetText(json, "batch_id", unit.batch_id());
  for (const auto& [key, value] : unit.properties()) json["properties"][key] = value;
  SetText(json, "etag", unit.etag());
  return json;
}

Json GlossaryJson(const v1::Glossary& glossary) {
  Json json = {{"name", glossary.name()}};
  SetText(json, "display_name", glossary.display_name());
  SetText(json, "description", glossary.description());
  json["concepts"] = glossary.concept_count();
  json["terms"] = CountsJson(glossary.term_counts());
  json["revision"] = glossary.revision();
  SetText(json, "create_time", TimeLabel(glossary.create_time()));
  SetText(json, "update_time", TimeLabel(glossary.update_time()));
  SetText(json, "etag", glossary.etag());
  return json;
}

Json ConceptJson(const v1::Concept& entry) {
  Json json = {{"name", entry.name()}};
  SetText(json, "category", entry.category());
  SetText(json, "domain", entry.domain());
  SetText(json, "definition", entry.definition());
  SetText(json, "note", entry.note());
  SetText(json, "source", entry.source());
  SetText(json, "confidence", entry.confidence());
  SetText(json, "valid_from", entry.valid_from());
  SetText(json, "valid_until", entry.valid_until());
  SetUse(json, entry);
  json["terms"] = Json::array();
  for (const v1::Term& term : entry.terms()) json["terms"].push_back(StoredTermJson(term));
  SetText(json, "author", entry.author());
  SetText(json, "batch_id", entry.batch_id());
  SetText(json, "create_time", TimeLabel(entry.create_time()));
  SetText(json, "update_time", TimeLabel(entry.update_time()));
  SetText(json, "etag", entry.etag());
  return json;
}

Json AccountJson(const v1::WriteAccount& account) {
  return {{"entries", account.entries()},
          {"stored", account.stored()},
          {"merged", account.merged()},
          {"unchanged", account.unchanged()},
          {"skipped", account.skipped()}};
}

Json FileLanguageJson(const v1::FileLanguage& language) {
  return {{"written", language.written()},
          {"stored", language.stored()},
          {"segments", language.segments()}};
}

Json LossJson(const v1::Loss& loss) {
  Json places = Json::array();
  for (const std::string& place : loss.places()) places.push_back(place);
  return {{"what", loss.what()}, {"count", loss.count()}, {"places", places}};
}

Json TableFormJson(const v1::TableForm& table) {
  return {{"encoding", table.encoding()}, {"delimiter", table.delimiter()}};
}

Json ProblemJson(const v1::Problem& problem) {
  return {{"line", problem.line()},
          {"entry", problem.entry()},
          {"field", problem.field()},
          {"message", problem.message()},
          {"text", problem.text()}};
}

Json UndoAccountJson(const v1::UndoAccount& account) {
  return {
      {"removed", account.removed()}, {"restored", account.restored()}, {"left", account.left()}};
}

Json ImportBatchJson(const v1::ImportBatch& import) {
  Json json = AccountJson(import.account());
  json["batch_id"] = import.batch_id();
  json["state"] = LabelOf(import.state());
  SetText(json, "author", import.author());
  SetText(json, "file_name", import.file_name());
  json["create_time"] = TimeLabel(import.create_time());
  json["update_time"] = TimeLabel(import.update_time());
  if (import.state() == v1::ImportBatch::UNDONE ||
      import.state() == v1::ImportBatch::UNDO_INTERRUPTED) {
    json["undo"] = UndoAccountJson(import.undo());
  }
  return json;
}

Json StatusJson(const v1::GetStatusResponse& status) {
  Json json = {{"version", status.version()},
               {"score_version", status.score_version()},
               {"text_rules_version", status.text_rules_version()},
               {"start_time", TimeLabel(status.start_time())},
               {"memory_bytes", status.memory_bytes()},
               {"resources", Json::array()}};
  for (const v1::ResourceStatus& resource : status.resources()) {
    json["resources"].push_back({{"name", resource.name()},
                                 {"revision", resource.revision()},
                                 {"index_revision", resource.index_revision()},
                                 {"entries", resource.entries()}});
  }
  return json;
}

}  // namespace dragoman
