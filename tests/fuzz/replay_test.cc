// Runs every fuzz target on its kept corpus, on each file cut short, and on random changes of it.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "tests/fuzz/fuzz_target.h"
#include "tests/random.h"

namespace dragoman {
namespace {

namespace fs = std::filesystem;

constexpr int kChanges = 20;  // Of each file.

std::vector<std::string> CorpusOf(const std::string& target) {
  std::vector<std::string> files;
  for (const auto& entry : fs::directory_iterator(DRAGOMAN_SOURCE_DIR "/tests/fuzz/corpus")) {
    if (entry.path().stem() != target) continue;
    std::ifstream in(entry.path(), std::ios::binary);
    files.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
  }
  return files;
}

// Changes, adds or removes a few bytes.
std::string Changed(std::string bytes, TestRandom& random) {
  for (uint64_t changes = 1 + random.Below(4); changes > 0 && !bytes.empty(); --changes) {
    const size_t at = random.Below(bytes.size());
    switch (random.Below(3)) {
      case 0:
        bytes[at] = static_cast<char>(random.Below(256));
        break;
      case 1:
        bytes.insert(at, bytes.substr(random.Below(bytes.size()), 1 + random.Below(8)));
        break;
      default:
        bytes.erase(at, 1 + random.Below(8));
    }
  }
  return bytes;
}

class Replay : public testing::TestWithParam<std::string> {};

TEST_P(Replay, HandlesTheCorpusAndWhatIsNearIt) {
  const FuzzTarget& target = FuzzTargets().at(GetParam());
  const std::vector<std::string> corpus = CorpusOf(GetParam());
  ASSERT_FALSE(corpus.empty());
  TestRandom random;
  target("");
  for (const std::string& file : corpus) {
    target(file);
    for (int i = 0; i < kChanges; ++i) target(Changed(file, random));
    target(std::string_view(file).substr(0, random.Below(file.size() + 1)));
  }
}

std::vector<std::string> Names() {
  std::vector<std::string> names;
  for (const auto& [name, target] : FuzzTargets()) names.push_back(name);
  return names;
}

INSTANTIATE_TEST_SUITE_P(Fuzz, Replay, testing::ValuesIn(Names()),
                         [](const auto& one) { return one.param; });

}  // namespace
}  // namespace dragoman
