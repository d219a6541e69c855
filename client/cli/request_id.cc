// See request_id.h.
#include "client/cli/request_id.h"

#include <fmt/format.h>

#include <random>

namespace dragoman {

std::string NewRequestId() {
  std::random_device device;
  return fmt::format("{:08x}{:08x}{:08x}{:08x}", device(), device(), device(), device());
}

}  // namespace dragoman
