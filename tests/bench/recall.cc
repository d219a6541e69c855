#include "tests/bench/recall.h"

#include <algorithm>
#include <atomic>
#include <thread>

#include "tests/bench/engine.h"

namespace dragoman {
namespace {

constexpr size_t kManyMatches = 1000;  // The most that a lookup returns.

// How the answers of one threshold and limit compare.
struct Comparison {
  int threshold = 0;
  size_t limit = 0;
  std::atomic<uint64_t> expected = 0;
  std::atomic<uint64_t> found = 0;
  std::atomic<uint64_t> other_answers = 0;
};

using Comparisons = std::vector<std::unique_ptr<Comparison>>;

Comparisons AllComparisons() {
  Comparisons comparisons;
  for (int threshold : kThresholds) {
    for (size_t limit : {kTen, kManyMatches}) {
      comparisons.push_back(std::make_unique<Comparison>());
      comparisons.back()->threshold = threshold;
      comparisons.back()->limit = limit;
    }
  }
  return comparisons;
}

std::vector<Answer> Expected(const std::vector<Answer>& all, const Comparison& comparison) {
  std::vector<Answer> expected;
  for (const Answer& answer : all) {
    if (answer.score < comparison.threshold || expected.size() == comparison.limit) break;
    expected.push_back(answer);
  }
  return expected;
}

void Compare(const std::vector<Answer>& expected, const std::vector<Match>& matches,
             const std::string& text, Comparison& comparison) {
  std::vector<Answer> got;
  got.reserve(matches.size());
  for (const Match& match : matches) got.push_back({match.score.score, match.unit.id});
  comparison.expected += expected.size();
  for (const Answer& answer : expected) {
    comparison.found += std::find(got.begin(), got.end(), answer) != got.end();
  }
  if (got == expected) return;
  ++comparison.other_answers;
  fmt::print(stderr, "other answers at {}, limit {}: {} expected, {} returned for '{}'\n",
             comparison.threshold, comparison.limit, expected.size(), got.size(), text);
}

Status CompareText(const Registry& registry, const Corpus& corpus, StemScan& scan,
                   const std::string& text, const Comparisons& comparisons) {
  ASSIGN_OR_RETURN(const std::vector<Answer> all, corpus.AllAnswers(scan, text));
  for (const auto& comparison : comparisons) {
    const LookupOptions options =
        BenchOptions(corpus.language(), comparison->threshold, comparison->limit);
    ASSIGN_OR_RETURN(const LookupResult result, Lookup(registry, options, QueryOf(text), {}));
    Compare(Expected(all, *comparison), result.matches, text, *comparison);
  }
  return absl::OkStatus();
}

nlohmann::json RowsOf(const Comparisons& comparisons, size_t queries) {
  nlohmann::json rows = nlohmann::json::array();
  for (const auto& comparison : comparisons) {
    rows.push_back({{"threshold", comparison->threshold},
                    {"limit", comparison->limit},
                    {"queries", queries},
                    {"expected", comparison->expected.load()},
                    {"found", comparison->found.load()},
                    {"other_answers", comparison->other_answers.load()}});
  }
  return rows;
}

}  // namespace

LookupOptions BenchOptions(const Language& language, int min_score, size_t limit) {
  LookupOptions options;
  options.memories = {LookupMemory{.name = kBenchMemory}};
  options.source = language;
  options.min_score = min_score;
  options.limit = limit;
  return options;
}

LookupQuery QueryOf(const std::string& text) {
  LookupQuery query;
  query.segment.text = text;
  return query;
}

StatusOr<nlohmann::json> MeasureRecall(const Registry& registry, const Corpus& corpus,
                                       const std::vector<std::string>& texts) {
  const Comparisons comparisons = AllComparisons();
  std::atomic<size_t> next = 0;
  std::vector<Status> statuses(std::max(std::thread::hardware_concurrency(), 1U));
  std::vector<std::thread> threads;
  threads.reserve(statuses.size());
  for (Status& status : statuses) {
    threads.emplace_back([&] {
      StemScan scan(corpus.arrays());
      for (size_t i = next++; i < texts.size() && status.ok(); i = next++) {
        status = CompareText(registry, corpus, scan, texts[i], comparisons);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const Status& status : statuses) RETURN_IF_ERROR(status);
  return RowsOf(comparisons, texts.size());
}

}  // namespace dragoman
