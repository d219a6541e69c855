// How well documents are aligned: on tico19 where it is there (see document_pairs.h for how the
// documents are made of it), else on the sample memory.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <iostream>
#include <map>

#include "tests/match/cases.h"
#include "tests/match/document_pairs.h"

namespace dragoman {
namespace {

constexpr uint32_t kSeed = 19;
constexpr const char* kTags[] = {"en", "ru", "ur"};

std::vector<std::string> Column(const std::vector<Row>& rows, size_t column) {
  std::vector<std::string> lines;
  for (const Row& row : rows) {
    if (row.size() == 3) lines.push_back(row[column]);
  }
  return lines;
}

TestDocument DocumentOf(const std::vector<Row>& rows, size_t column, std::mt19937& random) {
  return MakeDocument(Column(rows, column), Language::Parse(kTags[column]).value(), random);
}

// Prints how many of the beads of each band of confidence are right.
void PrintBands(const TestDocument& first, const TestDocument& second,
                const std::vector<Bead>& beads) {
  std::map<int, std::pair<int, int>> bands;
  for (const Bead& bead : beads) {
    if (!bead.has_both()) continue;
    auto& [right, all] = bands[std::min(9, bead.confidence / 10)];
    right += IsRight(first, second, bead);
    ++all;
  }
  for (const auto& [band, counts] : bands) {
    std::cout << fmt::format("    {:>2}+ {:>5} beads, {:.3f} right\n", band * 10, counts.second,
                             1.0 * counts.first / counts.second);
  }
}

// Two measures. Precision is that of pairs of segments in both. Recall of pairs counts every pair
// of segments whose lines meet: of a line that both translators made two sentences of, four pairs,
// though the right alignment has two. So the best F1 of pairs is 0.995 for en-ru and en-ur, and
// 0.935 for ru-ur, of which 141 lines are such; pairs are held to 95 % of the best. The recall of
// segments asks of each one whether it met one of its line.
TEST(AlignmentQuality, OfTico19IsAtLeast95InEachDirection) {
  const std::vector<Row> rows = ReadShared("corpus/tico19.tsv");
  if (rows.empty()) GTEST_SKIP() << "no corpus";
  for (const auto& [from, to] : {std::pair{0, 1}, {0, 2}, {1, 2}, {1, 0}, {2, 0}, {2, 1}}) {
    std::mt19937 random(kSeed);
    const TestDocument first = DocumentOf(rows, from, random);
    const TestDocument second = DocumentOf(rows, to, random);
    const std::vector<Bead> beads = Aligned(first, second);
    const AlignmentQuality quality = QualityOf(first, second, beads);
    const double pairs = F1Of(quality.precision(), quality.pair_recall());
    const double best = F1Of(1, BestPairRecall(first, second));
    const double segments = F1Of(quality.precision(), quality.segment_recall());
    std::cout << fmt::format(
        "{}-{}: {} x {} segments, precision {:.4f}, recall of pairs {:.4f}, of segments {:.4f}; "
        "F1 {:.4f} (the best {:.4f}), {:.4f}\n",
        kTags[from], kTags[to], first.segments.size(), second.segments.size(), quality.precision(),
        quality.pair_recall(), quality.segment_recall(), pairs, best, segments);
    PrintBands(first, second, beads);
    EXPECT_GE(segments, 0.97);
    EXPECT_GE(pairs, 0.95 * best);
  }
}

// 40 sentences are few to learn from, so that numbers, names and lengths have to do; 20 draws.
TEST(AlignmentQuality, OfTheSampleIsAtLeast90) {
  std::vector<Row> rows = ReadRows(DRAGOMAN_SOURCE_DIR "/glossaries/sample/memory.tsv");
  ASSERT_GT(rows.size(), 1U);
  rows.erase(rows.begin());
  for (const auto& [from, to] : {std::pair{0, 1}, {0, 2}, {1, 2}}) {
    std::mt19937 random(kSeed);
    double precision = 0;
    double recall = 0;
    for (int draw = 0; draw < 20; ++draw) {
      const TestDocument first = DocumentOf(rows, from, random);
      const TestDocument second = DocumentOf(rows, to, random);
      const AlignmentQuality quality = QualityOf(first, second, Aligned(first, second));
      precision += quality.precision() / 20;
      recall += quality.segment_recall() / 20;
    }
    std::cout << fmt::format("{}-{}: precision {:.4f}, recall of segments {:.4f}\n", kTags[from],
                             kTags[to], precision, recall);
    EXPECT_GE(F1Of(precision, recall), 0.9);
  }
}

}  // namespace
}  // namespace dragoman
