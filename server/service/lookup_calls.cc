#include "server/service/lookup_calls.h"

#include "server/engine/checks.h"
#include "server/engine/limits.h"
#include "server/engine/lookup.h"
#include "server/service/convert_lookup.h"
#include "server/service/convert_score.h"
#include "server/service/convert_unit.h"
#include "server/service/request.h"

namespace dragoman {
namespace {

StatusOr<std::vector<LookupQuery>> QueriesOf(const v1::BatchLookupRequest& request) {
  if (request.queries().empty() || static_cast<size_t>(request.queries_size()) > kMaxWriteEntries) {
    return FieldError("queries", fmt::format("{} given; a batch takes 1 to {}",
                                             request.queries_size(), kMaxWriteEntries));
  }
  std::vector<LookupQuery> queries;
  for (int i = 0; i < request.queries_size(); ++i) {
    StatusOr<LookupQuery> query = LookupQueryOf(request.queries(i));
    if (!query.ok()) return WithFieldPrefix(fmt::format("queries[{}]", i), query.status());
    queries.push_back(*std::move(query));
  }
  return queries;
}

StatusOr<Segment> CheckedSegmentOf(std::string_view field, const v1::Segment& message) {
  StatusOr<Segment> segment = SegmentOf(message);
  if (!segment.ok()) return WithFieldPrefix(field, segment.status());
  RETURN_IF_ERROR(WithFieldPrefix(field, CheckSegment(*segment)));
  return segment;
}

}  // namespace

Pace PaceOfLookup(int min_score, bool with_fragments, const v1::LookupQuery& query) {
  constexpr int kQuickScore = 60;  // Below it a search reads much more.
  const bool is_low = min_score != 0 && min_score < kQuickScore;
  return is_low || with_fragments ? Pace::kAny : PaceOf(query.segment().text());
}

Status LookupOne(const Call& call, const v1::LookupRequest& request, v1::LookupResponse& response) {
  ASSIGN_OR_RETURN(const LookupOptions options, LookupOptionsOf(request.options()));
  const StatusOr<LookupQuery> query = LookupQueryOf(request.query());
  if (!query.ok()) return WithFieldPrefix("query", query.status());
  ASSIGN_OR_RETURN(const LookupResult result,
                   Lookup(call.registry(), options, *query, call.cancelled));
  Fill(result, response);
  return absl::OkStatus();
}

Status LookupBatch(const Call& call, const v1::BatchLookupRequest& request,
                   v1::BatchLookupResponse& response) {
  ASSIGN_OR_RETURN(const LookupOptions options, LookupOptionsOf(request.options()));
  ASSIGN_OR_RETURN(const std::vector<LookupQuery> queries, QueriesOf(request));
  for (const LookupQuery& query : queries) {
    ASSIGN_OR_RETURN(const LookupResult result,
                     Lookup(call.registry(), options, query, call.cancelled));
    Fill(result, *response.add_responses());
  }
  return absl::OkStatus();
}

Status ExplainScore(const Call&, const v1::ExplainRequest& request, v1::Explanation& response) {
  ASSIGN_OR_RETURN(const Language language, LanguageOf("language", request.language()));
  if (language.empty()) return FieldError("language", "a BCP-47 tag is required");
  ASSIGN_OR_RETURN(const Segment query, CheckedSegmentOf("query", request.query()));
  ASSIGN_OR_RETURN(const Segment stored, CheckedSegmentOf("stored", request.stored()));
  Fill(Explain(query, stored, language), response);
  return absl::OkStatus();
}

}  // namespace dragoman
