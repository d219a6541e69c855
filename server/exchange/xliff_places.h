// Where the segments of an XLIFF file stand in it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/exchange/document_file.h"
#include "server/exchange/xliff_segment.h"

namespace dragoman {

// The tags of an element; one that is a single tag ends with an empty range behind it.
struct XmlPlace {
  ByteRange start;
  ByteRange end;

  bool is_single() const { return end.begin == end.end; }
  ByteRange inner() const { return {start.end, end.begin}; }
};

// What names the languages of segments: a <file> of 1.x, the root of 2.x.
struct XliffFilePlace {
  ByteRange tag;
  std::string source;  // Languages, as written.
  std::string target;
};

// An element of a module in a <unit>, with its prefix.
struct XliffModulePlace {
  XmlPlace place;
  std::string prefix;
};

// A <trans-unit> or <unit>.
struct XliffUnitPlace {
  size_t file = 0;
  XmlPlace place;
  std::optional<XliffModulePlace> matches, glossary;
  // Of a split <trans-unit>:
  std::optional<XmlPlace> split;
  bool has_marks = false;              // Its target has segments,
  bool has_states = false;             // and SDL's states stand beside them.
  std::vector<std::string> mids;       // Of all segments in order.
  std::vector<XmlPlace> source_marks;  // Their <mrk>s.
};

struct XliffSegmentPlace {
  size_t unit = 0;
  std::string id;                     // Of a <segment>; of a <mrk> its mid.
  ByteRange tag;                      // Of a <segment>.
  XmlPlace source;                    // Or its <seg-source>.
  std::optional<XmlPlace> target;     // Of a split unit, that of all its segments.
  std::optional<XmlPlace> mark;       // Its <mrk> in there.
  std::optional<ByteRange> state;     // SDL's <sdl:seg>.
  std::vector<std::string> elements;  // Of the codes of its source, as XML.
};

struct XliffPlaces {
  XliffVersion version = XliffVersion::k1;
  std::vector<XliffFilePlace> files;
  std::vector<XliffUnitPlace> units;
  std::vector<XliffSegmentPlace> segments;
  std::vector<DocumentBlock> blocks;  // One for each segment.
};

// Errors: InvalidArgument with the line.
StatusOr<XliffPlaces> FindXliffPlaces(std::string_view source);

}  // namespace dragoman
