// The order of keys is the order of what they stand for.
#include "server/base/bytes.h"

#include <gtest/gtest.h>

#include <array>
#include <limits>

#include "tests/random.h"

namespace dragoman {
namespace {

constexpr int kRounds = 20'000;
constexpr std::array<uint64_t, 8> kBorders = {
    0, 1, 0x7F, 0x80, 0xFF, 0x100, 1ULL << 63, std::numeric_limits<uint64_t>::max()};

std::string BigEndian(uint64_t value) {
  std::string bytes;
  AppendBigEndian64(bytes, value);
  return bytes;
}

// Returns a random string of up to four bytes of which most are 0x00, 0xFE or 0xFF.
std::string RandomKey(TestRandom& random) {
  std::string bytes(random.Below(5), '\0');
  for (char& byte : bytes) {
    constexpr std::string_view kFrequent("\x00\x01\xFE\xFF", 4);
    byte = random.Below(4) ? kFrequent[random.Below(4)] : static_cast<char>(random.Below(256));
  }
  return bytes;
}

TEST(BigEndian64, WritesTheHighestByteFirst) {
  std::string bytes = "key";
  AppendBigEndian64(bytes, 0x0102030405060708);
  EXPECT_EQ(bytes, "key\x01\x02\x03\x04\x05\x06\x07\x08");
}

TEST(BigEndian64, ReadsWhatWasWritten) {
  TestRandom random;
  for (const uint64_t value : kBorders) EXPECT_EQ(ReadBigEndian64(BigEndian(value)), value);
  for (int i = 0; i < kRounds; ++i) {
    const uint64_t value = random.OfAnySize();
    ASSERT_EQ(ReadBigEndian64(BigEndian(value) + "tail"), value);
  }
}

TEST(BigEndian64, RefusesTooFewBytes) {
  const std::string bytes = BigEndian(42);
  for (size_t size = 0; size < bytes.size(); ++size) {
    EXPECT_EQ(ReadBigEndian64(bytes.substr(0, size)), std::nullopt);
  }
}

TEST(BigEndian64, ByteOrderIsNumericOrder) {
  TestRandom random;
  for (const uint64_t a : kBorders) {
    for (const uint64_t b : kBorders)
      EXPECT_EQ(BigEndian(a) < BigEndian(b), a < b) << a << " " << b;
  }
  for (int i = 0; i < kRounds; ++i) {
    const uint64_t a = random.OfAnySize();
    const uint64_t b = random.Below(2) ? random.OfAnySize() : a + random.Below(3) - 1;
    ASSERT_EQ(BigEndian(a) < BigEndian(b), a < b) << a << " " << b;
  }
}

TEST(PrefixEnd, CountsUpTheLastByteThatCan) {
  EXPECT_EQ(PrefixEnd("ab"), "ac");
  EXPECT_EQ(PrefixEnd("a\xFF\xFF"), "b");
  EXPECT_EQ(PrefixEnd("\x7F"), "\x80");
  EXPECT_EQ(PrefixEnd("\xFF\xFF"), "");
  EXPECT_EQ(PrefixEnd(""), "");
}

// A key lies in [prefix, PrefixEnd(prefix)) exactly when it starts with the prefix.
TEST(PrefixEnd, BoundsExactlyTheKeysOfThePrefix) {
  TestRandom random;
  for (int i = 0; i < kRounds; ++i) {
    const std::string prefix = RandomKey(random);
    const std::string key = (random.Below(2) ? prefix : "") + RandomKey(random);
    const std::string end = PrefixEnd(prefix);
    const bool in_range = key >= prefix && (end.empty() || key < end);
    ASSERT_EQ(in_range, key.starts_with(prefix))
        << ::testing::PrintToString(prefix) << " " << ::testing::PrintToString(key);
  }
}

}  // namespace
}  // namespace dragoman
