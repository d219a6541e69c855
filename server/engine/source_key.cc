#include "server/engine/source_key.h"

#include "server/base/hash.h"

namespace dragoman {

uint64_t ContextHash(const std::optional<std::string>& text, const Language& language) {
  if (!text) return 0;
  const uint64_t hash = Hash64(Analyse(*text, language).exact_key);
  return hash == 0 ? 1 : hash;
}

SourceKey::SourceKey(const Variant& variant)
    : language(variant.language),
      analysis(Analyse(variant.segment, variant.language)),
      previous_hash(ContextHash(variant.previous, variant.language)),
      next_hash(ContextHash(variant.next, variant.language)) {}

uint64_t SourceKey::hash() const { return Hash64(language.tag() + '\0' + analysis.exact_key); }

bool SourceKey::Same(const SourceKey& other) const {
  return language == other.language && analysis.exact_key == other.analysis.exact_key &&
         analysis.codes == other.analysis.codes && previous_hash == other.previous_hash &&
         next_hash == other.next_hash;
}

}  // namespace dragoman
