// Roman figures beside all those that there are.
#include "server/text/roman.h"

#include <gtest/gtest.h>

#include <string>

namespace dragoman {
namespace {

// Writes a number by taking away the greatest figure again and again.
std::string Roman(int number) {
  std::string out;
  for (; number >= 10; number -= 10) out += "X";
  if (number == 9) return out + "IX";
  if (number == 4) return out + "IV";
  for (; number >= 5; number -= 5) out += "V";
  return out + std::string(static_cast<size_t>(number), 'I');
}

TEST(RomanFigures, AreReadFromTwoToThirtyNine) {
  for (int number = 2; number < 40; ++number) EXPECT_EQ(RomanValue(Roman(number)), number);
}

TEST(RomanFigures, AreNoWordsAndNoOtherForms) {
  for (const char* text : {"", "I", "C", "CIVIL", "IIII", "VX", "XXXX", "xx", "XIVI", "ХХ"}) {
    EXPECT_EQ(RomanValue(text), 0) << text;
  }
}

}  // namespace
}  // namespace dragoman
