// The content hash is stored (checksums, tables): its values must never change.
#include "server/base/hash.h"

#include <gtest/gtest.h>

#include <string>
#include <unordered_set>

namespace dragoman {
namespace {

// XXH3-64 with seed 0, as every implementation of it gives.
TEST(Hash64, HasItsPublishedValues) {
  EXPECT_EQ(Hash64(""), 0x2D06800538D394C2);
  EXPECT_EQ(Hash64("a"), 0xE6C632B61E964E1F);
  EXPECT_EQ(Hash64("abc"), 0x78AF5F94892F3950);
}

TEST(Hash64, TellsShortTextsApart) {
  std::unordered_set<uint64_t> seen;
  for (int i = 0; i < 100'000; ++i) seen.insert(Hash64(std::to_string(i)));
  EXPECT_EQ(seen.size(), 100'000);
}

TEST(Hash64, CountsEveryByte) {
  const std::string text(300, 'x');
  for (size_t i = 0; i < text.size(); ++i) {
    std::string changed = text;
    changed[i] = '\0';
    EXPECT_NE(Hash64(changed), Hash64(text)) << "byte " << i;
  }
}

}  // namespace
}  // namespace dragoman
