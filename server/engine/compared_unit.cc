#include "server/engine/compared_unit.h"

#include "server/base/hash.h"

namespace dragoman {

ComparedUnit::ComparedUnit(const Unit& unit, const std::string& memory,
                           const ComparedLanguages& languages)
    : use_{.memory = memory,
           .unit = unit.id,
           .changed_micros = unit.changed_micros,
           .author = unit.author} {
  const auto take = [&](TextRole role, const Language& language) {
    const Variant* variant = language.empty() ? nullptr : unit.Find(language);
    if (variant != nullptr) Set(role, variant->segment, variant->language);
  };
  take(TextRole::kSource, languages.source);
  take(TextRole::kTarget, languages.target);
  take(TextRole::kPivot, languages.pivot);
}

ComparedUnit::ComparedUnit(const TranslationPair& pair, size_t index,
                           const ComparedLanguages& languages)
    : use_{.pair = index} {
  Set(TextRole::kSource, pair.source, languages.source);
  Set(TextRole::kTarget, pair.target, languages.target);
}

void ComparedUnit::Set(TextRole role, const Segment& segment, const Language& language) {
  if (IsBlank(segment.text)) return;
  Side& side = sides_[static_cast<size_t>(role)];
  side.segment = &segment;
  side.language = &language;
}

const Analysis& ComparedUnit::WordsOf(TextRole role) {
  Side& side = sides_[static_cast<size_t>(role)];
  if (!side.words) side.words = Analyse(*side.segment, *side.language);
  return *side.words;
}

uint64_t ComparedUnit::FoldHashOf(TextRole role) { return Hash64(WordsOf(role).fold_key); }

}  // namespace dragoman
