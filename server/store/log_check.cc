#include "server/store/log_check.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

#include "server/base/files.h"

namespace dragoman {
namespace {

constexpr size_t kBlockBytes = 32768;
constexpr size_t kHeadBytes = 7;
constexpr uint8_t kLastType = 4;  // Full, first, middle, last; others are not written here.

constexpr std::array<uint32_t, 256> kCrcTable = [] {
  std::array<uint32_t, 256> table{};
  for (uint32_t byte = 0; byte < table.size(); ++byte) {
    uint32_t rest = byte;
    for (int bit = 0; bit < 8; ++bit) rest = rest >> 1 ^ (rest & 1 ? 0x82F63B78U : 0);
    table[byte] = rest;
  }
  return table;
}();

// The checksum as it stands in a record, of its type and data.
uint32_t MaskedCrc(std::string_view bytes) {
  uint32_t crc = ~0U;
  for (const char c : bytes) crc = crc >> 8 ^ kCrcTable[(crc ^ static_cast<uint8_t>(c)) & 0xFF];
  crc = ~crc;
  return (crc >> 15 | crc << 17) + 0xA282EAD8U;
}

struct RecordHead {
  uint32_t checksum = 0;
  uint16_t size = 0;
  uint8_t type = 0;
};

// Requires: a whole head.
RecordHead HeadOf(std::string_view bytes) {
  RecordHead head;
  std::memcpy(&head.checksum, bytes.data(), sizeof head.checksum);
  std::memcpy(&head.size, bytes.data() + 4, sizeof head.size);
  head.type = static_cast<uint8_t>(bytes[6]);
  return head;
}

// Returns whether the bytes begin with a record whose data are the next `size` bytes.
bool HoldsRecord(std::string_view bytes, size_t size) {
  return bytes.size() >= kHeadBytes + size &&
         MaskedCrc(bytes.substr(6, 1 + size)) == HeadOf(bytes).checksum;
}

// Returns whether what seems cut off by the end of the log is whole, but for its size, or has a
// whole record behind it: then it was not the last one, which alone a crash can tear.
bool IsNotTorn(std::string_view bytes) {
  if (HoldsRecord(bytes, bytes.size() - kHeadBytes)) return true;
  for (size_t at = 1; at + kHeadBytes <= bytes.size(); ++at) {
    const std::string_view rest = bytes.substr(at);
    const RecordHead head = HeadOf(rest);
    if (head.type >= 1 && head.type <= kLastType && HoldsRecord(rest, head.size)) return true;
  }
  return false;
}

bool IsZero(std::string_view bytes) {
  return std::all_of(bytes.begin(), bytes.end(), [](char c) { return c == '\0'; });
}

Status Damaged() {
  return Error(StatusCode::kDataLoss, "a log of the store is damaged; restore a backup");
}

// Checks one block; the last one may be torn.
Status CheckBlock(std::string_view block, bool is_last) {
  while (block.size() >= kHeadBytes) {
    const RecordHead head = HeadOf(block);
    // Space made for a log before it is written to is zeros.
    if (head.type == 0) return is_last && IsZero(block) ? absl::OkStatus() : Damaged();
    if (head.type > kLastType) return Damaged();
    if (kHeadBytes + head.size > block.size()) {
      return is_last && !IsNotTorn(block) ? absl::OkStatus() : Damaged();
    }
    if (!HoldsRecord(block, head.size)) return Damaged();
    block.remove_prefix(kHeadBytes + head.size);
  }
  return absl::OkStatus();
}

}  // namespace

Status CheckLog(std::string_view bytes) {
  while (!bytes.empty()) {
    const std::string_view block = bytes.substr(0, kBlockBytes);
    bytes.remove_prefix(block.size());
    RETURN_IF_ERROR(CheckBlock(block, bytes.empty()));
  }
  return absl::OkStatus();
}

Status CheckLogs(const std::string& folder) {
  for (const std::string& name : NamesIn(folder)) {
    if (!name.ends_with(".log") && !name.starts_with("MANIFEST-")) continue;
    ASSIGN_OR_RETURN(const MappedFile file, MapFile(folder + "/" + name));
    RETURN_IF_ERROR(CheckLog(file.bytes));
  }
  return absl::OkStatus();
}

}  // namespace dragoman
