// The slow twin of the write policies: a memory as a list that is looked through for each write.
#pragma once

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "server/engine/unit_write.h"

namespace dragoman {

// A row or a unit: English, the English text before it ("": unknown), Russian and Urdu ("": none).
struct ListedUnit {
  std::string en, before, ru, ur;

  bool operator==(const ListedUnit&) const = default;

  bool SameSource(const ListedUnit& other) const {
    return en == other.en && before == other.before;
  }
  // Returns whether all that `row` says is here.
  bool Holds(const ListedUnit& row) const {
    return (row.ru.empty() || row.ru == ru) && (row.ur.empty() || row.ur == ur);
  }
  // Returns whether nothing that `row` says contradicts what is here.
  bool Agrees(const ListedUnit& row) const {
    return (ru.empty() || row.ru.empty() || row.ru == ru) &&
           (ur.empty() || row.ur.empty() || row.ur == ur);
  }
  ListedUnit With(const ListedUnit& row) const {
    return {en, before, row.ru.empty() ? ru : row.ru, row.ur.empty() ? ur : row.ur};
  }
};

// A memory as a list of units, oldest first.
class ListedMemory {
 public:
  // What was written before may be replaced by what follows.
  void BeginImport() { claimed_.clear(); }

  // Returns what became of a row of the import.
  Outcome Write(const ListedUnit& row, WritePolicy policy) {
    const auto [outcome, unit] = PlanOf(row, policy);
    claimed_.insert(unit);
    return outcome;
  }

  const std::vector<ListedUnit>& units() const { return units_; }

 private:
  using Plan = std::pair<Outcome, size_t>;  // What becomes of a row, and of which unit.

  Plan PlanOf(const ListedUnit& row, WritePolicy policy) {
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
      if (claimed_.contains(newest)) return {Outcome::kUnchanged, newest};
      return Changed(newest, units_[newest].With(row));
    }
    for (const bool claimed : {true, false}) {
      for (auto unit = same.rbegin(); unit != same.rend(); ++unit) {
        if (claimed_.contains(*unit) != claimed || (claimed && !units_[*unit].Agrees(row)))
          continue;
        return Changed(*unit, units_[*unit].With(row));
      }
    }
    return Added(row);
  }

  Plan Added(const ListedUnit& row) {
    units_.push_back(row);
    return {Outcome::kStored, units_.size() - 1};
  }

  Plan Changed(size_t unit, const ListedUnit& texts) {
    if (units_[unit] == texts) return {Outcome::kUnchanged, unit};
    units_[unit] = texts;
    return {Outcome::kMerged, unit};
  }

  std::vector<ListedUnit> units_;
  std::set<size_t> claimed_;  // Brought or met by the import under way.
};

inline ListedUnit ListedUnitOf(const Unit& unit) {
  const auto text = [&unit](std::string_view tag) {
    const Variant* variant = unit.At(Language::Parse(tag).value());
    return variant == nullptr ? std::string() : variant->segment.text;
  };
  const Variant* english = unit.At(Language::Parse("en").value());
  return {text("en"), english->previous.value_or(""), text("ru"), text("ur")};
}

}  // namespace dragoman
