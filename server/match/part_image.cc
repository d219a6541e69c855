#include "server/match/part_image.h"

#include <algorithm>
#include <cstring>

#include "server/base/hash.h"
#include "server/match/bit_packing.h"
#include "server/text/analysis.h"

namespace dragoman {
namespace {

constexpr std::array<char, 8> kPartMagic = {'D', 'R', 'G', 'P', 'A', 'R', 'T', '\n'};
constexpr size_t kChecked = offsetof(PartHeader, size);  // Where the checked bytes begin.

void Align(std::string& bytes) { bytes.resize((bytes.size() + 7) / 8 * 8); }

Status Damaged(std::string_view what) {
  return Error(StatusCode::kDataLoss, "an index file is damaged ({})", what);
}

}  // namespace

std::string PartImageWriter::Finish(uint32_t entries, uint32_t number_stem) {
  PartHeader header;
  header.magic = kPartMagic;
  header.format = kPartFormat;
  header.text_rules = kTextRulesVersion;
  header.entries = entries;
  header.number_stem = number_stem;
  size_t size = sizeof header + kUnpackPadding;
  for (const std::string& section : sections_) size += section.size() + 8;
  std::string bytes(sizeof header, '\0');
  bytes.reserve(size);
  for (size_t i = 0; i < sections_.size(); ++i) {
    Align(bytes);
    header.sections[i] = {bytes.size(), sections_[i].size()};
    bytes += sections_[i];
    sections_[i] = std::string();
  }
  bytes.append(kUnpackPadding, '\0');
  header.size = bytes.size();
  std::memcpy(bytes.data(), &header, sizeof header);
  header.checksum = Hash64(std::string_view(bytes).substr(kChecked));
  std::memcpy(bytes.data(), &header, sizeof header);
  return bytes;
}

PartImage ImageInMemory(std::string bytes) {
  auto owner = std::make_shared<const std::string>(std::move(bytes));
  return {.bytes = *owner, .owner = owner, .file = {}};
}

Status CheckImage(std::string_view bytes) {
  PartHeader header;
  if (bytes.size() < sizeof header) return Damaged("too short");
  std::memcpy(&header, bytes.data(), sizeof header);
  if (header.magic != kPartMagic) return Damaged("not an index file");
  if (header.size != bytes.size()) return Damaged("torn");
  if (header.checksum != Hash64(bytes.substr(kChecked))) return Damaged("checksum");
  if (header.format != kPartFormat || header.text_rules != kTextRulesVersion) {
    return Error(StatusCode::kFailedPrecondition,
                 "an index file has format {} and language rules "
                 "{}, this server {} and {}",
                 header.format, header.text_rules, kPartFormat, kTextRulesVersion);
  }
  return absl::OkStatus();
}

}  // namespace dragoman
