// Tells a log that a crash has torn from one with flipped bits, where RocksDB does not: it takes a
// record that reaches beyond the end of the file, or that claims to be left over from another use
// of the file, for the torn end, and goes on without all that follows. One flipped bit in a
// record's length or type would silently undo acknowledged commits.
//
// Grammar:  log    = blocks of 32 KiB, the last one shorter
//           block  = records, then less than 7 bytes of zeros
//           record = masked CRC-32C of type and data u32, size of the data u16, type u8, data
// of RocksDB's write-ahead logs and manifests, as long as it does not use a log again.
#pragma once

#include <string>
#include <string_view>

#include "server/base/status.h"

namespace dragoman {

// Checks a log's bytes: whole records, then at most one that is cut off by the end.
//
// Errors: DataLoss.
Status CheckLog(std::string_view bytes);

// Checks the write-ahead logs and manifests of a database's folder.
//
// Errors: DataLoss, Unavailable.
Status CheckLogs(const std::string& folder);

}  // namespace dragoman
