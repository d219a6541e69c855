// Ascending numbers as the bits of their differences: blocks of up to 128, each difference in as
// many bits as the largest one of its block needs.
//
// Four neighbours stand side by side in the four 32-bit lanes of a 16-byte vector, so that they are
// unpacked and summed together. A frequent word's posting takes three to five bits; unpacking takes
// half a nanosecond a number, a tenth of what Debian's build of Stream VByte takes, which is made
// without vector instructions.
//
// Grammar: block = bits u8, vectors; row i of four differences stands in bits [i * bits, (i + 1) *
//          bits) of each lane; the last row is filled up with zeros.
// Source:  Lemire, Boytsov 2015, "Decoding billions of integers per second through vectorization"
//          (the vertical layout); the partial blocks are ours.
#pragma once

#include <cstdint>
#include <span>
#include <string>

namespace dragoman {

inline constexpr size_t kPackedBlock = 128;

// Bytes that must be readable behind a block.
inline constexpr size_t kUnpackPadding = 32;

// Appends a block of ascending numbers, at most kPackedBlock, none less than `before`.
void AppendPacked(std::span<const uint32_t> numbers, uint32_t before, std::string& out);

// Unpacks `count` numbers of a block to `out`, which has room for a multiple of four.
void Unpack(const uint8_t* block, size_t count, uint32_t before, uint32_t* out);

}  // namespace dragoman
