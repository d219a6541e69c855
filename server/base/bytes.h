// Ordered bytes: big-endian integers whose byte order is their numeric order, for keys.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace dragoman {

// Appends the eight big-endian bytes of `value`.
void AppendBigEndian64(std::string& out, uint64_t value);

// Returns the value of the first eight bytes of `bytes`, or nullopt when there are fewer.
std::optional<uint64_t> ReadBigEndian64(std::string_view bytes);

// Returns the least byte string greater than every string that starts with `prefix`; "" when there
// is none (a prefix of 0xFF bytes only).
std::string PrefixEnd(std::string_view prefix);

}  // namespace dragoman
