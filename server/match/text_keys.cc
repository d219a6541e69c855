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

}  // namespace dragoman
