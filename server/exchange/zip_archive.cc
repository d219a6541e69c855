#include "server/exchange/zip_archive.h"

#include <zip.h>

#include <algorithm>

namespace dragoman {
namespace {

// Discards: what is to be kept is closed by hand.
struct ArchiveCloser {
  void operator()(zip_t* archive) const { zip_discard(archive); }
};
using OpenArchive = std::unique_ptr<zip_t, ArchiveCloser>;

struct FileCloser {
  void operator()(zip_file_t* file) const { zip_fclose(file); }
};

struct SourceFreer {
  void operator()(zip_source_t* source) const { zip_source_free(source); }
};
using Source = std::unique_ptr<zip_source_t, SourceFreer>;

Source SourceOf(std::string_view bytes) {
  return Source(zip_source_buffer_create(bytes.data(), bytes.size(), 0, nullptr));
}

// Opens the archive of a source, which stays the caller's.
OpenArchive OpenSource(zip_source_t* source, int flags) {
  zip_source_keep(source);
  zip_t* const archive = zip_open_from_source(source, flags, nullptr);
  if (archive == nullptr) zip_source_free(source);
  return OpenArchive(archive);
}

Status Damaged(std::string_view name, std::string_view why) {
  return Error(StatusCode::kInvalidArgument, "{} in the zip archive {}", Shortened(name), why);
}

StatusOr<std::string> BytesOf(zip_source_t* source) {
  zip_stat_t stat;
  zip_stat_init(&stat);
  if (zip_source_stat(source, &stat) != 0 || zip_source_open(source) != 0) {
    return Error(StatusCode::kInternal, "the archive was not written");
  }
  std::string bytes(stat.size, '\0');
  const zip_int64_t read = zip_source_read(source, bytes.data(), bytes.size());
  zip_source_close(source);
  if (read != static_cast<zip_int64_t>(bytes.size())) {
    return Error(StatusCode::kInternal, "the archive was written in part");
  }
  return bytes;
}

}  // namespace

StatusOr<ZipArchive> ZipArchive::Open(std::string bytes) {
  ZipArchive zip(std::move(bytes));
  const Source source = SourceOf(zip.bytes_);
  const OpenArchive archive = OpenSource(source.get(), ZIP_RDONLY);
  if (!archive) {
    return Error(StatusCode::kInvalidArgument,
                 "the file is no zip archive, or a damaged one; save it again");
  }
  const zip_int64_t count = zip_get_num_entries(archive.get(), 0);
  for (zip_int64_t i = 0; i < count; ++i) {
    const char* const name = zip_get_name(archive.get(), static_cast<zip_uint64_t>(i), 0);
    if (name != nullptr) zip.names_.emplace_back(name);
  }
  return zip;
}

StatusOr<std::string> ZipArchive::Read(std::string_view name, size_t max_bytes) const {
  const Source source = SourceOf(bytes_);
  const OpenArchive archive = OpenSource(source.get(), ZIP_RDONLY);
  const std::string key(name);
  if (!archive || zip_name_locate(archive.get(), key.c_str(), 0) < 0) {
    return Error(StatusCode::kInvalidArgument, "the zip archive has no {}", Shortened(name));
  }
  const std::unique_ptr<zip_file_t, FileCloser> file(zip_fopen(archive.get(), key.c_str(), 0));
  if (!file) return Damaged(name, "cannot be read: encrypted, or packed in an unknown way");
  std::string bytes;
  char buffer[1 << 16];
  while (true) {
    const zip_int64_t read = zip_fread(file.get(), buffer, sizeof(buffer));
    if (read < 0) return Damaged(name, "is damaged");
    if (read == 0) return bytes;
    bytes.append(buffer, static_cast<size_t>(read));
    if (bytes.size() > max_bytes) {
      return Damaged(name,
                     fmt::format("unpacks to more than {} bytes; split the document", max_bytes));
    }
  }
}

StatusOr<std::string> ZipArchive::With(const std::map<std::string, std::string>& members) const {
  if (members.empty()) return bytes_;
  const Source source = SourceOf(bytes_);
  OpenArchive archive = OpenSource(source.get(), 0);
  if (!archive) return Error(StatusCode::kInternal, "the archive cannot be written");
  for (const auto& [name, bytes] : members) {
    const zip_int64_t place = zip_name_locate(archive.get(), name.c_str(), 0);
    zip_source_t* const member = zip_source_buffer(archive.get(), bytes.data(), bytes.size(), 0);
    if (place < 0 || member == nullptr ||
        zip_file_replace(archive.get(), static_cast<zip_uint64_t>(place), member, 0) != 0) {
      zip_source_free(member);
      return Error(StatusCode::kInternal, "{} cannot be written", Shortened(name));
    }
  }
  if (zip_close(archive.get()) != 0) {
    return Error(StatusCode::kInternal, "the archive cannot be written");
  }
  archive.release();  // Closing freed it.
  return BytesOf(source.get());
}

}  // namespace dragoman
