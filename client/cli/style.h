// How texts look on a terminal: colours, and right-to-left texts that cannot disturb their line.
#pragma once

#include <string>
#include <string_view>

namespace dragoman {

enum class Color { kNone, kRed, kGreen, kYellow, kBlue, kGray, kBold };

// Returns `text` in a colour, or as it is where `on` is false.
std::string Painted(std::string_view text, Color color, bool on);

// Returns the text with control characters made visible (as U+2400 and following), so that a stored
// text can neither move the cursor nor break the line.
std::string Printable(std::string_view text);

// Returns the language tag's writing direction: whether it is written from right to left.
bool IsRightToLeftLanguage(std::string_view tag);

// Returns the text inside Unicode isolates where it has right-to-left letters: U+2067 where the
// first letter is one, else U+2068, and U+2069 at the end. Isolates inside the text are balanced,
// so that none of them reaches past its end. Other texts come back as they are.
std::string Isolated(std::string_view text);

// Returns `shown` isolated as `text`, of which it is a marked form, would be.
std::string IsolatedAs(std::string_view text, std::string_view shown);

// Returns a text as it may stand on a line: printable and isolated.
std::string Shown(std::string_view text);

}  // namespace dragoman
