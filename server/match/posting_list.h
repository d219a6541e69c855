// Posting lists: ascending entry numbers, compressed in blocks that can be decoded one by one.
//
// Grammar: list    = count varint, body
//          body    = 1*varint of differences             of fewer than kPacked entries
//                  / block                               of at most kPackedBlock entries
//                  / 1*skip 1*block
//          skip    = last entry of the block u32, end of the block within the blocks u32
//          block   = see bit_packing.h; it goes on from the last entry of the block before it
// A window of entries is found through the skips without decoding what lies before it.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>

#include "server/match/bit_packing.h"

namespace dragoman {

void AppendPostings(std::span<const uint32_t> entries, std::string& out);

// A list that stands in an image. Immutable.
class PostingList {
 public:
  static constexpr size_t kPacked = 8;

  PostingList() = default;
  explicit PostingList(const uint8_t* bytes);

  uint32_t size() const { return size_; }

 private:
  friend class PostingCursor;
  struct Skip {
    uint32_t last = 0;
    uint32_t end = 0;
  };
  size_t block_count() const { return (size_ + kPackedBlock - 1) / kPackedBlock; }
  Skip SkipOf(size_t block) const;

  uint32_t size_ = 0;
  const uint8_t* skips_ = nullptr;  // Null: a single block.
  const uint8_t* blocks_ = nullptr;
};

// Walks over a list in ascending order, a block at a time.
class PostingCursor {
 public:
  PostingCursor() = default;
  explicit PostingCursor(const PostingList& list) : list_(list) {}

  // Moves on to the first entry that is not less than `entry`.
  void SeekTo(uint32_t entry);

  // Returns the entries from here on that are less than `end` and in the block under the cursor,
  // and moves behind them; none when there are no more of them.
  //
  // Lifetime: until the next call.
  std::span<const uint32_t> TakeUntil(uint32_t end);

  // Returns whether `entry` stands in the list; moves on to it. Entries must be asked in ascending
  // order.
  bool Contains(uint32_t entry);

 private:
  bool LoadBlock(size_t block);
  void LoadVarints();
  bool AtEnd() const { return position_ == filled_ && next_block_ >= list_.block_count(); }

  PostingList list_;
  size_t next_block_ = 0;
  size_t position_ = 0;  // In the decoded block.
  size_t filled_ = 0;
  std::array<uint32_t, kPackedBlock> entries_;
};

}  // namespace dragoman
