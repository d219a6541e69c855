#include "server/engine/source_key.h"

#include "server/base/hash.h"
#include "server/text/normalise.h"

namespace dragoman {

uint64_t ContextHash(const std::optional<std::string>& text, const Language& language) {
  if (!text) return 0;
  const uint64_t hash = Hash64(ExactKey(*text, language));
  return hash == 0 ? 1 : hash;
}

SourceKey::SourceKey(const Variant& variant)
    : language(variant.language),
      exact_key(Analyse(variant.segment, variant.language).exact_key),
      codes(variant.segment.codes),
      previous_hash(ContextHash(variant.previous, variant.language)),
      next_hash(ContextHash(variant.next, variant.language)) {}

}  // namespace dragoman
