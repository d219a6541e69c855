// Numbers in seven bits a byte, the low ones first; the top bit says that more follow.
#pragma once

#include <cstdint>
#include <string>

namespace dragoman {

inline void AppendVarint(uint64_t value, std::string& out) {
  for (; value >= 0x80; value >>= 7) out.push_back(static_cast<char>(value | 0x80));
  out.push_back(static_cast<char>(value));
}

// Returns the number at `*at` and moves `*at` behind it.
//
// Requires: a whole number stands there.
inline uint64_t ReadVarint(const uint8_t** at) {
  uint64_t value = 0;
  for (int shift = 0;; shift += 7) {
    const uint8_t byte = *(*at)++;
    value |= static_cast<uint64_t>(byte & 0x7F) << shift;
    if (byte < 0x80) return value;
  }
}

}  // namespace dragoman
