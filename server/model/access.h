// What a caller may do, and the names by which callers are known.
#pragma once

#include <cstdint>
#include <string>

namespace dragoman {

// Each may do what those before it may.
enum class Role : uint8_t {
  kNone = 0,
  kReader = 1,
  kTranslator = 2,
  kTerminologist = 3,
  kAdmin = 4
};

// The resource that stands for the server and everything in it.
inline constexpr char kServerResource[] = "*";

// A token as it is kept: its secret is not.
struct Token {
  std::string id{};
  std::string principal{};
  std::string secret_hash{};  // SHA-256.
  std::string creator{};
  int64_t created_micros = 0;
  int64_t expires_micros = 0;  // 0: never.

  bool operator==(const Token&) const = default;
};

struct Grant {
  std::string principal{};
  std::string resource{};  // "memories/ID", "glossaries/ID" or kServerResource.
  Role role = Role::kNone;
  std::string creator{};
  int64_t created_micros = 0;

  bool operator==(const Grant&) const = default;
};

}  // namespace dragoman
