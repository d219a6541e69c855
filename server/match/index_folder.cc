#include "server/match/index_folder.h"

#include <algorithm>
#include <cstring>
#include <set>

#include "server/base/files.h"
#include "server/base/hash.h"
#include "server/match/part_image.h"
#include "server/match/varint.h"
#include "server/text/analysis.h"

namespace dragoman {
namespace {

constexpr std::string_view kManifest = "manifest";
constexpr std::string_view kManifestMagic = "DRGINDX\n";
constexpr std::string_view kPartSuffix = ".part";
constexpr size_t kHeadBytes = 16;  // Magic and checksum.

std::string PartName(uint64_t number) { return fmt::format("{}{}", number, kPartSuffix); }

uint64_t PartNumber(const std::string& name) { return std::stoull(name); }

void AppendText(std::string_view text, std::string& out) {
  AppendVarint(text.size(), out);
  out += text;
}

void AppendPart(const LivePart& live, std::string& out) {
  AppendVarint(PartNumber(live.part->image().file), out);
  AppendVarint(live.part->size() - live.live, out);
  uint32_t before = 0;
  for (uint32_t entry = 0; live.dead && entry < live.dead->size(); ++entry) {
    if (!(*live.dead)[entry]) continue;
    AppendVarint(entry - before, out);
    before = entry;
  }
}

std::string BodyOf(const SavedIndexes& indexes, uint64_t next_file) {
  std::string body;
  for (const uint64_t number : {uint64_t{kPartFormat}, uint64_t{kTextRulesVersion},
                                indexes.revision, indexes.identity, next_file}) {
    AppendVarint(number, body);
  }
  AppendVarint(indexes.languages.size(), body);
  for (const Language& language : indexes.languages) AppendText(language.tag(), body);
  AppendVarint(indexes.parts.size(), body);
  for (const auto& [language, parts] : indexes.parts) {
    AppendText(language.tag(), body);
    const auto is_saved = [](const LivePart& live) { return !live.in_memory(); };
    AppendVarint(static_cast<uint64_t>(std::count_if(parts.begin(), parts.end(), is_saved)), body);
    for (const LivePart& live : parts) {
      if (is_saved(live)) AppendPart(live, body);
    }
  }
  return body;
}

Status Damaged() { return Error(StatusCode::kDataLoss, "the index's manifest is damaged"); }

std::shared_ptr<const IndexPart> IndexPartOf(const MappedFile& file, const std::string& name) {
  return std::make_shared<IndexPart>(
      PartImage{.bytes = file.bytes, .owner = file.owner, .file = name});
}

}  // namespace

// Reads the body of a manifest whose checksum is right: numbers may be trusted.
class ManifestReader {
 public:
  explicit ManifestReader(std::string_view body)
      : at_(reinterpret_cast<const uint8_t*>(body.data())) {}

  uint64_t Number() { return ReadVarint(&at_); }
  std::string_view Text() {
    const size_t size = Number();
    const std::string_view text(reinterpret_cast<const char*>(at_), size);
    at_ += size;
    return text;
  }
  StatusOr<Language> ReadLanguage() { return Language::Parse(Text()); }

 private:
  const uint8_t* at_;
};

StatusOr<SavedIndexes> IndexFolder::Load() {
  ASSIGN_OR_RETURN(const MappedFile file, MapFile(FilePath(std::string(kManifest))));
  if (file.bytes.size() < kHeadBytes || !file.bytes.starts_with(kManifestMagic)) return Damaged();
  const std::string_view body = file.bytes.substr(kHeadBytes);
  uint64_t checksum = 0;
  std::memcpy(&checksum, file.bytes.data() + kManifestMagic.size(), sizeof checksum);
  if (checksum != Hash64(body)) return Damaged();
  return Decode(body);
}

StatusOr<SavedIndexes> IndexFolder::Decode(std::string_view body) {
  ManifestReader reader(body);
  if (reader.Number() != kPartFormat || reader.Number() != kTextRulesVersion) {
    return Error(StatusCode::kFailedPrecondition, "the index was built under other rules");
  }
  SavedIndexes indexes;
  indexes.revision = reader.Number();
  indexes.identity = reader.Number();
  next_file_ = reader.Number();
  for (uint64_t count = reader.Number(); count > 0; --count) {
    ASSIGN_OR_RETURN(indexes.languages.emplace_back(), reader.ReadLanguage());
  }
  for (uint64_t count = reader.Number(); count > 0; --count) {
    ASSIGN_OR_RETURN(const Language language, reader.ReadLanguage());
    std::vector<LivePart>& parts = indexes.parts[language];
    for (uint64_t files = reader.Number(); files > 0; --files) {
      ASSIGN_OR_RETURN(parts.emplace_back(), DecodePart(reader));
    }
  }
  return indexes;
}

StatusOr<LivePart> IndexFolder::DecodePart(ManifestReader& reader) const {
  const std::string name = PartName(reader.Number());
  auto file = MapFile(FilePath(name));
  if (!file.ok()) return Error(StatusCode::kDataLoss, "an index file cannot be read");
  RETURN_IF_ERROR(CheckImage(file->bytes));
  LivePart live;
  live.part = IndexPartOf(*file, name);
  const uint64_t dead_count = reader.Number();
  live.live = live.part->size() - dead_count;
  if (dead_count == 0) return live;
  DeadMarks dead(live.part->size());
  uint64_t entry = 0;
  for (uint64_t i = 0; i < dead_count; ++i) {
    entry += reader.Number();
    if (entry >= dead.size()) return Damaged();
    dead[entry] = true;
  }
  live.dead = std::make_shared<DeadMarks>(std::move(dead));
  return live;
}

StatusOr<std::shared_ptr<const IndexPart>> IndexFolder::WritePart(std::string_view image) {
  RETURN_IF_ERROR(MakeFolder(path_));
  const std::string name = PartName(next_file_++);
  RETURN_IF_ERROR(WriteFileDurably(FilePath(name), image));
  ASSIGN_OR_RETURN(const MappedFile file, MapFile(FilePath(name)));
  return IndexPartOf(file, name);
}

Status IndexFolder::Save(const SavedIndexes& indexes) {
  RETURN_IF_ERROR(MakeFolder(path_));
  const std::string body = BodyOf(indexes, next_file_);
  std::string bytes(kManifestMagic);
  const uint64_t checksum = Hash64(body);
  bytes.append(reinterpret_cast<const char*>(&checksum), sizeof checksum);
  bytes += body;
  RETURN_IF_ERROR(WriteFileDurably(FilePath(std::string(kManifest)), bytes));
  RemoveOthers(indexes);
  return absl::OkStatus();
}

void IndexFolder::RemoveOthers(const SavedIndexes& indexes) const {
  std::set<std::string> kept{std::string(kManifest)};
  for (const auto& [language, parts] : indexes.parts) {
    for (const LivePart& live : parts) kept.insert(live.part->image().file);
  }
  for (const std::string& name : NamesIn(path_)) {
    if (!kept.contains(name)) RemoveAll(FilePath(name));
  }
}

void IndexFolder::Remove() { RemoveAll(path_); }

}  // namespace dragoman
