#include "server/engine/name_index.h"

#include <absl/container/flat_hash_set.h>

#include <algorithm>
#include <tuple>

namespace dragoman {

NameIndex::NameIndex(const Concepts& concepts, const NameIndex* before) {
  absl::flat_hash_set<const Concept*> known;
  if (before != nullptr) {
    for (const Entry& entry : before->entries_) {
      const auto present = concepts.find(entry.concept_value->id);
      if (present == concepts.end() || present->second != entry.concept_value) continue;
      entries_.push_back(entry);
      known.insert(entry.concept_value.get());
    }
  }
  const auto sorted = static_cast<std::ptrdiff_t>(entries_.size());
  for (const auto& [id, concept_value] : concepts) {
    if (known.contains(concept_value.get())) continue;
    for (uint32_t i = 0; i < concept_value->terms.size(); ++i) {
      NameKey key = NameKeyOf(concept_value->terms[i].text);
      if (!key.symbols.empty()) entries_.push_back({std::move(key), concept_value, i});
    }
  }
  const auto before_in_order = [](const Entry& a, const Entry& b) {
    return std::tie(a.key.symbols, a.concept_value->id, a.term) <
           std::tie(b.key.symbols, b.concept_value->id, b.term);
  };
  std::sort(entries_.begin() + sorted, entries_.end(), before_in_order);
  std::inplace_merge(entries_.begin(), entries_.begin() + sorted, entries_.end(), before_in_order);
}

std::vector<NamedTerm> NameIndex::Find(const NameKey& name) const {
  std::vector<NamedTerm> found;
  for (const Entry& entry : entries_) {
    const NameMeeting meeting = MeetingOf(name, entry.key);
    if (meeting == NameMeeting::kNone) continue;
    found.push_back({entry.concept_value, entry.term, meeting});
  }
  return found;
}

}  // namespace dragoman
