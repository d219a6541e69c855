#include "server/match/packed_column.h"

#include <algorithm>

namespace dragoman {
namespace {

uint8_t WidthFor(uint64_t spread) {
  if (spread == 0) return 0;
  if (spread <= UINT8_MAX) return 1;
  if (spread <= UINT16_MAX) return 2;
  return spread <= UINT32_MAX ? 4 : 8;
}

}  // namespace

std::string PackedColumn::Encode(std::span<const uint64_t> values) {
  const auto [least, most] = std::minmax_element(values.begin(), values.end());
  const uint64_t base = values.empty() ? 0 : *least;
  const uint8_t width = values.empty() ? 0 : WidthFor(*most - base);
  std::string bytes(kHeaderBytes, '\0');
  std::memcpy(bytes.data(), &base, sizeof base);
  bytes[sizeof base] = static_cast<char>(width);
  for (const uint64_t value : values) {
    const uint64_t rest = value - base;
    bytes.append(reinterpret_cast<const char*>(&rest), width);  // The low bytes come first.
  }
  return bytes;
}

}  // namespace dragoman
