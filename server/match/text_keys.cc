#include "server/match/text_keys.h"

#include "server/base/hash.h"
#include "server/match/text_ids.h"

namespace dragoman {
namespace {

WordKey KeyOf(const Word& word) {
  return {.stem = Hash64(word.stem),
          .fold = Hash64(word.is_number() ? word.value : word.fold),
          .form = Hash64(word.form)};
}

// Odd, so that no information of a hash is lost; one for each kind, so that a mark is not a code.
constexpr uint64_t kOfMark = 0x9E3779B97F4A7C15;
constexpr uint64_t kOfCode = 0xC2B2AE3D27D4EB4F;
constexpr uint64_t kOfNumber = 0x165667B19E3779F9;

}  // namespace

uint64_t NumberStemKey() {
  static const uint64_t key = Hash64(kNumberStem);
  return key;
}

TextKeys KeysOf(const Analysis& analysis) {
  TextKeys keys;
  keys.words.reserve(analysis.words.size());
  for (const Word& word : analysis.words) keys.words.push_back(KeyOf(word));
  keys.marks.reserve(analysis.marks.size());
  for (const Mark& mark : analysis.marks) keys.marks.push_back(Hash64(mark.text));
  for (const Code& code : analysis.codes) keys.codes.push_back(Hash64(CodeKey(code)));
  keys.exact = Hash64(analysis.exact_key);
  keys.fold = Hash64(analysis.fold_key);
  return keys;
}

uint8_t FlatSign(const TextKeys& keys) {
  uint64_t sum = 0;  // Whatever the order.
  for (const uint64_t mark : keys.marks) sum += mark * kOfMark;
  for (const uint64_t code : keys.codes) sum += code * kOfCode;
  for (const WordKey& word : keys.words) {
    if (word.stem == NumberStemKey()) sum += word.fold * kOfNumber;
  }
  return static_cast<uint8_t>(sum >> 56);
}

}  // namespace dragoman
