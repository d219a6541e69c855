#include "server/engine/unit_keys.h"

#include <algorithm>

#include "server/base/hash.h"
#include "server/engine/source_key.h"

namespace dragoman {

VariantKeys KeysOf(const Variant& variant) {
  VariantKeys keys;
  Analysis analysis = Analyse(variant.segment, variant.language);
  keys.text = KeysOf(analysis);
  keys.folds.reserve(analysis.words.size());
  for (Word& word : analysis.words) keys.folds.push_back(std::move(word.fold));
  keys.previous_hash = ContextHash(variant.previous, variant.language);
  keys.next_hash = ContextHash(variant.next, variant.language);
  return keys;
}

std::shared_ptr<const UnitKeys> KeysOf(const Unit& unit) {
  auto keys = std::make_shared<UnitKeys>();
  keys->reserve(unit.variants.size());
  for (const Variant& variant : unit.variants) keys->push_back(KeysOf(variant));
  return keys;
}

void SortVariants(Unit& unit) {
  std::sort(unit.variants.begin(), unit.variants.end(),
            [](const Variant& a, const Variant& b) { return a.language < b.language; });
}

uint64_t SourceHash(const Language& language, const TextKeys& text) {
  return text.exact ^ Hash64(language.tag());
}

}  // namespace dragoman
