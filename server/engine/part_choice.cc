#include "server/engine/part_choice.h"

namespace dragoman {
namespace {

constexpr size_t kTierParts = 4;
constexpr size_t kSmallestTier = 65536;

// Entries of a merge while commits go on: it takes some 200 bytes of memory for each, which an
// import of any size is to leave alone.
constexpr size_t kMaxBusyEntries = kTierParts * 2 * kSmallestTier;

// A merged part must keep its postings below 4 GiB.
constexpr uint64_t kMaxWords = uint64_t{1} << 30;

size_t FilesOf(std::span<const LivePart> parts) {
  size_t files = parts.size();
  while (files > 0 && parts[files - 1].in_memory()) --files;
  return files;
}

// The tier of a part: 0 up to twice the smallest size, each tier four times the one before.
int TierOf(size_t size) {
  int tier = 0;
  for (size /= 2 * kSmallestTier; size > 0; size /= kTierParts) ++tier;
  return tier;
}

NumberRange RangeOf(size_t begin, size_t end) {
  return {static_cast<uint32_t>(begin), static_cast<uint32_t>(end)};
}

}  // namespace

size_t EntriesInMemory(std::span<const LivePart> parts) {
  size_t entries = 0;
  for (const LivePart& live : parts.subspan(FilesOf(parts))) entries += live.live;
  return entries;
}

NumberRange PartsInMemory(std::span<const LivePart> parts) {
  return RangeOf(FilesOf(parts), parts.size());
}

NumberRange FilesToMerge(std::span<const LivePart> parts, bool thoroughly) {
  const size_t files = FilesOf(parts);
  for (size_t i = 0; i < files; ++i) {
    if (2 * parts[i].live < parts[i].part->size()) return RangeOf(i, i + 1);
  }
  size_t newer = 0;      // Live entries of the files behind `i`.
  uint64_t words = 0;    // Of the files from `i` on.
  size_t begin = files;  // Of the longest run to merge.
  for (size_t i = files; i-- > 0;) {
    words += parts[i].part->total_words();
    if (words > kMaxWords) break;
    const size_t live = parts[i].live;
    if (!thoroughly && newer + live > kMaxBusyEntries) break;
    if (thoroughly) {
      if (newer > 0 && live < 2 * newer) begin = i;
    } else if (TierOf(live) <= TierOf(parts[files - 1].live) && files - i >= kTierParts) {
      begin = i;
    } else if (TierOf(live) > TierOf(parts[files - 1].live)) {
      break;
    }
    newer += live;
  }
  return begin == files ? NumberRange{} : RangeOf(begin, files);
}

}  // namespace dragoman
