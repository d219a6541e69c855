#include "server/engine/memory_indexes.h"

#include <algorithm>
#include <utility>

#include "server/engine/source_key.h"

namespace dragoman {
namespace {

IndexEntry EntryOf(const Unit& unit, const Variant& variant, uint64_t languages) {
  SourceKey key(variant);
  return {.unit = unit.id,
          .analysis = std::move(key.analysis),
          .previous_hash = key.previous_hash,
          .next_hash = key.next_hash,
          .languages = languages,
          .penalty_class = PenaltyClass(unit.origin, unit.state)};
}

// Returns the bits of a unit's languages; numbers the ones that are new.
uint64_t BitsOf(const Unit& unit, MemoryView& view) {
  uint64_t bits = 0;
  for (const Variant& variant : unit.variants) {
    const auto found = std::find(view.numbered.begin(), view.numbered.end(), variant.language);
    const auto number = static_cast<size_t>(found - view.numbered.begin());
    if (found == view.numbered.end()) view.numbered.push_back(variant.language);
    bits |= uint64_t{1} << std::min(number, MemoryView::kNumberedLanguages);
  }
  return bits;
}

using ChangesByLanguage = std::map<Language, std::vector<IndexChange>>;

void AddChanges(const UnitChange& change, uint64_t languages, ChangesByLanguage& changes) {
  if (change.before) {
    for (const Variant& variant : change.before->variants) {
      if (change.after && change.after->Has(variant.language)) continue;
      changes[variant.language].push_back({change.before->id, std::nullopt});
    }
  }
  if (!change.after) return;
  for (const Variant& variant : change.after->variants) {
    changes[variant.language].push_back(
        {change.after->id, EntryOf(*change.after, variant, languages)});
  }
}

}  // namespace

std::vector<const IndexSnapshot*> MemoryView::Answering(const Language& wanted) const {
  std::vector<const IndexSnapshot*> found;
  for (const auto& [language, index] : indexes) {
    if (Answers(language, wanted)) found.push_back(index.get());
  }
  return found;
}

uint64_t MemoryView::LanguageBits(std::span<const Language> wanted) const {
  if (wanted.empty()) return ~uint64_t{0};
  uint64_t bits = 0;
  for (size_t i = 0; i < numbered.size(); ++i) {
    const bool asked = std::any_of(wanted.begin(), wanted.end(), [&](const Language& language) {
      return Answers(numbered[i], language);
    });
    if (asked) bits |= uint64_t{1} << std::min(i, kNumberedLanguages);
  }
  return bits;
}

void MemoryIndexes::Apply(const std::map<UnitId, UnitChange>& changes, Revision revision) {
  auto next = std::make_shared<MemoryView>(*view());
  ChangesByLanguage by_language;
  for (const auto& [id, change] : changes) {
    AddChanges(change, change.after ? BitsOf(*change.after, *next) : 0, by_language);
    next->units += change.after.has_value();
    next->units -= change.before.has_value();
  }
  for (const auto& [language, index_changes] : by_language) {
    auto& index = indexes_[language];
    if (index == nullptr) index = std::make_unique<MatchIndex>();
    index->Apply(index_changes, revision);
    next->indexes[language] = index->snapshot();
  }
  next->revision = revision;
  const absl::MutexLock lock(&mutex_);
  view_ = std::move(next);
}

std::shared_ptr<const MemoryView> MemoryIndexes::view() const {
  const absl::MutexLock lock(&mutex_);
  return view_;
}

}  // namespace dragoman
