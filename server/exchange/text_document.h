// Plain text: each line is a block.
#pragma once

#include <memory>
#include <string>

#include "server/exchange/document_file.h"

namespace dragoman {

// Requires: valid UTF-8, less than 2 GiB.
std::unique_ptr<DocumentFile> ReadTextDocument(std::string source);

}  // namespace dragoman
