#include "server/service/recognise_stream.h"

#include "server/service/convert_concept.h"
#include "server/service/stream_tag.h"

namespace dragoman {
namespace {

void AnswerText(const Catalog& registry, const RecogniseOptions& options, const std::string& text,
                v1::StreamRecogniseTermsResponse& response) {
  const StatusOr<RecogniseResult> result = Recognise(registry, options, text);
  if (result.ok()) {
    Fill(*result, text, *response.mutable_response());
  } else {
    *response.mutable_error() = ErrorStatusOf(result.status());
  }
}

}  // namespace

StatusOr<RecogniseStream::Work> RecogniseStream::Accept(const Call& call,
                                                        v1::StreamRecogniseTermsRequest request) {
  if (request.has_options()) {
    ASSIGN_OR_RETURN(RecogniseOptions options, RecogniseOptionsOf(request.options()));
    options_ = std::make_shared<const RecogniseOptions>(std::move(options));
  }
  if (options_ == nullptr) return FieldError("options", "the first request must carry them");
  RETURN_IF_ERROR(CheckTag(request.tag()));
  if (!request.has_text()) return Work();
  auto shared = std::make_shared<const v1::StreamRecogniseTermsRequest>(std::move(request));
  const auto fill = [call, options = options_, shared](v1::StreamRecogniseTermsResponse& response) {
    response.set_tag(shared->tag());
    AnswerText(call.registry(), *options, shared->text(), response);
  };
  return Work{fill, PaceOf(shared->text())};
}

}  // namespace dragoman
