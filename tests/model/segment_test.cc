// Which texts are blank.
#include "server/model/segment.h"

#include <gtest/gtest.h>

namespace dragoman {
namespace {

TEST(IsBlank, WhiteSpaceOfAnyScript) {
  for (const char* text : {"", " ", "\t\r\n", "\u00A0", "\u2003\u3000", "\u2028 \u202F"}) {
    EXPECT_TRUE(IsBlank(text)) << ::testing::PrintToString(text);
  }
}

// Marks that cannot be seen are no white space: such a text is kept as it is.
TEST(IsBlank, NotWithAnythingElse) {
  for (const char* text : {"a", " .", "ی", "\u200C", "\uFEFF", " \u0301", "😀 "}) {
    EXPECT_FALSE(IsBlank(text)) << ::testing::PrintToString(text);
  }
}

}  // namespace
}  // namespace dragoman
