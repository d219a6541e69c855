// Imports and exports between the wire and the engine.
#pragma once

#include "dragoman/v1/transfer_service.pb.h"
#include "server/base/status.h"
#include "server/engine/transfer.h"

namespace dragoman {

// Errors: InvalidArgument about "settings....".
StatusOr<ImportSettings> ImportSettingsOf(const v1::ImportSettings& message);
void Fill(const ImportProgress& progress, v1::ImportResponse& message);

void Fill(const ListedImport& import, v1::ImportBatch& message);
void Fill(const UndoStep& step, const ImportRecord& record, v1::UndoImportResponse& message);

// Errors: InvalidArgument about "parent" or "format".
StatusOr<ExportSettings> ExportSettingsOf(const v1::ExportRequest& message);
void Fill(ExportPiece piece, v1::ExportResponse& message);

}  // namespace dragoman
