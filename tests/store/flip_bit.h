// Bits of a file that a test damages.
#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>

namespace dragoman {

// Flips a bit of the file, counted from that of value 1 in its first byte.
inline void FlipBit(const std::filesystem::path& file, uint64_t bit) {
  std::fstream stream(file, std::ios::in | std::ios::out | std::ios::binary);
  stream.seekg(static_cast<std::streamoff>(bit / 8));
  const char byte = static_cast<char>(stream.get() ^ (1 << bit % 8));
  stream.seekp(static_cast<std::streamoff>(bit / 8));
  stream.put(byte);
}

}  // namespace dragoman
