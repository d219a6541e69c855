#include "server/match/index_entry.h"

#include <utility>

#include "server/base/hash.h"

namespace dragoman {

IndexEntry EntryOf(UnitId unit, Analysis analysis) {
  IndexEntry entry;
  entry.unit = unit;
  entry.keys = KeysOf(analysis);
  entry.folds.reserve(analysis.words.size());
  for (Word& word : analysis.words) entry.folds.push_back(std::move(word.fold));
  return entry;
}

uint32_t TieHash(std::string_view name) {
  if (name.empty()) return 0;
  const auto hash = static_cast<uint32_t>(Hash64(name));
  return hash == 0 ? 1 : hash;
}

}  // namespace dragoman
