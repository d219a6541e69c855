// See text_file.h.
#include "client/cli/text_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unicode/utf8.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "server/base/utf8.h"

namespace dragoman {
namespace {

Failure FileFailure(std::string_view what, std::string_view path, int error) {
  return {error == ENOENT ? grpc::StatusCode::INVALID_ARGUMENT : grpc::StatusCode::UNKNOWN,
          fmt::format("cannot {} '{}': {}", what, path, std::strerror(error)),
          {}};
}

// Reads to the end, or one byte past the limit.
std::string ReadUpTo(std::FILE* file, size_t limit) {
  std::string text;
  char buffer[1 << 16];
  while (text.size() <= limit) {
    const size_t count =
        std::fread(buffer, 1, std::min(sizeof(buffer), limit + 1 - text.size()), file);
    if (count == 0) break;
    text.append(buffer, count);
  }
  return text;
}

}  // namespace

std::optional<size_t> FirstInvalidByte(std::string_view text) {
  const auto length = static_cast<int64_t>(text.size());
  for (int64_t at = 0; at < length;) {
    const int64_t begin = at;
    UChar32 c = 0;
    U8_NEXT(text.data(), at, length, c);
    if (c < 0) return static_cast<size_t>(begin);
  }
  return std::nullopt;
}

Result<OpenFile> OpenToRead(const std::string& path) {
  OpenFile file(std::fopen(path.c_str(), "rb"));
  if (!file) return FileFailure("read", path, errno);
  struct stat status {};
  if (fstat(fileno(file.get()), &status) == 0 && S_ISDIR(status.st_mode)) {
    return FileFailure("read", path, EISDIR);
  }
  return file;
}

Result<Input> OpenInput(const std::string& path, const Environment& environment) {
  if (path == "-") return Input(environment.in);
  auto file = OpenToRead(path);
  if (!file.ok()) return file.failure();
  return Input(std::move(*file));
}

Result<std::string> ReadFileBytes(const std::string& path, size_t limit,
                                  const Environment& environment) {
  auto input = OpenInput(path, environment);
  if (!input.ok()) return input.failure();
  std::FILE* file = input->file();
  const std::string_view name = path == "-" ? "standard input" : std::string_view(path);
  std::string bytes = ReadUpTo(file, limit);
  if (std::ferror(file) != 0) return FileFailure("read", name, errno);
  if (bytes.size() > limit) {
    return Refusal(fmt::format("'{}' has more than {} bytes; cut it into parts", name, limit));
  }
  return bytes;
}

Result<std::string> ReadTextFile(const std::string& path, size_t limit,
                                 const Environment& environment) {
  auto text = ReadFileBytes(path, limit, environment);
  if (!text.ok()) return text;
  if (const auto byte = FirstInvalidByte(*text)) {
    return Refusal(fmt::format("'{}' is not UTF-8 at byte {}; convert it, e.g. with iconv",
                               path == "-" ? "standard input" : path, *byte));
  }
  if (text->starts_with(kByteOrderMark)) text->erase(0, kByteOrderMark.size());
  return text;
}

LineReader::~LineReader() { std::free(buffer_); }

std::optional<std::string> LineReader::Next() {
  const ssize_t length = getline(&buffer_, &capacity_, file_);
  if (length < 0) return std::nullopt;
  std::string_view line(buffer_, static_cast<size_t>(length));
  if (line.ends_with('\n')) line.remove_suffix(1);
  if (line.ends_with('\r')) line.remove_suffix(1);
  if (first_ && line.starts_with(kByteOrderMark)) line.remove_prefix(kByteOrderMark.size());
  first_ = false;
  return std::string(line);
}

Result<NewFile> NewFile::Create(const std::string& path) {
  std::string temporary = path + ".XXXXXX";
  const int descriptor = mkstemp(temporary.data());
  if (descriptor < 0) return FileFailure("write", path, errno);
  // mkstemp gives the owner alone access; the umask says what the user wants.
  const mode_t mask = umask(0);
  umask(mask);
  fchmod(descriptor, 0666 & ~mask);
  return NewFile(path, temporary, OpenFile(fdopen(descriptor, "wb")));
}

NewFile::~NewFile() {
  if (file_) unlink(temporary_.c_str());
}

Done NewFile::Write(std::string_view bytes) {
  if (std::fwrite(bytes.data(), 1, bytes.size(), file_.get()) != bytes.size()) {
    return FileFailure("write", path_, errno);
  }
  return Nothing{};
}

Done NewFile::Commit() {
  if (std::fflush(file_.get()) != 0 || fsync(fileno(file_.get())) != 0 ||
      std::rename(temporary_.c_str(), path_.c_str()) != 0) {
    return FileFailure("write", path_, errno);
  }
  file_.reset();
  return Nothing{};
}

Done WriteTextFile(const std::string& path, std::string_view text) {
  auto file = NewFile::Create(path);
  if (!file.ok()) return file.failure();
  auto written = file->Write(text);
  return written.ok() ? file->Commit() : written;
}

}  // namespace dragoman
