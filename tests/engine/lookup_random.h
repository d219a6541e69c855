// Random small memories, and lookups in them, whose texts resemble each other.
#pragma once

#include "server/engine/registry.h"
#include "server/store/store.h"
#include "tests/engine/lookup_twin.h"
#include "tests/random.h"

namespace dragoman {

// Thread-compatible.
class RandomLookups {
 public:
  // Returns a unit of two or more of ru, ru-RU, en, en-GB, ur and de, with few different texts.
  Unit AnyUnit();
  // Returns settings whose penalties are often 0 and sometimes more than 100 together.
  LookupMemory AnySettings(const std::string& name);
  LookupOptions AnyOptions();
  LookupQuery AnyQuery(const Language& language);

  // Returns whether a chance of one in `n` came true.
  bool OneIn(uint64_t n) { return random_.Below(n) == 0; }
  uint64_t Below(uint64_t limit) { return random_.Below(limit); }

 private:
  Segment AnySegment(const Language& language);
  std::optional<std::string> AnyNeighbour(const Language& language);
  std::string AnyText(const Language& language);
  std::string AnyLabel();

  TestRandom random_;
};

// An engine with one to three memories of random units.
class RandomMemories {
 public:
  RandomMemories(RandomLookups& random, uint64_t max_units);

  // Compares a lookup in all memories with its twin; returns what it found.
  std::vector<Match> CompareWithTwin(LookupOptions options, const LookupQuery& query) const;

 private:
  std::unique_ptr<Store> store_;
  std::unique_ptr<Registry> registry_;
  std::vector<TwinMemory> memories_;
};

}  // namespace dragoman
