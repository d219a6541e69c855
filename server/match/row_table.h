// Rows of various length, one after the other; 4 Gi values in all.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace dragoman {

template <typename T>
class RowTable {
 public:
  void Reserve(size_t rows, size_t values) {
    ends_.reserve(rows + 1);
    values_.reserve(values);
  }
  // Appends to the last row.
  void Push(const T& value) { values_.push_back(value); }
  void EndRow() { ends_.push_back(static_cast<uint32_t>(values_.size())); }

  std::span<const T> operator[](size_t row) const {
    return {values_.data() + ends_[row], ends_[row + 1] - ends_[row]};
  }
  size_t size() const { return ends_.size() - 1; }

 private:
  std::vector<T> values_;
  std::vector<uint32_t> ends_ = {0};
};

}  // namespace dragoman
