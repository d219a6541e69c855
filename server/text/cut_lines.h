// The frame of segmentation: lines, and in each the places where a sentence ends.
#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include "server/model/segment.h"

namespace dragoman {

// Returns the segments of a text, trimmed, none empty. `ends_in` is asked for each line, without
// the white space before it: the offsets in it where sentences end, ascending.
std::vector<ByteRange> CutLines(
    std::string_view text,
    const std::function<std::vector<size_t>(std::string_view line)>& ends_in);

}  // namespace dragoman
