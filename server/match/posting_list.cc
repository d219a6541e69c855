#include "server/match/posting_list.h"

#include <algorithm>
#include <cstring>

#include "server/match/varint.h"

namespace dragoman {
namespace {

void AppendU32(uint32_t value, std::string& out) {
  out.append(reinterpret_cast<const char*>(&value), sizeof value);
}

void AppendVarints(std::span<const uint32_t> entries, std::string& out) {
  uint32_t before = 0;
  for (const uint32_t entry : entries) {
    AppendVarint(entry - before, out);
    before = entry;
  }
}

}  // namespace

void AppendPostings(std::span<const uint32_t> entries, std::string& out) {
  AppendVarint(entries.size(), out);
  if (entries.size() < PostingList::kPacked) return AppendVarints(entries, out);
  if (entries.size() <= kPackedBlock) return AppendPacked(entries, 0, out);
  std::string skips;
  std::string blocks;
  uint32_t before = 0;
  while (!entries.empty()) {
    const auto block = entries.first(std::min(entries.size(), kPackedBlock));
    AppendPacked(block, before, blocks);
    before = block.back();
    AppendU32(before, skips);
    AppendU32(static_cast<uint32_t>(blocks.size()), skips);
    entries = entries.subspan(block.size());
  }
  out += skips;
  out += blocks;
}

PostingList::PostingList(const uint8_t* bytes) {
  size_ = static_cast<uint32_t>(ReadVarint(&bytes));
  const bool single = size_ <= kPackedBlock;
  skips_ = single ? nullptr : bytes;
  blocks_ = single ? bytes : bytes + block_count() * sizeof(Skip);
}

PostingList::Skip PostingList::SkipOf(size_t block) const {
  Skip skip;
  std::memcpy(&skip, skips_ + block * sizeof(Skip), sizeof(Skip));
  return skip;
}

bool PostingCursor::LoadBlock(size_t block) {
  if (block >= list_.block_count()) return false;
  if (list_.size() < PostingList::kPacked) {
    LoadVarints();
  } else {
    const PostingList::Skip before = block == 0 ? PostingList::Skip() : list_.SkipOf(block - 1);
    filled_ = std::min(kPackedBlock, list_.size() - block * kPackedBlock);
    Unpack(list_.blocks_ + before.end, filled_, before.last, entries_.data());
  }
  next_block_ = block + 1;
  position_ = 0;
  return true;
}

void PostingCursor::LoadVarints() {
  const uint8_t* at = list_.blocks_;
  uint32_t entry = 0;
  filled_ = list_.size();
  for (size_t i = 0; i < filled_; ++i) {
    entry += static_cast<uint32_t>(ReadVarint(&at));
    entries_[i] = entry;
  }
}

void PostingCursor::SeekTo(uint32_t entry) {
  const bool within = position_ < filled_ && entries_[filled_ - 1] >= entry;
  if (!within) {
    size_t first = next_block_;
    size_t last = list_.block_count();
    if (list_.skips_ != nullptr) {
      while (first < last) {
        const size_t middle = first + (last - first) / 2;
        if (list_.SkipOf(middle).last < entry) {
          first = middle + 1;
        } else {
          last = middle;
        }
      }
    }
    if (!LoadBlock(first)) {
      next_block_ = list_.block_count();
      position_ = filled_;
      return;
    }
  }
  const auto* const here = entries_.data();
  position_ = static_cast<size_t>(std::lower_bound(here + position_, here + filled_, entry) - here);
}

std::span<const uint32_t> PostingCursor::TakeUntil(uint32_t end) {
  if (position_ == filled_ && !LoadBlock(next_block_)) return {};
  const uint32_t* const begin = entries_.data() + position_;
  const uint32_t* const filled = entries_.data() + filled_;
  const uint32_t* const stop = filled[-1] < end ? filled : std::lower_bound(begin, filled, end);
  position_ += static_cast<size_t>(stop - begin);
  return {begin, stop};
}

bool PostingCursor::Contains(uint32_t entry) {
  SeekTo(entry);
  return position_ < filled_ && entries_[position_] == entry;
}

}  // namespace dragoman
