// How often tests repeat what is done to a server by chance: kills, flipped bits.
#pragma once

#include <algorithm>
#include <cstdlib>

namespace dragoman {

// Returns `usual`, times DRAGOMAN_TEST_FACTOR if that is set: for long runs.
inline int Rounds(int usual) {
  const char* factor = std::getenv("DRAGOMAN_TEST_FACTOR");
  return factor == nullptr ? usual : usual * std::max(1, std::atoi(factor));
}

}  // namespace dragoman
