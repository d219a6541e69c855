// Files of text: read whole, read by lines, written so that a reader never sees half of one.
#pragma once

#include <cstdint>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "client/api/result.h"
#include "client/cli/environment.h"

namespace dragoman {

// Returns the byte offset of the first malformed sequence, or nullopt for valid UTF-8.
std::optional<size_t> FirstInvalidByte(std::string_view text);

struct FileCloser {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using OpenFile = std::unique_ptr<std::FILE, FileCloser>;

// Opens a file to be read. Folders and what cannot be opened fail with the path and the reason.
Result<OpenFile> OpenToRead(const std::string& path);

// A file to read from that is either opened, and closed with it, or borrowed.
class Input {
 public:
  explicit Input(OpenFile opened) : opened_(std::move(opened)), file_(opened_.get()) {}
  explicit Input(std::FILE* borrowed) : file_(borrowed) {}
  std::FILE* file() const { return file_; }

 private:
  OpenFile opened_;
  std::FILE* file_;
};

// Opens the file at `path`; "-" is standard input.
Result<Input> OpenInput(const std::string& path, const Environment& environment);

// Returns the bytes of the file at `path` ("-": standard input).
//
// Errors: a file that is missing, a folder, more than `limit` bytes.
Result<std::string> ReadFileBytes(const std::string& path, size_t limit,
                                  const Environment& environment);

// Returns the UTF-8 text of the file at `path` ("-": standard input) without a byte order mark.
//
// Errors: a file that is missing, a folder, more than `limit` bytes, or not UTF-8.
Result<std::string> ReadTextFile(const std::string& path, size_t limit,
                                 const Environment& environment);

// Reads a file line by line, without "\n", "\r\n" and a byte order mark. Thread-compatible.
class LineReader {
 public:
  // `file` is borrowed.
  explicit LineReader(std::FILE* file) : file_(file) {}
  LineReader(const LineReader&) = delete;
  LineReader& operator=(const LineReader&) = delete;
  ~LineReader();

  // Returns the next line, or nullopt at the end.
  std::optional<std::string> Next();

  // Returns whether reading stopped because of an error rather than the end.
  bool failed() const { return std::ferror(file_) != 0; }

 private:
  std::FILE* file_;
  char* buffer_ = nullptr;
  size_t capacity_ = 0;
  bool first_ = true;
};

// A file that takes its name when it is complete. Thread-compatible.
class NewFile {
 public:
  // Opens a temporary file beside `path`.
  static Result<NewFile> Create(const std::string& path);
  NewFile(NewFile&&) = default;
  NewFile& operator=(NewFile&&) = default;
  // Removes the temporary file unless Commit() succeeded.
  ~NewFile();

  Done Write(std::string_view bytes);

  // Makes the file durable and gives it its name, replacing one of that name.
  Done Commit();

 private:
  NewFile(std::string path, std::string temporary, OpenFile file)
      : path_(std::move(path)), temporary_(std::move(temporary)), file_(std::move(file)) {}

  std::string path_;
  std::string temporary_;
  OpenFile file_;
};

// Writes a whole file as NewFile does.
Done WriteTextFile(const std::string& path, std::string_view text);

}  // namespace dragoman
