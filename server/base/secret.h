// Secrets: made at random, kept as hashes, compared so that the time taken says nothing.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "server/base/status.h"

namespace dragoman {

// Returns random bytes that nobody can guess.
//
// Errors: Unavailable when the system has no randomness to give.
StatusOr<std::string> RandomBytes(size_t count);

// Returns the 32 bytes of SHA-256.
std::string Sha256(std::string_view bytes);

// Compares all bytes of strings of one size, whatever they hold.
bool EqualSecrets(std::string_view a, std::string_view b);

}  // namespace dragoman
