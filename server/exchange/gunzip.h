// Files that may be compressed: gzip is told by its first bytes and unpacked as it comes.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "server/base/status.h"

namespace dragoman {

// Passes a file on, unpacked if need be; memory is bounded. Thread-compatible.
class Gunzip {
 public:
  using Sink = std::function<Status(std::string_view bytes)>;

  Gunzip();
  ~Gunzip();

  // Errors: those of the sink; InvalidArgument when compressed data are damaged or cut short.
  Status Feed(std::string_view bytes, const Sink& sink);
  Status Finish(const Sink& sink);

 private:
  class Inflater;
  Status Begin(const Sink& sink);

  std::string head_;  // The first bytes, until there are enough to tell.
  bool begun_ = false;
  std::unique_ptr<Inflater> inflater_;  // Of a compressed file.
};

}  // namespace dragoman
