#include "server/engine/rendering_draft.h"

#include <gmock/gmock.h>

#include "tests/engine/engine_support.h"

namespace dragoman {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

constexpr size_t kRoom = 1 << 20;

RenderingUse UseAt(int64_t micros, UnitId unit, std::string author = "") {
  return {.memory = "memories/m", .unit = unit, .changed_micros = micros, .author = author};
}

RenderingExample NoExample() { return {}; }

TEST(TextBudget, GivesNoMoreThanItHas) {
  TextBudget budget(10);
  EXPECT_TRUE(budget.Take(6));
  EXPECT_FALSE(budget.Take(5));
  EXPECT_TRUE(budget.Take(4));
  EXPECT_FALSE(budget.Take(1));
}

TEST(IsEarlier, PutsPairsBehindUnits) {
  EXPECT_TRUE(IsEarlier(UseAt(1, 9), UseAt(2, 1)));
  EXPECT_TRUE(IsEarlier(UseAt(1, 1), UseAt(1, 2)));
  EXPECT_FALSE(IsEarlier(UseAt(1, 1), UseAt(1, 1)));
  EXPECT_TRUE(IsEarlier(UseAt(5, 1), {.pair = 0}));
  EXPECT_TRUE(IsEarlier({.pair = 0}, {.pair = 1}));
}

TEST(RowDraft, KnowsFirstAndLastUseAndWho) {
  TextBudget budget(kRoom);
  RowDraft row({.identity = 1, .text = "посол"});
  row.Count(UseAt(5, 1, "boris"), "посла", 1, 0, NoExample, budget);
  row.Count(UseAt(9, 2, "anna"), "посол", 1, 0, NoExample, budget);
  RowDraft other({.identity = 2, .text = "посол"});
  other.Count(UseAt(3, 3, "anna"), "посол", 1, 0, NoExample, budget);
  row.Merge(std::move(other), 1);
  const RenderingRow done = std::move(row).Finish();
  EXPECT_EQ(done.text, "посол");
  EXPECT_EQ(done.uses, 3u);
  EXPECT_EQ(done.first.unit, 3u);
  EXPECT_EQ(done.last.unit, 2u);
  EXPECT_THAT(done.authors, ElementsAre(std::pair("anna", 2u), std::pair("boris", 1u)));
  EXPECT_THAT(done.examples, SizeIs(1));
}

TEST(RowDraft, KeepsWhatTheBudgetHasRoomFor) {
  TextBudget budget(1);
  RowDraft row({.identity = 1, .text = "посол"});
  row.Count(UseAt(5, 1, "boris"), "посла", 9, 0, NoExample, budget);
  const RenderingRow done = std::move(row).Finish();
  EXPECT_EQ(done.uses, 1u);
  EXPECT_EQ(done.first.author, "boris");
  EXPECT_THAT(done.authors, IsEmpty());
  EXPECT_THAT(done.examples, IsEmpty());
  RowDrafts rows;
  EXPECT_EQ(rows.Find({.identity = 1, .text = "x"}, budget), nullptr);
}

// Returns the rows that forms of names make, joined in the language.
std::vector<std::string> Joined(std::string_view tag, const std::vector<std::string>& forms) {
  TextBudget budget(kRoom);
  FindingDraft draft(ConsistencyKind::kName);
  const Unit unit = MakeUnit({{"en", "Source"}, {"ru", "Перевод"}});
  const ComparedUnit compared(unit, "memories/m", {.source = Lang("en"), .target = Lang("ru")});
  for (const std::string& form : forms) {
    Observation seen{.key = 1, .text = "Name"};
    seen.renderings.push_back({.identity = std::hash<std::string>()(form), .text = form});
    draft.Take(seen, compared, TextRole::kSource, 0, budget);
  }
  draft.JoinForms(Lang(tag), 0);
  std::vector<std::string> texts;
  for (const RenderingRow& row : std::move(draft).Finish().rows) texts.push_back(row.text);
  return texts;
}

TEST(FindingDraft, JoinsFormsOfOneName) {
  EXPECT_THAT(Joined("ru", {"Индиана", "Индиане", "Индиану"}), SizeIs(1));
  EXPECT_THAT(Joined("ru", {"Хорев", "Хорева", "Хореву"}), SizeIs(1));
  EXPECT_THAT(Joined("ru", {"Али Хорев", "Али Хорева"}), SizeIs(1));
  EXPECT_THAT(Joined("ru", {"Джексонвилл", "Джэксонвиль"}), SizeIs(2));
  EXPECT_THAT(Joined("ru", {"Али Хорев", "Хорев"}), SizeIs(2));
  EXPECT_THAT(Joined("ur", {"خوریف", "خوریو"}), SizeIs(2));
}

}  // namespace
}  // namespace dragoman
