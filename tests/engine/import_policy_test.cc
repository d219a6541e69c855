// What becomes of rows whose source is there already, by policy: random imports into one memory
// beside a slow twin that looks through all units.
#include <gtest/gtest.h>

#include <map>
#include <optional>

#include "tests/engine/transfer_support.h"
#include "tests/random.h"

namespace dragoman {
namespace {

// A row or a unit: English, the English text before it ("": unknown), Russian and Urdu ("": none).
struct Texts {
  std::string en, before, ru, ur;

  bool operator==(const Texts&) const = default;

  bool SameSource(const Texts& other) const { return en == other.en && before == other.before; }
  // Returns whether all that `row` says is here.
  bool Holds(const Texts& row) const {
    return (row.ru.empty() || row.ru == ru) && (row.ur.empty() || row.ur == ur);
  }
  // Returns whether nothing that `row` says contradicts what is here.
  bool Agrees(const Texts& row) const {
    return (ru.empty() || row.ru.empty() || row.ru == ru) &&
           (ur.empty() || row.ur.empty() || row.ur == ur);
  }
  Texts With(const Texts& row) const {
    return {en, before, row.ru.empty() ? ru : row.ru, row.ur.empty() ? ur : row.ur};
  }
};

// A memory as a list of units, oldest first.
class ListedMemory {
 public:
  void BeginImport() { claimed_.clear(); }

  // Returns what became of a row of the import.
  Outcome Write(const Texts& row, WritePolicy policy) {
    const auto [outcome, unit] = PlanOf(row, policy);
    claimed_[unit] = true;
    return outcome;
  }

  const std::vector<Texts>& units() const { return units_; }

 private:
  using Plan = std::pair<Outcome, size_t>;  // What becomes of a row, and of which unit.

  Plan PlanOf(const Texts& row, WritePolicy policy) {
    std::vector<size_t> same;
    for (size_t i = 0; i < units_.size(); ++i) {
      if (!units_[i].SameSource(row)) continue;
      if (units_[i].Holds(row)) return {Outcome::kUnchanged, i};
      same.push_back(i);
    }
    if (same.empty() || policy == WritePolicy::kAdd) return Added(row);
    const size_t newest = same.back();
    if (policy == WritePolicy::kKeepStored) return Changed(newest, row.With(units_[newest]));
    if (policy == WritePolicy::kKeepNewest) {
      // Rows without a time are as new as their import: newer than all but what it brought or met.
      if (claimed_[newest]) return {Outcome::kUnchanged, newest};
      return Changed(newest, units_[newest].With(row));
    }
    for (const bool claimed : {true, false}) {
      for (auto unit = same.rbegin(); unit != same.rend(); ++unit) {
        if (claimed_[*unit] != claimed || (claimed && !units_[*unit].Agrees(row))) continue;
        return Changed(*unit, units_[*unit].With(row));
      }
    }
    return Added(row);
  }

  Plan Added(const Texts& row) {
    units_.push_back(row);
    return {Outcome::kStored, units_.size() - 1};
  }

  Plan Changed(size_t unit, const Texts& texts) {
    if (units_[unit] == texts) return {Outcome::kUnchanged, unit};
    units_[unit] = texts;
    return {Outcome::kMerged, unit};
  }

  std::vector<Texts> units_;
  std::map<size_t, bool> claimed_;  // Brought or met by the import under way.
};

Texts RandomTexts(TestRandom& random) {
  const auto one_of = [&random](std::string_view word, size_t count) {
    const uint64_t drawn = random.Below(count);
    return drawn == 0 ? std::string() : fmt::format("{} {}", word, drawn);
  };
  Texts texts{fmt::format("source {}", random.Below(3)), one_of("before", 3), one_of("перевод", 4),
              one_of("ترجمہ", 4)};
  if (texts.ru.empty() && texts.ur.empty()) texts.ru = "перевод";
  return texts;
}

std::string TsvOf(const std::vector<Texts>& rows) {
  std::string file = "en\ten@previous\tru\tur\n";
  for (const Texts& row : rows) {
    file += fmt::format("{}\t{}\t{}\t{}\n", row.en, row.before, row.ru, row.ur);
  }
  return file;
}

Texts TextsOf(const Unit& unit) {
  const auto text = [&unit](std::string_view tag) {
    const Variant* variant = unit.At(Language::Parse(tag).value());
    return variant == nullptr ? std::string() : variant->segment.text;
  };
  const Variant* english = unit.At(Language::Parse("en").value());
  return {text("en"), english->previous.value_or(""), text("ru"), text("ur")};
}

TEST_F(TransferTest, PoliciesLeaveWhatTheTwinHas) {
  TestRandom random;
  for (int memory = 0; memory < 8; ++memory) {
    const std::string id = fmt::format("policy-{}", memory);
    ASSERT_OK(registry_->Create(ResourceKind::kMemory, id, "", ""));
    ListedMemory twin;
    for (int i = 0; i < 12; ++i) {
      const auto policy = static_cast<WritePolicy>(1 + random.Below(4));
      const std::vector<Texts> rows = [&random] {
        std::vector<Texts> drawn(1 + random.Below(25));
        for (Texts& row : drawn) row = RandomTexts(random);
        return drawn;
      }();
      Account expected;
      twin.BeginImport();
      for (const Texts& row : rows) Count(twin.Write(row, policy), expected);
      const Imported result = Run({.parent = "memories/" + id, .policy = policy}, TsvOf(rows));
      ASSERT_OK(result.status);
      ASSERT_EQ(Show(result.last.account), Show(expected)) << TsvOf(rows);
      std::vector<Texts> stored;
      for (const Unit& unit : UnitsOf(id)) stored.push_back(TextsOf(unit));
      ASSERT_TRUE(stored == twin.units()) << "policy " << static_cast<int>(policy) << "\n"
                                          << TsvOf(stored) << "is not\n"
                                          << TsvOf(twin.units()) << "after\n"
                                          << TsvOf(rows);
    }
  }
}

}  // namespace
}  // namespace dragoman
