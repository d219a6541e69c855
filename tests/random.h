// The random source of property tests: one seed per program, printed, repeatable.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <random>
#include <string>

namespace dragoman {

// Returns the seed of this run: DRAGOMAN_TEST_SEED if set, else a fresh one; prints it once.
inline uint64_t TestSeed() {
  static const uint64_t seed = [] {
    const char* set = std::getenv("DRAGOMAN_TEST_SEED");
    const uint64_t value = set ? std::strtoull(set, nullptr, 10) : std::random_device{}();
    std::cout << "DRAGOMAN_TEST_SEED=" << value << "\n";
    return value;
  }();
  return seed;
}

// A stream of random numbers; each instance of a program draws the same ones for the same seed.
// Thread-compatible.
class TestRandom {
 public:
  TestRandom() : engine_(TestSeed()) {}

  // Returns a number in [0, limit); limit is at least 1.
  uint64_t Below(uint64_t limit) {
    return std::uniform_int_distribution<uint64_t>(0, limit - 1)(engine_);
  }

  // Returns a number whose length in bits is uniform in [0, 64]: small and large ones alike.
  uint64_t OfAnySize() {
    const uint64_t bits = Below(65);
    return bits == 0 ? 0 : engine_() >> (64 - bits);
  }

 private:
  std::mt19937_64 engine_;
};

}  // namespace dragoman
