#include "tests/bench/oracle.h"

#include <algorithm>

namespace dragoman {
namespace {

constexpr size_t kPage = 1000;

// Bound 3 of the score: 100 * (X - E) >= T * X, X the words of the longer side.
bool MayScore(size_t query_words, size_t stored_words, uint32_t distance) {
  const size_t longer = std::max(query_words, stored_words);
  return 100 * (longer - distance) >= static_cast<size_t>(kLeastScore) * longer;
}

bool Before(const Answer& a, const Answer& b) {
  return a.score != b.score ? a.score > b.score : a.unit > b.unit;
}

}  // namespace

StatusOr<std::unique_ptr<Corpus>> Corpus::Open(std::shared_ptr<MemoryShard> memory,
                                               const Language& language) {
  auto corpus = std::unique_ptr<Corpus>(new Corpus(std::move(memory), language));
  RETURN_IF_ERROR(corpus->Read());
  return corpus;
}

Status Corpus::Read() {
  for (std::optional<UnitId> from = 1; from.has_value();) {
    ASSIGN_OR_RETURN(const UnitPage page, memory_->List(*from, kPage));
    for (const Unit& unit : page.units) {
      const Variant* variant = unit.At(language_);
      if (variant == nullptr) continue;
      arrays_.Add(Analyse(variant->segment, language_));
      units_.push_back(unit.id);
    }
    from = page.next;
  }
  return absl::OkStatus();
}

StatusOr<std::vector<Answer>> Corpus::AllAnswers(StemScan& scan, const std::string& query) const {
  const Analysis analysis = Analyse(query, language_);
  const std::vector<uint32_t>& distances = scan.Distances(analysis);
  std::vector<Answer> answers;
  std::vector<UnitId> candidates;
  for (size_t i = 0; i < distances.size(); ++i) {
    if (!MayScore(analysis.words.size(), arrays_.Length(i), distances[i])) continue;
    candidates.push_back(units_[i]);
    if (candidates.size() < kPage) continue;
    RETURN_IF_ERROR(ScoreUnits(analysis, candidates, answers));
    candidates.clear();
  }
  RETURN_IF_ERROR(ScoreUnits(analysis, candidates, answers));
  std::sort(answers.begin(), answers.end(), Before);
  return answers;
}

Status Corpus::ScoreUnits(const Analysis& query, const std::vector<UnitId>& units,
                          std::vector<Answer>& answers) const {
  ASSIGN_OR_RETURN(const auto stored, memory_->Read(units));
  for (const std::optional<Unit>& unit : stored) {
    if (!unit) return Error(StatusCode::kDataLoss, "a unit that was listed cannot be read");
    const Analysis analysis = Analyse(unit->At(language_)->segment, language_);
    const int score = ScoreOf(query, analysis).score;
    if (score >= kLeastScore) answers.push_back({score, unit->id});
  }
  return absl::OkStatus();
}

}  // namespace dragoman
