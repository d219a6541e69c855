#include "server/text/confusables.h"

#include <gtest/gtest.h>

#include "tests/status_matchers.h"

namespace dragoman {
namespace {

TEST(Confusables, LookAlikesAreFound) {
  const std::pair<const char*, const char*> kPairs[] = {
      {"anna", "anna"},     {"anna", "Anna"},     {"anna", "аnnа"},  // Cyrillic a.
      {"corn", "com"},      {"paypal", "paypa1"}, {"O", "0"},
      {"anyone", "any0ne"}, {"Iris", "lris"},     {"scope", "ѕсоре"},  // All of it Cyrillic.
      {"rn", "m"},
  };
  for (const auto& [a, b] : kPairs) {
    EXPECT_TRUE(AreConfusable(a, b)) << a << " " << b;
    EXPECT_TRUE(AreConfusable(b, a)) << b << " " << a;
  }
}

TEST(Confusables, OtherNamesAreNot) {
  const std::pair<const char*, const char*> kPairs[] = {
      {"anna", "anne"}, {"anna", "ann"}, {"team-1", "team-2"}, {"Иван", "Ивана"}, {"علی", "عمر"}};
  for (const auto& [a, b] : kPairs) EXPECT_FALSE(AreConfusable(a, b)) << a << " " << b;
}

TEST(Confusables, SafeNamesAreOfOneScript) {
  for (const char* name :
       {"anna", "Anna.K", "ci-import_2", "anna@example.org", "Иван", "علی", "名前", "7"}) {
    EXPECT_OK(CheckSafeName(name)) << name;
  }
  for (const char* name : {"аnna", "Ивaн", "annaИван"}) {
    EXPECT_THAT(CheckSafeName(name), StatusIs(StatusCode::kInvalidArgument, "one script")) << name;
  }
  const std::string long_name(101, 'a');
  for (const std::string& name :
       {std::string(), std::string("a b"), std::string("a\nb"), std::string("a:b"),
        std::string("a/b"), std::string("a\0b", 3), std::string("a\u200bb"), std::string("e\u0301"),
        long_name, std::string("\xff")}) {
    EXPECT_THAT(CheckSafeName(name), StatusIs(StatusCode::kInvalidArgument, "letters, digits"))
        << name;
  }
}

}  // namespace
}  // namespace dragoman
