// Text files of any usual encoding as UTF-8: the encoding is stated or found out.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "server/base/status.h"

namespace dragoman {

// The encodings that are read, as they are stated and reported. UTF-16 needs no byte order when the
// file begins with a mark.
inline constexpr std::string_view kTextEncodings =
    "UTF-8, UTF-16, UTF-16LE, UTF-16BE, windows-1251, windows-1256";

// Reads a file in pieces. Without a stated encoding it looks at the first 16 KiB: a byte order
// mark, the NUL bytes of UTF-16 in the first line, valid UTF-8; only text in which hardly anything
// is UTF-8 and that ICU is sure of is windows-1251 or windows-1256. All other files are UTF-8, with
// what is wrong in them. Thread-compatible.
class TextDecoder {
 public:
  using Sink = std::function<Status(std::string_view utf8)>;

  // `stated`: one of kTextEncodings in any letter case, "": to be found out.
  //
  // Errors: InvalidArgument about "encoding".
  static StatusOr<std::unique_ptr<TextDecoder>> Create(std::string_view stated);
  ~TextDecoder();

  // Passes the file on, without its byte order mark.
  //
  // Errors: those of the sink; InvalidArgument for bytes that the encoding does not have (but in
  //         UTF-8, which is passed on as it is), for UTF-32 and for files that are no text.
  Status Feed(std::string_view bytes, const Sink& sink);
  Status Finish(const Sink& sink);

  // Returns the encoding, "" while it is not known.
  const std::string& encoding() const { return encoding_; }

 private:
  class Converter;
  explicit TextDecoder(std::string stated);
  Status Begin(const Sink& sink);
  Status Pass(std::string_view bytes, bool is_last, const Sink& sink);

  const std::string stated_;
  std::string encoding_;
  std::string head_;                      // The first bytes, while the encoding is not known.
  std::unique_ptr<Converter> converter_;  // Of other encodings than UTF-8.
};

}  // namespace dragoman
