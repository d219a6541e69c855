#include "server/text/roman.h"

#include <iterator>

namespace dragoman {

int RomanValue(std::string_view letters) {
  constexpr std::string_view kOnes[] = {"", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"};
  int tens = 0;
  while (tens < 3 && letters.starts_with('X')) {
    letters.remove_prefix(1);
    ++tens;
  }
  for (int ones = 0; ones < static_cast<int>(std::size(kOnes)); ++ones) {
    const int value = tens * 10 + ones;
    if (letters == kOnes[ones]) return value > 1 ? value : 0;
  }
  return 0;
}

}  // namespace dragoman
