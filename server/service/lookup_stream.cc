#include "server/service/lookup_stream.h"

#include "server/engine/limits.h"
#include "server/service/convert_lookup.h"
#include "server/service/lookup_calls.h"
#include "server/service/stream_tag.h"

namespace dragoman {
namespace {

// Answers one query: with its matches, or with what is wrong with it.
template <typename Answer>
void AnswerQuery(const Call& call, const LookupOptions& options, const v1::LookupQuery& message,
                 const std::string& field, Answer& answer) {
  const auto found = [&]() -> StatusOr<LookupResult> {
    const StatusOr<LookupQuery> query = LookupQueryOf(message);
    if (!query.ok()) return WithFieldPrefix(field, query.status());
    return Lookup(call.registry(), options, *query, call.cancelled);
  }();
  if (found.ok()) {
    Fill(*found, *answer.mutable_response());
  } else {
    *answer.mutable_error() = ErrorStatusOf(found.status());
  }
}

void AnswerRequest(const Call& call, const LookupOptions& options,
                   const v1::StreamLookupRequest& request, v1::StreamLookupResponse& response) {
  response.set_tag(request.tag());
  if (request.has_query()) AnswerQuery(call, options, request.query(), "query", response);
  for (int i = 0; i < request.queries_size(); ++i) {
    AnswerQuery(call, options, request.queries(i), fmt::format("queries[{}]", i),
                *response.add_answers());
  }
}

Status CheckQueries(const v1::StreamLookupRequest& request) {
  if (static_cast<size_t>(request.queries_size()) > kMaxStreamQueries) {
    return FieldError("queries", fmt::format("{} given; a message takes at most {}",
                                             request.queries_size(), kMaxStreamQueries));
  }
  if (request.queries_size() == 0 || !request.has_query()) return absl::OkStatus();
  return FieldError("queries", "query is given too; send one of the two");
}

}  // namespace

StatusOr<LookupStream::Work> LookupStream::Accept(const Call& call,
                                                  v1::StreamLookupRequest request) {
  if (request.has_options()) {
    ASSIGN_OR_RETURN(LookupOptions options, LookupOptionsOf(request.options()));
    options_ = std::make_shared<const LookupOptions>(std::move(options));
  }
  if (options_ == nullptr) return FieldError("options", "the first request must carry them");
  RETURN_IF_ERROR(CheckTag(request.tag()));
  RETURN_IF_ERROR(CheckQueries(request));
  if (!request.has_query() && request.queries_size() == 0) return Work();
  auto shared = std::make_shared<const v1::StreamLookupRequest>(std::move(request));
  const auto fill = [call, options = options_, shared](v1::StreamLookupResponse& response) {
    AnswerRequest(call, *options, *shared, response);
  };
  if (!shared->has_query()) return Work{fill, Pace::kAny};
  return Work{fill,
              PaceOfLookup(options_->min_score, options_->max_fragments > 0, shared->query())};
}

}  // namespace dragoman
