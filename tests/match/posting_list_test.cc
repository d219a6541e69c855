#include "server/match/posting_list.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/match/random_texts.h"

namespace dragoman {
namespace {

using Numbers = std::vector<uint32_t>;

// Ascending numbers whose gaps are below `gap`.
Numbers Ascending(std::mt19937& random, size_t size, uint32_t gap) {
  Numbers numbers;
  uint32_t last = random() % gap;
  for (size_t i = 0; i < size; ++i) {
    numbers.push_back(last);
    last += 1 + random() % gap;
  }
  return numbers;
}

// The bytes of a list with what must be readable behind it.
std::string Encoded(const Numbers& numbers) {
  std::string bytes;
  AppendPostings(numbers, bytes);
  return bytes + std::string(kUnpackPadding, '\x7F');
}

PostingList ListIn(const std::string& bytes) {
  return PostingList(reinterpret_cast<const uint8_t*>(bytes.data()));
}

Numbers Taken(PostingCursor& cursor, uint32_t end) {
  Numbers numbers;
  for (auto some = cursor.TakeUntil(end); !some.empty(); some = cursor.TakeUntil(end)) {
    numbers.insert(numbers.end(), some.begin(), some.end());
  }
  return numbers;
}

Numbers Between(const Numbers& numbers, uint32_t begin, uint32_t end) {
  return {std::lower_bound(numbers.begin(), numbers.end(), begin),
          std::lower_bound(numbers.begin(), numbers.end(), end)};
}

constexpr uint32_t kGaps[] = {1, 2, 100, 70'000, 1U << 20};

TEST(BitPacking, GivesBackEveryWidth) {
  std::mt19937 random(TestSeed());
  for (unsigned bits = 0; bits <= 32; ++bits) {
    for (size_t size = 1; size <= kPackedBlock; ++size) {
      // One difference of the full width, the rest small.
      Numbers numbers = Ascending(random, size, 2);
      const uint32_t jump = bits == 32 ? 0xFFFF'0000U : (uint32_t{1} << bits) >> 1;
      for (size_t i = random() % size; i < size; ++i) numbers[i] += jump;
      std::string bytes;
      AppendPacked(numbers, 0, bytes);
      bytes.append(kUnpackPadding, '\xFF');
      Numbers out(kPackedBlock);
      Unpack(reinterpret_cast<const uint8_t*>(bytes.data()), size, 0, out.data());
      out.resize(size);
      ASSERT_EQ(out, numbers) << bits << " bits, " << size;
    }
  }
}

TEST(PostingList, EqualsTheNumbersInAnyWindow) {
  std::mt19937 random(TestSeed());
  for (const uint32_t gap : kGaps) {
    for (const size_t size : {0u, 1u, 7u, 8u, 9u, 127u, 128u, 129u, 256u, 257u, 1000u}) {
      const Numbers numbers = Ascending(random, size, gap);
      const std::string bytes = Encoded(numbers);
      ASSERT_EQ(ListIn(bytes).size(), size);
      const uint32_t end = numbers.empty() ? 5 : numbers.back() + 2;
      for (int i = 0; i < 50; ++i) {
        const uint32_t from = random() % end;
        const uint32_t to = from + random() % (end - from) + 1;
        PostingCursor cursor(ListIn(bytes));
        cursor.SeekTo(from);
        ASSERT_EQ(Taken(cursor, to), Between(numbers, from, to)) << gap << ' ' << size;
        // And on from there, twice.
        const uint32_t later = to + random() % (end - to + 1);
        cursor.SeekTo(later);
        ASSERT_EQ(Taken(cursor, end), Between(numbers, later, end));
        ASSERT_TRUE(Taken(cursor, UINT32_MAX).empty());
      }
    }
  }
}

TEST(PostingList, ContainsWhatItHolds) {
  std::mt19937 random(TestSeed());
  for (const uint32_t gap : kGaps) {
    const Numbers numbers = Ascending(random, 600, gap);
    const std::string bytes = Encoded(numbers);
    PostingCursor cursor(ListIn(bytes));
    uint32_t asked = 0;
    while (asked < numbers.back() + 2) {
      const bool holds = std::binary_search(numbers.begin(), numbers.end(), asked);
      ASSERT_EQ(cursor.Contains(asked), holds) << asked;
      asked += 1 + random() % (random() % 10 == 0 ? 200 * gap : gap + 1);
    }
  }
}

}  // namespace
}  // namespace dragoman
