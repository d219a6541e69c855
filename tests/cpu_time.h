// The processor time of this process: unlike the time on the wall, it does not grow when other
// processes have the processors.
#pragma once

#include <ctime>

namespace dragoman {

// Returns the seconds that all threads of the process have run so far.
inline double CpuSeconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

// What a text as long as a segment may be takes at most, sanitizers and slow machines included; a
// quadratic step takes longer.
inline constexpr double kLongTextSeconds = 4;

}  // namespace dragoman
