#include "server/service/undo_stream.h"

#include "server/engine/transfer.h"
#include "server/service/convert_transfer.h"

namespace dragoman {

Status UndoStream::Make() {
  ASSIGN_OR_RETURN(const auto undo,
                   ImportUndo::Start(call().registry, request_.parent(), request_.batch_id()));
  bool done = false;
  while (!done) {
    ASSIGN_OR_RETURN(const UndoStep step, undo->Next());
    v1::UndoImportResponse response;
    Fill(step, undo->record(), response);
    done = response.done();
    RETURN_IF_ERROR(Put(std::move(response)));
  }
  return absl::OkStatus();
}

}  // namespace dragoman
