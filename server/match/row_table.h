// Rows of various length, one after the other.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace dragoman {

template <typename T>
class RowTable {
 public:
  // Appends to the last row.
  void Push(const T& value) { values_.push_back(value); }
  void EndRow() { ends_.push_back(values_.size()); }

  std::span<const T> operator[](size_t row) const {
    return {values_.data() + ends_[row], ends_[row + 1] - ends_[row]};
  }
  size_t size() const { return ends_.size() - 1; }

 private:
  std::vector<T> values_;
  std::vector<uint64_t> ends_ = {0};
};

}  // namespace dragoman
