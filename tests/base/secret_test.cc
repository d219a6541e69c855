#include "server/base/secret.h"

#include <gtest/gtest.h>

#include <set>

#include "tests/status_matchers.h"

namespace dragoman {
namespace {

TEST(Secret, RandomBytesNeverRepeat) {
  std::set<std::string> seen;
  for (int i = 0; i < 1000; ++i) {
    ASSERT_OK_AND_ASSIGN(const std::string bytes, RandomBytes(16));
    EXPECT_EQ(bytes.size(), 16u);
    EXPECT_TRUE(seen.insert(bytes).second);
  }
}

std::string Hex(const std::string& bytes) {
  std::string text;
  for (const char c : bytes) text += fmt::format("{:02x}", static_cast<unsigned char>(c));
  return text;
}

// The examples of FIPS 180-4.
TEST(Secret, HashIsSha256) {
  EXPECT_EQ(Hex(Sha256("")), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(Hex(Sha256("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Secret, EqualOnlyWhenEveryByteIs) {
  EXPECT_TRUE(EqualSecrets("", ""));
  EXPECT_TRUE(EqualSecrets("secret", "secret"));
  EXPECT_FALSE(EqualSecrets("secret", "secreT"));
  EXPECT_FALSE(EqualSecrets("secret", "secre"));
}

}  // namespace
}  // namespace dragoman
