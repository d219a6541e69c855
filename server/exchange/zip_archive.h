// Members of a zip archive held in memory: read within bounds, replaced with all others copied as
// they are packed.
//
// Library: libzip.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "server/base/status.h"

namespace dragoman {

// Immutable; any thread.
class ZipArchive {
 public:
  // Errors: InvalidArgument when the bytes are no zip archive.
  static StatusOr<ZipArchive> Open(std::string bytes);

  const std::vector<std::string>& names() const { return names_; }

  // Returns a member unpacked. Bounded by what it unpacks to, whatever it says of itself.
  //
  // Errors: InvalidArgument naming it when it is absent, damaged, encrypted or larger.
  StatusOr<std::string> Read(std::string_view name, size_t max_bytes) const;

  // Returns the archive with members replaced; without any, the same bytes.
  StatusOr<std::string> With(const std::map<std::string, std::string>& members) const;

 private:
  explicit ZipArchive(std::string bytes) : bytes_(std::move(bytes)) {}

  std::string bytes_;
  std::vector<std::string> names_;
};

}  // namespace dragoman
