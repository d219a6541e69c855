// 64-bit content hash (XXH3), for tables and checksums; not for secrets.
#pragma once

#include <cstdint>
#include <string_view>

namespace dragoman {

// Returns XXH3-64 of the bytes. The value is the same on every machine.
uint64_t Hash64(std::string_view bytes);

}  // namespace dragoman
