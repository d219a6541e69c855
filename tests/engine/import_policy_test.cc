// What becomes of rows whose source is there already, by policy: random imports into one memory
// beside a slow twin that looks through all units.
#include <gtest/gtest.h>

#include "tests/engine/listed_memory.h"
#include "tests/engine/transfer_support.h"
#include "tests/random.h"

namespace dragoman {
namespace {

ListedUnit RandomRow(TestRandom& random) {
  const auto one_of = [&random](std::string_view word, size_t count) {
    const uint64_t drawn = random.Below(count);
    return drawn == 0 ? std::string() : fmt::format("{} {}", word, drawn);
  };
  ListedUnit texts{fmt::format("source {}", random.Below(3)), one_of("before", 3),
                   one_of("перевод", 4), one_of("ترجمہ", 4)};
  if (texts.ru.empty() && texts.ur.empty()) texts.ru = "перевод";
  return texts;
}

std::string TsvOf(const std::vector<ListedUnit>& rows) {
  std::string file = "en\ten@previous\tru\tur\n";
  for (const ListedUnit& row : rows) {
    file += fmt::format("{}\t{}\t{}\t{}\n", row.en, row.before, row.ru, row.ur);
  }
  return file;
}

TEST_F(TransferTest, PoliciesLeaveWhatTheTwinHas) {
  TestRandom random;
  for (int memory = 0; memory < 8; ++memory) {
    const std::string id = fmt::format("policy-{}", memory);
    ASSERT_OK(registry_->Create(ResourceKind::kMemory, id, "", ""));
    ListedMemory twin;
    for (int i = 0; i < 12; ++i) {
      const auto policy = static_cast<WritePolicy>(1 + random.Below(4));
      std::vector<ListedUnit> rows(1 + random.Below(25));
      for (ListedUnit& row : rows) row = RandomRow(random);
      Account expected;
      twin.BeginImport();
      for (const ListedUnit& row : rows) Count(twin.Write(row, policy), expected);
      const Imported result = Run({.parent = "memories/" + id, .policy = policy}, TsvOf(rows));
      ASSERT_OK(result.status);
      ASSERT_EQ(Show(result.last.account), Show(expected)) << TsvOf(rows);
      std::vector<ListedUnit> stored;
      for (const Unit& unit : UnitsOf(id)) stored.push_back(ListedUnitOf(unit));
      ASSERT_TRUE(stored == twin.units()) << "policy " << static_cast<int>(policy) << "\n"
                                          << TsvOf(stored) << "is not\n"
                                          << TsvOf(twin.units()) << "after\n"
                                          << TsvOf(rows);
    }
  }
}

}  // namespace
}  // namespace dragoman
