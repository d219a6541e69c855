#include "server/match/bit_packing.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

namespace dragoman {
namespace {

constexpr size_t kLanes = 4;
constexpr unsigned kLaneBits = 32;

using Vector = uint32_t __attribute__((vector_size(16)));

Vector Load(const uint8_t* bytes) {
  Vector vector;
  std::memcpy(&vector, bytes, sizeof vector);
  return vector;
}

// Sums the differences of a row to numbers; `before` holds the number before them in every lane.
Vector Sums(Vector row, Vector before) {
  const Vector zero = {};
  row += __builtin_shufflevector(zero, row, 0, 4, 5, 6);
  row += __builtin_shufflevector(zero, row, 0, 1, 4, 5);
  return row + before;
}

}  // namespace

void AppendPacked(std::span<const uint32_t> numbers, uint32_t before, std::string& out) {
  std::array<uint32_t, kPackedBlock> differences{};
  uint32_t all = 0;
  for (size_t i = 0; i < numbers.size(); ++i) {
    differences[i] = numbers[i] - (i == 0 ? before : numbers[i - 1]);
    all |= differences[i];
  }
  const auto bits = static_cast<unsigned>(std::bit_width(all));
  out.push_back(static_cast<char>(bits));
  const size_t rows = (numbers.size() + kLanes - 1) / kLanes;
  std::array<uint32_t, kPackedBlock + kLanes> lanes{};
  for (size_t i = 0; i < rows * kLanes; ++i) {
    const size_t bit = i / kLanes * bits;
    const size_t word = bit / kLaneBits * kLanes + i % kLanes;
    const uint64_t wide = uint64_t{differences[i]} << (bit % kLaneBits);
    lanes[word] |= static_cast<uint32_t>(wide);
    lanes[word + kLanes] |= static_cast<uint32_t>(wide >> kLaneBits);
  }
  const size_t words = (rows * bits + kLaneBits - 1) / kLaneBits * kLanes;
  out.append(reinterpret_cast<const char*>(lanes.data()), words * sizeof(uint32_t));
}

void Unpack(const uint8_t* block, size_t count, uint32_t before, uint32_t* out) {
  const unsigned bits = *block++;
  const auto mask = static_cast<uint32_t>((uint64_t{1} << bits) - 1);
  Vector last = Vector{} + before;
  unsigned bit = 0;
  for (size_t i = 0; i < count; i += kLanes, bit += bits) {
    const uint8_t* const word = block + bit / kLaneBits * sizeof(Vector);
    const unsigned shift = bit % kLaneBits;
    // What a row has in the next word; a shift by 32 does not exist, and is done in two.
    const Vector high = (Load(word + sizeof(Vector)) << 1) << (kLaneBits - 1 - shift);
    const Vector row = Sums(((Load(word) >> shift) | high) & mask, last);
    std::memcpy(out + i, &row, sizeof row);
    last = __builtin_shufflevector(row, row, 3, 3, 3, 3);
  }
}

}  // namespace dragoman
