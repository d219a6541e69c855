#include "server/service/convert_concept.h"

#include "server/engine/checks.h"
#include "server/engine/limits.h"
#include "server/service/convert_enum.h"
#include "server/service/convert_score.h"
#include "server/service/names.h"
#include "server/service/request.h"

namespace dragoman {
namespace {

// Returns the time of a term or concept, of which both messages have the same fields.
template <typename Message>
StatusOr<ValidTime> ValidTimeOf(const Message& message) {
  ValidTime valid;
  ASSIGN_OR_RETURN(valid.from, DateOf("valid_from", message.valid_from()));
  ASSIGN_OR_RETURN(valid.until, DateOf("valid_until", message.valid_until()));
  return valid;
}

template <typename Message>
void Fill(const ValidTime& valid, Message& message) {
  message.set_valid_from(valid.from.ToString());
  message.set_valid_until(valid.until.ToString());
}

StatusOr<std::vector<OutletStatus>> OutletsOf(const v1::Term& message) {
  std::vector<OutletStatus> outlets;
  for (int i = 0; i < message.outlets_size(); ++i) {
    const v1::OutletStatus& one = message.outlets(i);
    const std::string field = fmt::format("outlets[{}].status", i);
    if (one.status() == v1::TERM_STATUS_UNSPECIFIED) {
      return FieldError(field, fmt::format("the status for outlet '{}' is required, e.g. PREFERRED",
                                           Shortened(one.outlet())));
    }
    ASSIGN_OR_RETURN(const auto status, EnumOf(field, one.status(), TermStatus::kAdmitted));
    outlets.push_back({one.outlet(), status});
  }
  return outlets;
}

StatusOr<Term> TermOf(const v1::Term& message) {
  Term term;
  ASSIGN_OR_RETURN(term.language, LanguageOf("language", message.language()));
  term.text = message.text();
  ASSIGN_OR_RETURN(term.status, EnumOf("status", message.status(), TermStatus::kAdmitted));
  ASSIGN_OR_RETURN(term.type, EnumOf("type", message.type(), TermType::kFullForm));
  ASSIGN_OR_RETURN(term.case_rule, EnumOf("case_rule", message.case_rule(), CaseRule::kAuto));
  term.no_stem = message.no_stem();
  term.part_of_speech = message.part_of_speech();
  term.gender = message.gender();
  term.note = message.note();
  term.forms = {message.forms().begin(), message.forms().end()};
  term.animacy = message.animacy();
  term.source = message.source();
  term.confidence = message.confidence();
  ASSIGN_OR_RETURN(term.valid, ValidTimeOf(message));
  ASSIGN_OR_RETURN(term.outlets, OutletsOf(message));
  term.full_form = message.full_form();
  term.do_not_translate = message.do_not_translate();
  return term;
}

void Fill(const Term& term, v1::Term& message) {
  message.set_language(term.language.tag());
  message.set_text(term.text);
  message.set_status(static_cast<v1::TermStatus>(term.status));
  message.set_type(static_cast<v1::TermType>(term.type));
  message.set_case_rule(static_cast<v1::Term::CaseRule>(term.case_rule));
  message.set_no_stem(term.no_stem);
  message.set_part_of_speech(term.part_of_speech);
  message.set_gender(term.gender);
  message.set_note(term.note);
  *message.mutable_forms() = {term.forms.begin(), term.forms.end()};
  message.set_animacy(term.animacy);
  message.set_source(term.source);
  message.set_confidence(term.confidence);
  Fill(term.valid, message);
  for (const OutletStatus& one : term.outlets) {
    v1::OutletStatus& outlet = *message.add_outlets();
    outlet.set_outlet(one.outlet);
    outlet.set_status(static_cast<v1::TermStatus>(one.status));
  }
  message.set_full_form(term.full_form);
  message.set_do_not_translate(term.do_not_translate);
}

// Returns what an abbreviation stands for, "" when that is not known.
std::string FullFormText(const Concept& entry, const Term& term) {
  const Term* full = FullFormOf(entry, term);
  return full == nullptr ? "" : full->text;
}

void Fill(const TermRendering& rendering, const Concept& entry, v1::Rendering& message) {
  const Term& term = entry.terms[rendering.term];
  dragoman::Fill(term, message);
  message.set_language(rendering.language.tag());
  message.set_status(static_cast<v1::TermStatus>(rendering.use.status));
  message.set_out_of_time(rendering.use.out_of_time);
  message.set_do_not_translate(rendering.kept);
  message.set_full_form(FullFormText(entry, term));
  message.set_animacy(term.animacy);
  message.set_confidence(term.confidence.empty() ? entry.confidence : term.confidence);
}

Status SetTerms(const v1::Concept& message, Concept& entry) {
  for (int i = 0; i < message.terms_size(); ++i) {
    StatusOr<Term> term = TermOf(message.terms(i));
    if (!term.ok()) return WithFieldPrefix(fmt::format("terms[{}]", i), term.status());
    entry.terms.push_back(*std::move(term));
  }
  return absl::OkStatus();
}

}  // namespace

StatusOr<Concept> ConceptOf(const v1::Concept& message, std::string_view glossary) {
  Concept entry;
  ASSIGN_OR_RETURN(entry.id, ParseConceptIdIn(glossary, message.name()));
  ASSIGN_OR_RETURN(entry.revision, ParseEtag("etag", message.etag()));
  entry.category = message.category();
  entry.domain = message.domain();
  entry.definition = message.definition();
  entry.note = message.note();
  entry.source = message.source();
  entry.confidence = message.confidence();
  entry.author = message.author();
  ASSIGN_OR_RETURN(entry.valid, ValidTimeOf(message));
  entry.do_not_translate = message.do_not_translate();
  RETURN_IF_ERROR(SetTerms(message, entry));
  RETURN_IF_ERROR(CheckConcept(entry));
  return entry;
}

void Fill(const Concept& entry, std::string_view glossary, const PartialDate& as_of,
          v1::Concept& message) {
  message.set_name(FormatConceptName(glossary, entry.id));
  message.set_etag(FormatEtag(entry.revision));
  message.set_category(entry.category);
  message.set_domain(entry.domain);
  message.set_definition(entry.definition);
  message.set_note(entry.note);
  message.set_source(entry.source);
  message.set_confidence(entry.confidence);
  const PartialDate day = DayAsked(as_of);
  for (const Term& term : entry.terms) {
    Fill(term, *message.add_terms());
    const TermUse use = StatusInForce(entry, term, /*outlet=*/"", day);
    message.mutable_terms()->rbegin()->set_out_of_time(use.out_of_time);
  }
  *message.mutable_create_time() = TimestampOf(entry.created_micros);
  *message.mutable_update_time() = TimestampOf(entry.changed_micros);
  message.set_author(entry.author);
  message.set_batch_id(entry.batch_id);
  Fill(entry.valid, message);
  message.set_do_not_translate(entry.do_not_translate);
  message.set_out_of_time(!IsInTime(entry.valid, day));
}

void Fill(const Term& term, v1::Rendering& message) {
  message.set_language(term.language.tag());
  message.set_text(term.text);
  message.set_status(static_cast<v1::TermStatus>(term.status));
  message.set_type(static_cast<v1::TermType>(term.type));
  message.set_gender(term.gender);
  message.set_note(term.note);
}

void Fill(const ConceptWriteReport& report, std::string_view glossary,
          v1::WriteConceptsResponse& message) {
  v1::WriteAccount& account = *message.mutable_account();
  for (const ConceptWriteReport::Result& one : report.results) {
    v1::ConceptResult& result = *message.add_results();
    result.set_outcome(static_cast<v1::ConceptResult::Outcome>(one.outcome));
    result.set_name(FormatConceptName(glossary, one.id));
    result.set_etag(FormatEtag(one.revision));
    account.set_stored(account.stored() + (one.outcome == ConceptOutcome::kStored ? 1 : 0));
    account.set_merged(account.merged() + (one.outcome == ConceptOutcome::kReplaced ? 1 : 0));
    account.set_unchanged(account.unchanged() +
                          (one.outcome == ConceptOutcome::kUnchanged ? 1 : 0));
  }
  account.set_entries(report.results.size());
  message.set_revision(report.revision);
}

void Fill(const Resource& resource, const ResourceFigures& figures, v1::Glossary& message) {
  message.set_name(resource.name());
  message.set_display_name(resource.display_name);
  message.set_description(resource.description);
  *message.mutable_create_time() = TimestampOf(resource.created_micros);
  *message.mutable_update_time() = TimestampOf(resource.changed_micros);
  message.set_etag(FormatEtag(resource.etag));
  message.set_revision(figures.revision);
  message.set_concept_count(figures.entries);
  for (const auto& [language, count] : figures.by_language) {
    (*message.mutable_term_counts())[language.tag()] = count;
  }
}

StatusOr<RecogniseOptions> RecogniseOptionsOf(const v1::RecogniseOptions& message) {
  RecogniseOptions options;
  options.glossaries = {message.glossaries().begin(), message.glossaries().end()};
  ASSIGN_OR_RETURN(options.source,
                   LanguageOf("options.source_language", message.source_language()));
  ASSIGN_OR_RETURN(options.targets,
                   LanguagesOf("options.target_languages", message.target_languages()));
  options.longest_only = message.longest_only();
  ASSIGN_OR_RETURN(options.as_of, DateOf("options.as_of", message.as_of()));
  options.outlet = message.outlet();
  RETURN_IF_ERROR(CheckRecogniseOptions(options));
  return options;
}

void Fill(const RecognisedTerm& term, std::string_view text, v1::RecognisedTerm& message) {
  const Concept& entry = *term.concept_value;
  const Term& recognised = entry.terms[term.term];
  message.mutable_range()->set_begin(term.range.begin);
  message.mutable_range()->set_end(term.range.end);
  message.set_text(std::string(PartOf(text, term.range)));
  message.set_concept_name(FormatConceptName(term.glossary, entry.id));
  message.set_category(entry.category);
  message.set_term(recognised.text);
  message.set_status(static_cast<v1::TermStatus>(term.use.status));
  message.set_nested(term.nested);
  message.set_exact(term.exact);
  message.set_out_of_time(term.use.out_of_time);
  message.set_do_not_translate(IsKept(entry, recognised));
  message.set_full_form(FullFormText(entry, recognised));
  for (const TermRendering& one : term.renderings) Fill(one, entry, *message.add_renderings());
}

void Fill(const RecogniseResult& result, std::string_view text,
          v1::RecogniseTermsResponse& message) {
  for (const RecognisedTerm& term : result.terms) Fill(term, text, *message.add_terms());
  Fill(result.glossaries, *message.mutable_glossaries());
  message.set_text_rules_version(kTextRulesVersion);
}

StatusOr<ConceptQuery> ConceptQueryOf(const v1::SearchConceptsRequest& message) {
  ConceptQuery query;
  query.glossaries = {message.glossaries().begin(), message.glossaries().end()};
  query.words = message.query();
  ASSIGN_OR_RETURN(query.language, LanguageOf("language", message.language()));
  query.category = message.category();
  ASSIGN_OR_RETURN(query.as_of, DateOf("as_of", message.as_of()));
  ASSIGN_OR_RETURN(query.limit, PageSizeOf("limit", message.limit(), kDefaultPageSize));
  return query;
}

}  // namespace dragoman
