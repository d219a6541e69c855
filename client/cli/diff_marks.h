// Marks in a text on a terminal: of places, and of the word diff of a query and a stored text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dragoman/v1/common.pb.h"

namespace dragoman {

using DiffParts = google::protobuf::RepeatedPtrField<v1::DiffPart>;

// A piece of the stored text, or of the query where the stored text lacks it. Views point into the
// texts the runs were made of.
struct DiffRun {
  enum Side { kBoth, kQueryOnly, kStoredOnly };
  Side side;
  std::string_view text;
  v1::DiffPart::Kind kind;
};

// Returns the bytes of `range`, cut to what the text has.
std::string_view TextAt(std::string_view text, const v1::ByteRange& range);

// Returns the bytes [begin, end) of a text, printable, with what the ascending ranges have of them
// marked: bold, without colours in brackets. Ranges of no bytes are left out.
std::string MarkedRanges(std::string_view text,
                         const google::protobuf::RepeatedPtrField<v1::ByteRange>& ranges,
                         size_t begin, size_t end, bool colors);

// Returns the runs in order; what stands on both sides in different form is a query-only run and a
// stored-only run. Without a diff the stored text is one run.
std::vector<DiffRun> DiffRuns(const DiffParts& diff, std::string_view query,
                              std::string_view stored);

// Returns the stored text with what differs from the query marked: "[-query-]" and "{+stored+}", or
// colours. Right-to-left texts are isolated.
std::string MarkedDiff(const DiffParts& diff, std::string_view query, std::string_view stored,
                       bool colors);

}  // namespace dragoman
