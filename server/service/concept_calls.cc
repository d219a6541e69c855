#include "server/service/concept_calls.h"

#include <absl/container/flat_hash_map.h>

#include "server/engine/limits.h"
#include "server/engine/recognise.h"
#include "server/service/convert_concept.h"
#include "server/service/names.h"
#include "server/service/page_budget.h"
#include "server/service/request.h"

namespace dragoman {
namespace {

StatusOr<std::shared_ptr<GlossaryShard>> ParentOf(const Call& call, std::string_view name) {
  ASSIGN_OR_RETURN(const std::string full,
                   ParseResourceName(ResourceKind::kGlossary, "parent", name));
  return call.registry().Glossary(full);
}

Status CheckDifferentIds(const std::vector<Concept>& concepts) {
  absl::flat_hash_map<std::string_view, size_t> seen;
  for (size_t i = 0; i < concepts.size(); ++i) {
    const auto [first, is_first] = seen.try_emplace(concepts[i].id, i);
    if (is_first) continue;
    return FieldError(fmt::format("concepts[{}].name", i),
                      fmt::format("'{}' stands in concepts[{}] too; a write takes each id once",
                                  concepts[i].id, first->second));
  }
  return absl::OkStatus();
}

StatusOr<std::vector<Concept>> ConceptsOf(const Call& call, const v1::WriteConceptsRequest& request,
                                          std::string_view glossary) {
  if (request.concepts().empty() ||
      static_cast<size_t>(request.concepts_size()) > kMaxWriteEntries) {
    return FieldError("concepts", fmt::format("{} given; a write takes 1 to {}",
                                              request.concepts_size(), kMaxWriteEntries));
  }
  std::vector<Concept> concepts;
  for (int i = 0; i < request.concepts_size(); ++i) {
    StatusOr<Concept> entry = ConceptOf(request.concepts(i), glossary);
    if (!entry.ok()) return WithFieldPrefix(fmt::format("concepts[{}]", i), entry.status());
    entry->author = call.permit.AuthorIn(glossary, entry->author);
    concepts.push_back(*std::move(entry));
  }
  RETURN_IF_ERROR(CheckDifferentIds(concepts));
  return concepts;
}

}  // namespace

Status WriteConcepts(const Call& call, const v1::WriteConceptsRequest& request,
                     v1::WriteConceptsResponse& response) {
  ASSIGN_OR_RETURN(const auto glossary, ParentOf(call, request.parent()));
  ASSIGN_OR_RETURN(const WriteContext context, WriteContextOf(request, request.request_id()));
  ASSIGN_OR_RETURN(const std::vector<Concept> concepts,
                   ConceptsOf(call, request, glossary->name()));
  const StatusOr<ConceptWriteReport> report =
      request.validate_only() ? glossary->DryRun(concepts) : glossary->Write(concepts, context);
  RETURN_IF_ERROR(report.status());
  Fill(*report, glossary->name(), response);
  return absl::OkStatus();
}

Status GetConcept(const Call& call, const v1::GetConceptRequest& request, v1::Concept& response) {
  ASSIGN_OR_RETURN(const ConceptName name, ParseConceptName("name", request.name()));
  ASSIGN_OR_RETURN(const auto glossary, call.registry().Glossary(name.glossary));
  ASSIGN_OR_RETURN(const auto entry, glossary->Get(name.id));
  Fill(*entry, glossary->name(), PartialDate(), response);
  return absl::OkStatus();
}

Status DeleteConcept(const Call& call, const v1::DeleteConceptRequest& request,
                     google::protobuf::Empty&) {
  ASSIGN_OR_RETURN(const ConceptName name, ParseConceptName("name", request.name()));
  ASSIGN_OR_RETURN(const Revision etag, ParseEtag("etag", request.etag()));
  ASSIGN_OR_RETURN(const WriteContext context, WriteContextOf(request, request.request_id()));
  ASSIGN_OR_RETURN(const auto glossary, call.registry().Glossary(name.glossary));
  return glossary->Delete(name.id, etag, context);
}

Status ListConcepts(const Call& call, const v1::ListConceptsRequest& request,
                    v1::ListConceptsResponse& response) {
  ASSIGN_OR_RETURN(const auto glossary, ParentOf(call, request.parent()));
  ASSIGN_OR_RETURN(const size_t size,
                   PageSizeOf("page_size", request.page_size(), kDefaultPageSize));
  const std::string scope = fmt::format("{}/concepts", glossary->name());
  ASSIGN_OR_RETURN(const std::string from, ParsePageToken(scope, request.page_token()));
  const ConceptPage page = glossary->List(from, size);
  std::optional<std::string> next = page.next;
  PageBudget budget;
  for (const auto& entry : page.concepts) {
    v1::Concept message;
    Fill(*entry, glossary->name(), PartialDate(), message);
    if (!budget.Take(message)) {
      next = entry->id;
      break;
    }
    *response.add_concepts() = std::move(message);
  }
  if (next) response.set_next_page_token(FormatPageToken(scope, *next));
  return absl::OkStatus();
}

Status FindConcepts(const Call& call, const v1::SearchConceptsRequest& request,
                    v1::SearchConceptsResponse& response) {
  ASSIGN_OR_RETURN(const ConceptQuery query, ConceptQueryOf(request));
  ASSIGN_OR_RETURN(const ConceptSearchResult result, SearchConcepts(call.registry(), query));
  response.set_truncated(result.truncated);
  PageBudget budget;
  for (const FoundConcept& found : result.concepts) {
    v1::Concept message;
    Fill(*found.concept_value, found.glossary, result.as_of, message);
    if (!budget.Take(message)) {
      response.set_truncated(true);
      break;
    }
    *response.add_concepts() = std::move(message);
  }
  return absl::OkStatus();
}

Status RecogniseTerms(const Call& call, const v1::RecogniseTermsRequest& request,
                      v1::RecogniseTermsResponse& response) {
  ASSIGN_OR_RETURN(const RecogniseOptions options, RecogniseOptionsOf(request.options()));
  ASSIGN_OR_RETURN(const RecogniseResult result,
                   Recognise(call.registry(), options, request.text()));
  Fill(result, request.text(), response);
  return absl::OkStatus();
}

}  // namespace dragoman
