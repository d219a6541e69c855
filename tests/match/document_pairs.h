// Two documents made of lines that translate each other, as no translator keeps them: joined into
// paragraphs and cut again independently, with lines missing on each side.
//
// Protocol: each line is dropped with a chance of 5 % on each side, independently. The lines that
// are left are joined by a space into paragraphs of 1 to 8, drawn independently for each side. The
// paragraphs, one a line, are cut into segments by the sentence rules of the language. The lines of
// a segment are those it has a character of.
#pragma once

#include <cstdint>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "server/match/segment_alignment.h"
#include "server/model/language.h"

namespace dragoman {

struct TestDocument {
  Language language;
  std::vector<std::string> segments;
  std::vector<std::set<size_t>> lines;  // Of each segment.
};

TestDocument MakeDocument(const std::vector<std::string>& lines, const Language& language,
                          std::mt19937& random);

// How well beads fit two documents. Segments belong together if their lines meet.
struct AlignmentQuality {
  size_t pairs = 0;           // Pairs of segments that share a bead,
  size_t right_pairs = 0;     // of them those that belong together,
  size_t gold_pairs = 0;      // and all that do.
  size_t segments = 0;        // Segments that belong to one of the other side,
  size_t found_segments = 0;  // and have one that they belong to in their bead.

  double precision() const { return static_cast<double>(right_pairs) / static_cast<double>(pairs); }
  // Of pairs, in the strict sense: of a line of two sentences on each side, four pairs are gold.
  double pair_recall() const {
    return static_cast<double>(right_pairs) / static_cast<double>(gold_pairs);
  }
  double segment_recall() const {
    return static_cast<double>(found_segments) / static_cast<double>(segments);
  }
};

double F1Of(double precision, double recall);

// Returns the recall of pairs of an alignment that is right everywhere: of a line that is n
// segments on one side and m on the other, the greater of both, where n * m are counted.
double BestPairRecall(const TestDocument& first, const TestDocument& second);

AlignmentQuality QualityOf(const TestDocument& first, const TestDocument& second,
                           const std::vector<Bead>& beads);

// Returns whether what a bead joins belongs together: every segment to one of the other side.
bool IsRight(const TestDocument& first, const TestDocument& second, const Bead& bead);

std::vector<Bead> Aligned(const TestDocument& first, const TestDocument& second);

}  // namespace dragoman
