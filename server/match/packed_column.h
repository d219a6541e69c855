// A column of unsigned numbers in as many whole bytes each as their spread needs: none when all are
// equal (the time of change after a bulk import), four when they are unit numbers.
#pragma once

#include <cstdint>
#include <cstring>
#include <span>
#include <string>

namespace dragoman {

// Grammar: base u64, width u8 (0, 1, 2, 4 or 8), 7 bytes unused, then count values less base.
class PackedColumn {
 public:
  PackedColumn() = default;
  // Lifetime: the bytes outlive the column.
  explicit PackedColumn(std::span<const char> bytes) {
    std::memcpy(&base_, bytes.data(), sizeof base_);
    width_ = static_cast<uint8_t>(bytes[sizeof base_]);
    values_ = bytes.data() + kHeaderBytes;
  }

  uint64_t operator[](size_t i) const {
    switch (width_) {
      case 0:
        return base_;
      case 1:
        return base_ + Value<uint8_t>(i);
      case 2:
        return base_ + Value<uint16_t>(i);
      case 4:
        return base_ + Value<uint32_t>(i);
      default:
        return base_ + Value<uint64_t>(i);
    }
  }

  // Returns the bytes of a column of these values.
  static std::string Encode(std::span<const uint64_t> values);

 private:
  static constexpr size_t kHeaderBytes = 16;

  template <typename T>
  T Value(size_t i) const {
    T value;
    std::memcpy(&value, values_ + i * sizeof(T), sizeof(T));
    return value;
  }

  uint64_t base_ = 0;
  uint8_t width_ = 0;
  const char* values_ = nullptr;
};

}  // namespace dragoman
