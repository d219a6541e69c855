#include "server/service/render_stream.h"

#include "server/engine/documents.h"
#include "server/service/convert_lookup.h"

namespace dragoman {

Status RenderStream::Make() {
  ASSIGN_OR_RETURN(const RenderOptions options, RenderOptionsOf(request()));
  return RenderDocument(call().registry(), options, request().text(), call().cancelled,
                        [this](const RenderedSegment& segment) {
                          v1::RenderedSegment message;
                          Fill(segment, request().text(), message);
                          return Put(std::move(message));
                        });
}

}  // namespace dragoman
