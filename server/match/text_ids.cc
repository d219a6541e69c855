#include "server/match/text_ids.h"

#include "server/match/string_table.h"

namespace dragoman {

std::string CodeKey(const Code& code) {
  return static_cast<char>('0' + static_cast<int>(code.kind)) + code.content;
}

TextPair NumberPair(const Analysis& query, const Analysis& stored) {
  StringTable table;
  const auto number = [&table](std::string_view text) { return table.Number(text); };
  return {NumberText(query, number, number), NumberText(stored, number, number)};
}

}  // namespace dragoman
