// Files of documents as arguments.
#pragma once

#include <string>
#include <string_view>

#include "client/cli/command.h"
#include "dragoman/v1/document_service.pb.h"

namespace dragoman {

// The most bytes that a request may have of documents.
inline constexpr size_t kMaxDocumentBytes = 3 << 20;

// Adds --as, the format of files whose names do not tell it.
void AddDocumentFormat(CLI::App& command, std::string& format);

// Reads a file; its name is the path's last part. `format`: "" or one of --as.
Result<v1::Document> ReadDocument(const std::string& path, std::string_view format,
                                  const Environment& environment);

}  // namespace dragoman
