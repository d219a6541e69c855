#include "tests/match/document_pairs.h"

#include <algorithm>
#include <map>

#include "server/text/sentences.h"

namespace dragoman {
namespace {

constexpr int kDroppedPercent = 5;
constexpr int kMostParagraphLines = 8;

bool Meet(const std::set<size_t>& a, const std::set<size_t>& b) {
  return std::any_of(a.begin(), a.end(), [&b](size_t line) { return b.contains(line); });
}

std::vector<SegmentFeatures> FeaturesOf(const TestDocument& document, FeatureTable& table) {
  std::vector<SegmentFeatures> features;
  for (const std::string& segment : document.segments) {
    features.push_back(FeaturesOf(segment, document.language, {}, table));
  }
  return features;
}

// Counts the segments of `one` that belong to one of `other`, and those that also have such a one
// in their bead.
void CountSegments(const TestDocument& one, const TestDocument& other,
                   const std::vector<Bead>& beads, bool swapped, AlignmentQuality& quality) {
  std::set<size_t> lines;
  for (const auto& some : other.lines) lines.insert(some.begin(), some.end());
  for (const Bead& bead : beads) {
    const SegmentRun& own = swapped ? bead.second : bead.first;
    const SegmentRun& others = swapped ? bead.first : bead.second;
    std::set<size_t> met;
    for (uint32_t j = others.begin; j < others.end(); ++j) {
      met.insert(other.lines[j].begin(), other.lines[j].end());
    }
    for (uint32_t i = own.begin; i < own.end(); ++i) {
      quality.segments += Meet(one.lines[i], lines);
      quality.found_segments += Meet(one.lines[i], met);
    }
  }
}

// Returns in how many segments each line stands.
std::map<size_t, size_t> SegmentsOfLines(const TestDocument& document) {
  std::map<size_t, size_t> counts;
  for (const auto& lines : document.lines) {
    for (const size_t line : lines) ++counts[line];
  }
  return counts;
}

}  // namespace

TestDocument MakeDocument(const std::vector<std::string>& lines, const Language& language,
                          std::mt19937& random) {
  TestDocument document;
  document.language = language;
  std::string text;
  std::vector<ByteRange> places(lines.size());
  int left_in_paragraph = 0;
  for (size_t line = 0; line < lines.size(); ++line) {
    if (std::uniform_int_distribution<int>(0, 99)(random) < kDroppedPercent) continue;
    if (!text.empty()) text += left_in_paragraph > 0 ? ' ' : '\n';
    if (left_in_paragraph == 0) {
      left_in_paragraph = std::uniform_int_distribution<int>(1, kMostParagraphLines)(random);
    }
    --left_in_paragraph;
    places[line].begin = static_cast<uint32_t>(text.size());
    text += lines[line];
    places[line].end = static_cast<uint32_t>(text.size());
  }
  for (const ByteRange& range : Sentences(text, language)) {
    document.segments.emplace_back(text.substr(range.begin, range.end - range.begin));
    std::set<size_t>& own = document.lines.emplace_back();
    for (size_t line = 0; line < lines.size(); ++line) {
      if (places[line].begin < range.end && range.begin < places[line].end) own.insert(line);
    }
  }
  return document;
}

double F1Of(double precision, double recall) {
  return 2 * precision * recall / (precision + recall);
}

double BestPairRecall(const TestDocument& first, const TestDocument& second) {
  const std::map<size_t, size_t> others = SegmentsOfLines(second);
  size_t best = 0;
  size_t all = 0;
  for (const auto& [line, count] : SegmentsOfLines(first)) {
    const auto other = others.find(line);
    if (other == others.end()) continue;
    best += std::max(count, other->second);
    all += count * other->second;
  }
  return static_cast<double>(best) / static_cast<double>(all);
}

AlignmentQuality QualityOf(const TestDocument& first, const TestDocument& second,
                           const std::vector<Bead>& beads) {
  AlignmentQuality quality;
  for (const Bead& bead : beads) {
    for (uint32_t i = bead.first.begin; i < bead.first.end(); ++i) {
      for (uint32_t j = bead.second.begin; j < bead.second.end(); ++j) {
        ++quality.pairs;
        quality.right_pairs += Meet(first.lines[i], second.lines[j]);
      }
    }
  }
  for (const auto& lines : first.lines) {
    for (const auto& others : second.lines) quality.gold_pairs += Meet(lines, others);
  }
  CountSegments(first, second, beads, false, quality);
  CountSegments(second, first, beads, true, quality);
  return quality;
}

bool IsRight(const TestDocument& first, const TestDocument& second, const Bead& bead) {
  std::set<size_t> lines;
  std::set<size_t> others;
  for (uint32_t i = bead.first.begin; i < bead.first.end(); ++i) {
    lines.insert(first.lines[i].begin(), first.lines[i].end());
  }
  bool right = true;
  for (uint32_t j = bead.second.begin; j < bead.second.end(); ++j) {
    others.insert(second.lines[j].begin(), second.lines[j].end());
    right = right && Meet(second.lines[j], lines);
  }
  for (uint32_t i = bead.first.begin; i < bead.first.end(); ++i) {
    right = right && Meet(first.lines[i], others);
  }
  return right;
}

std::vector<Bead> Aligned(const TestDocument& first, const TestDocument& second) {
  FeatureTable table;
  BilingualLexicon lexicon;
  const std::vector<SegmentFeatures> a = FeaturesOf(first, table);
  const std::vector<SegmentFeatures> b = FeaturesOf(second, table);
  return AlignSegments(a, b, table, UsualLengths(first.language, second.language), lexicon).value();
}

}  // namespace dragoman
