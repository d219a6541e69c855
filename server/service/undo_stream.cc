#include "server/service/undo_stream.h"

#include "server/engine/transfer.h"
#include "server/service/convert_transfer.h"

namespace dragoman {

namespace {

// Whoever is no administrator takes back only what it imported itself.
Status CheckMayUndo(const Permit& permit, std::string_view parent, const ImportRecord& import) {
  if (permit.On(parent) >= Role::kAdmin || import.author == permit.principal()) {
    return absl::OkStatus();
  }
  return FieldError("batch_id",
                    fmt::format("the import '{}' is another's; only an administrator takes it back",
                                Shortened(import.id)),
                    StatusCode::kPermissionDenied);
}

}  // namespace

Status UndoStream::Make() {
  ASSIGN_OR_RETURN(const auto undo,
                   ImportUndo::Start(call().registry(), request().parent(), request().batch_id()));
  RETURN_IF_ERROR(CheckMayUndo(call().permit, request().parent(), undo->record()));
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
