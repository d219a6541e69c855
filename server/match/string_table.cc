#include "server/match/string_table.h"

namespace dragoman {

StringTable::StringTable() : ends_{0}, numbers_(0, Hash{this}, Equal{this}) {}

uint32_t StringTable::Number(std::string_view text) {
  if (const auto found = numbers_.find(text); found != numbers_.end()) return *found;
  const auto number = static_cast<uint32_t>(size());
  bytes_ += text;
  ends_.push_back(bytes_.size());
  numbers_.insert(number);
  return number;
}

uint32_t StringTable::Find(std::string_view text) const {
  const auto found = numbers_.find(text);
  return found == numbers_.end() ? kUnknownId : *found;
}

std::string_view StringTable::operator[](uint32_t number) const {
  const uint64_t begin = ends_[number];
  return std::string_view(bytes_).substr(begin, ends_[number + 1] - begin);
}

}  // namespace dragoman
