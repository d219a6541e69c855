#include "server/service/lookup_stream.h"

#include "server/service/convert_lookup.h"
#include "server/service/lookup_calls.h"
#include "server/service/stream_tag.h"

namespace dragoman {
namespace {

Status AnswerQuery(const Call& call, const LookupOptions& options, const v1::LookupQuery& message,
                   v1::LookupResponse& response) {
  const StatusOr<LookupQuery> query = LookupQueryOf(message);
  if (!query.ok()) return WithFieldPrefix("query", query.status());
  ASSIGN_OR_RETURN(const LookupResult result,
                   Lookup(call.registry, options, *query, call.cancelled));
  Fill(result, response);
  return absl::OkStatus();
}

}  // namespace

StatusOr<LookupStream::Work> LookupStream::Accept(v1::StreamLookupRequest request) {
  if (request.has_options()) {
    ASSIGN_OR_RETURN(LookupOptions options, LookupOptionsOf(request.options()));
    options_ = std::make_shared<const LookupOptions>(std::move(options));
  }
  if (options_ == nullptr) return FieldError("options", "the first request must carry them");
  RETURN_IF_ERROR(CheckTag(request.tag()));
  if (!request.has_query()) return Work();
  auto shared = std::make_shared<const v1::StreamLookupRequest>(std::move(request));
  const Call call{backend().registry, cancelled()};
  const auto fill = [call, options = options_, shared](v1::StreamLookupResponse& response) {
    response.set_tag(shared->tag());
    const Status status =
        AnswerQuery(call, *options, shared->query(), *response.mutable_response());
    if (status.ok()) return;
    response.clear_response();
    *response.mutable_error() = ErrorStatusOf(status);
  };
  return Work{fill,
              PaceOfLookup(options_->min_score, options_->max_fragments > 0, shared->query())};
}

}  // namespace dragoman
