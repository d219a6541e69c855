// Quantities as the case files write them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/text/quantities.h"

namespace dragoman {

// Returns e.g. "1500000", "~2", "decade 1950", "date 1966-1-10", "time 12:30".
std::string Written(const Quantity& quantity);

// Returns quantities parted by "|"; "-" for none.
std::string Written(const std::vector<Quantity>& quantities);
std::string QuantitiesOf(std::string_view text, std::string_view tag);

// Returns a number with its digits in groups: of three, or the last of three and others of two.
std::string Grouped(const std::string& digits, const std::string& mark, bool indian);

}  // namespace dragoman
