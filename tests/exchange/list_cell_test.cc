#include "server/exchange/list_cell.h"

#include <gtest/gtest.h>

#include "tests/exchange/read_support.h"
#include "tests/status_matchers.h"

namespace dragoman {
namespace {

using testing::ElementsAre;

TEST(ListCell, ReadsItemsAndAttributes) {
  ASSERT_OK_AND_ASSIGN(const auto items,
                       ParseListCell(" посол | gender = m |forms=посла,послу; амбассадор ;;"));
  ASSERT_EQ(items.size(), 2U);
  EXPECT_EQ(items[0].text, "посол");
  EXPECT_EQ(items[0].attributes.at("gender"), "m");
  EXPECT_EQ(items[0].attributes.at("forms"), "посла,послу");
  EXPECT_EQ(items[1].text, "амбассадор");
}

TEST(ListCell, ReadsNothingFromAnEmptyCell) {
  ASSERT_OK_AND_ASSIGN(const auto items, ParseListCell(" ; ;"));
  EXPECT_THAT(items, testing::IsEmpty());
}

TEST(ListCell, BackslashTakesTheNextCharacter) {
  ASSERT_OK_AND_ASSIGN(const auto items, ParseListCell("a\\;b\\|c\\\\;\\sd\\ "));
  ASSERT_EQ(items.size(), 2U);
  EXPECT_EQ(items[0].text, "a;b|c\\");
  EXPECT_EQ(items[1].text, " d ");
}

TEST(ListCell, RefusesWhatIsNoList) {
  const auto bad = StatusCode::kInvalidArgument;
  EXPECT_THAT(ParseListCell("a|b"), StatusIs(bad, "write |name=value"));
  EXPECT_THAT(ParseListCell("a\\"), StatusIs(bad, "backslash at the end"));
  EXPECT_THAT(ParseListCell("a|x=1|x=2"), StatusIs(bad, "'x' is given twice"));
  EXPECT_THAT(ParseListCell(std::string(kMaxListParts, ';')), StatusIs(bad, "more than 10000"));
  EXPECT_THAT(UnescapeText("a\\"), StatusIs(bad, "backslash at the end"));
}

TEST(ListCell, RoundTrips) {
  TestRandom random;
  for (int i = 0; i < 1000; ++i) {
    std::vector<ListItem> items;
    for (uint64_t n = random.Below(4); n > 0; --n) {
      ListItem item{.text = HostileText(random), .attributes = {}};
      if (random.Below(2) == 0) item.attributes["note"] = EscapeText(HostileText(random));
      if (random.Below(2) == 0) item.attributes["pos"] = EscapeText(HostileText(random));
      items.push_back(std::move(item));
    }
    const std::string cell = FormatListCell(items);
    EXPECT_EQ(cell.find_first_of("\t\r\n"), std::string::npos);
    ASSERT_OK_AND_ASSIGN(const auto back, ParseListCell(cell));
    EXPECT_EQ(back, items) << cell;
  }
}

TEST(ListCell, TextsAndPlainListsRoundTrip) {
  TestRandom random;
  for (int i = 0; i < 1000; ++i) {
    const std::string text = HostileText(random);
    ASSERT_OK_AND_ASSIGN(const std::string back, UnescapeText(EscapeText(text)));
    EXPECT_EQ(back, text);
    std::vector<std::string> parts;
    for (uint64_t n = random.Below(4); n > 0; --n) parts.push_back(HostileText(random));
    for (const char separator : {',', ';'}) {
      ASSERT_OK_AND_ASSIGN(const auto parts_back,
                           SplitEscaped(JoinEscaped(parts, separator), separator));
      EXPECT_EQ(parts_back, parts);
    }
  }
}

TEST(ListCell, AnyBytesAreReadOrRefused) {
  TestRandom random;
  for (int i = 0; i < 5000; ++i) {
    const std::string cell = RandomBytes(random, 60);
    const auto items = ParseListCell(cell);
    if (!items.ok()) {
      EXPECT_EQ(items.status().code(), StatusCode::kInvalidArgument);
    }
    (void)SplitEscaped(cell, ',');
    (void)UnescapeText(cell);
  }
}

TEST(SplitEscaped, LeavesOutEmptyParts) {
  ASSERT_OK_AND_ASSIGN(const auto parts, SplitEscaped("a, b,,c\\,d", ','));
  EXPECT_THAT(parts, ElementsAre("a", "b", "c,d"));
}

}  // namespace
}  // namespace dragoman
