#include "server/engine/number_changes.h"

#include <algorithm>

#include "server/text/quantity_compare.h"
#include "server/text/quantity_style.h"

namespace dragoman {
namespace {

// Spelled quantities serve to compare, not to be written.
std::vector<Quantity> FirmQuantities(std::string_view text, const Language& language) {
  std::vector<Quantity> quantities = QuantitiesIn(text, language);
  std::erase_if(quantities, [](const Quantity& quantity) { return quantity.spelled; });
  return quantities;
}

// Returns the indexes of the quantities that say the same as `one`.
std::vector<size_t> SameAs(const Quantity& one, const std::vector<Quantity>& all) {
  std::vector<size_t> same;
  for (size_t i = 0; i < all.size(); ++i) {
    if (SameQuantity(one, all[i])) same.push_back(i);
  }
  return same;
}

class NumberPlanner {
 public:
  NumberPlanner(const PairedQuantities& pairs, std::string_view target, const Language& language)
      : pairs_(pairs),
        target_(target),
        language_(language),
        targets_(FirmQuantities(target, language)) {}

  // Plans the change of pair `i`; returns whether it has a place.
  bool Plan(size_t i, const MissingChange& source, ChangePlan& plan) const {
    const std::vector<size_t> there = SameAs(pairs_.stored[i], targets_);
    const std::vector<size_t> here = SameAs(pairs_.stored[i], pairs_.stored);
    if (there.size() != here.size()) return false;
    const size_t rank = static_cast<size_t>(std::find(here.begin(), here.end(), i) - here.begin());
    const auto written = WriteLike(target_, targets_[there[rank]], pairs_.query[i], language_);
    if (!written) return false;
    PlannedChange change{.kind = ChangeKind::kNumber,
                         .stored = written->range,
                         .text = written->text,
                         .warnings = {},
                         .source = source};
    if (written->agreement_changes) change.warnings.push_back(ProposalWarning::kCheckAgreement);
    if (!AllBecomeTheSame(here)) change.warnings.push_back(ProposalWarning::kCheckOrder);
    // One end of a range of days may leave the month to the other end.
    if (change.text != PartOf(target_, change.stored)) plan.changes.push_back(std::move(change));
    return true;
  }

 private:
  bool AllBecomeTheSame(const std::vector<size_t>& indexes) const {
    return std::all_of(indexes.begin(), indexes.end(), [&](size_t i) {
      return SameQuantity(pairs_.query[i], pairs_.query[indexes.front()]);
    });
  }

  const PairedQuantities& pairs_;
  const std::string_view target_;
  const Language& language_;
  const std::vector<Quantity> targets_;
};

}  // namespace

bool PairedQuantities::differ() const {
  return !std::equal(query.begin(), query.end(), stored.begin(), stored.end(), SameQuantity);
}

PairedQuantities PairQuantities(std::string_view query, std::string_view stored,
                                const Language& language, const std::vector<DiffPart>& diff) {
  PairedQuantities pairs{FirmQuantities(query, language), FirmQuantities(stored, language)};
  bool aligned = pairs.query.size() == pairs.stored.size();
  for (size_t i = 0; aligned && i < pairs.query.size(); ++i) {
    aligned = SameQuantity(pairs.query[i], pairs.stored[i]) ||
              IsOnePlace(diff, pairs.query[i].range, pairs.stored[i].range);
  }
  return aligned ? pairs : PairedQuantities{};
}

void PlanNumbers(const PairedQuantities& pairs, std::string_view query, std::string_view stored,
                 std::string_view target, const Language& target_language, ChangePlan& plan) {
  const NumberPlanner planner(pairs, target, target_language);
  for (size_t i = 0; i < pairs.query.size(); ++i) {
    if (SameQuantity(pairs.query[i], pairs.stored[i])) continue;
    const MissingChange source{.kind = ChangeKind::kNumber,
                               .stored = std::string(PartOf(stored, pairs.stored[i].range)),
                               .query = std::string(PartOf(query, pairs.query[i].range))};
    if (!planner.Plan(i, source, plan)) plan.missing.push_back(source);
  }
}

}  // namespace dragoman
