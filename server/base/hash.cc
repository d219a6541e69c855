#include "server/base/hash.h"

#include <xxhash.h>

namespace dragoman {

uint64_t Hash64(std::string_view bytes) { return XXH3_64bits(bytes.data(), bytes.size()); }

}  // namespace dragoman
