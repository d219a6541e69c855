// Keeps a page of a list below the size of message that every gRPC client takes.
#pragma once

#include <google/protobuf/message.h>

namespace dragoman {

// Thread-compatible.
class PageBudget {
 public:
  // Returns whether the next entry still fits; the first one always does.
  bool Take(const google::protobuf::Message& entry) {
    const size_t bytes = entry.ByteSizeLong();
    const bool fits = used_ == 0 || used_ + bytes <= kBytes;
    used_ += bytes;
    return fits;
  }

 private:
  static constexpr size_t kBytes = 3 << 20;  // Clients take 4 MiB unless told otherwise.
  size_t used_ = 0;
};

}  // namespace dragoman
