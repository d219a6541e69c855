// XML read in pieces of any size, in bounded memory: what every XML format of ours is read with.
//
// Nothing outside of the file is ever opened. Entities of the file's own are refused with the
// document type that declares them; elements nested too deep, tags with too many attributes and
// tags or comments that do not end are refused as soon as the limit is met.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "server/base/status.h"

namespace dragoman {

// Returns what is wrong with a file or a part of it.
inline Status Fault(std::string message) { return Status(StatusCode::kInvalidArgument, message); }

struct XmlAttribute {
  std::string_view name;
  std::string_view value;
};
using XmlAttributes = std::vector<XmlAttribute>;

// Returns the value of an attribute, "" when it is not there.
std::string_view ValueOf(const XmlAttributes& attributes, std::string_view name);

// A range of bytes of a file.
struct XmlToken {
  uint64_t begin = 0;
  uint64_t end = 0;
};

// Takes what is in a file, in its order. An error ends the reading.
class XmlHandler {
 public:
  virtual ~XmlHandler() = default;
  virtual Status Start(std::string_view name, const XmlAttributes& attributes) = 0;
  virtual Status End(std::string_view name) = 0;
  // Takes text, in pieces of any size.
  virtual Status Text(std::string_view text) = 0;
  // Takes the place of an entity in a text that has no meaning in XML itself, such as &nbsp;.
  virtual Status UnknownEntity(std::string_view name);
};

enum class XmlDoctype : uint8_t {
  kRefused,
  kBare,  // One without declarations of its own; what it points to is not read.
};

struct XmlSettings {
  XmlDoctype doctype = XmlDoctype::kRefused;
  // '\0': names are as in the file. Else namespaces are resolved: URI, this character, local name.
  char namespace_separator = '\0';
  size_t max_depth = 64;
  size_t max_attributes = 100;       // Of one tag.
  size_t max_token_bytes = 1 << 20;  // Of one tag, comment or processing instruction.
};

// Reads one file: UTF-8, UTF-16 of either byte order with or without a mark, and the single-byte
// encodings that ICU knows. Thread-compatible.
class XmlReader {
 public:
  // `handler` is borrowed.
  XmlReader(const XmlSettings& settings, XmlHandler& handler);
  ~XmlReader();
  XmlReader(const XmlReader&) = delete;
  XmlReader& operator=(const XmlReader&) = delete;

  // Takes the file's next bytes. The handler may be called later, when more has come.
  //
  // Errors: those of the handler; InvalidArgument when the file is no XML or beyond the limits,
  //         which does not name the line. After an error: the same again.
  Status Feed(std::string_view bytes);
  Status Finish();

  // Returns the line that is being read, from 1; after an error the one it is in.
  uint64_t line() const;
  // Returns how many bytes were read so far, without those that wait.
  uint64_t bytes() const;
  // Returns the bytes that the handler is being called for. The end of an element that is one tag
  // (<x/>) is an empty range behind it.
  XmlToken token() const;

 private:
  class Parser;
  std::unique_ptr<Parser> parser_;
  std::string waiting_;
  Status status_;
};

}  // namespace dragoman
