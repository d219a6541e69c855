#include "server/engine/unit_draft.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "server/engine/source_key.h"
#include "server/store/codec.h"
#include "server/store/keys.h"

namespace dragoman {
namespace {

// Returns whether `stored` has all variants of `unit` and everything else that `unit` states.
bool Holds(const Unit& stored, const Unit& unit) {
  const auto has = [&stored](const Variant& variant) {
    const Variant* same = stored.At(variant.language);
    return same != nullptr && *same == variant;
  };
  const auto stated = [](const auto& value, const auto& unset, const auto& there) {
    return value == unset || value == there;
  };
  const bool same_properties = std::includes(stored.properties.begin(), stored.properties.end(),
                                             unit.properties.begin(), unit.properties.end());
  return std::all_of(unit.variants.begin(), unit.variants.end(), has) && same_properties &&
         stated(unit.origin, Origin::kUnspecified, stored.origin) &&
         stated(unit.state, ReviewState::kUnspecified, stored.state) &&
         stated(unit.document, std::string(), stored.document) &&
         stated(unit.domain, std::string(), stored.domain);
}

void ReplaceVariant(Unit& unit, const Variant& variant) {
  const auto there =
      std::find_if(unit.variants.begin(), unit.variants.end(),
                   [&](const Variant& one) { return one.language == variant.language; });
  if (there == unit.variants.end()) {
    unit.variants.push_back(variant);
  } else {
    *there = variant;
  }
}

// Returns `stored` with everything that `unit` states.
Unit Combined(const Unit& stored, const Unit& unit) {
  Unit merged = stored;
  for (const Variant& variant : unit.variants) ReplaceVariant(merged, variant);
  SortVariants(merged);
  if (unit.origin != Origin::kUnspecified) merged.origin = unit.origin;
  if (unit.state != ReviewState::kUnspecified) merged.state = unit.state;
  if (!unit.author.empty()) merged.author = unit.author;
  if (!unit.document.empty()) merged.document = unit.document;
  if (!unit.domain.empty()) merged.domain = unit.domain;
  for (const auto& [key, value] : unit.properties) merged.properties[key] = value;
  merged.batch_id = unit.batch_id;
  return merged;
}

// Returns `stored` with what `unit` states and it does not have.
Unit Completed(const Unit& stored, const Unit& unit) {
  Unit completed = Combined(unit, stored);
  SortVariants(completed);
  completed.id = stored.id;
  completed.revision = stored.revision;
  completed.created_micros = stored.created_micros;
  completed.changed_micros = stored.changed_micros;
  if (completed != stored) completed.batch_id = unit.batch_id;
  return completed;
}

// Returns whether a merge of `unit` only adds to what `stored` says, whoever wrote it.
bool OnlyAdds(const Unit& unit, const Unit& stored) {
  Unit completed = Completed(stored, unit);
  Unit combined = Combined(stored, unit);
  completed.author = combined.author;
  return completed == combined;
}

int64_t ChangeTime(const Unit& unit, int64_t now_micros) {
  return unit.changed_micros == 0 ? now_micros : std::min(unit.changed_micros, now_micros);
}

// Returns whether the write is newer than what it would replace.
bool IsNewer(const UnitWrite& write, const Unit& unit, const UnitDraft::Commit& commit) {
  const int64_t micros = ChangeTime(write.unit, commit.now_micros);
  if (commit.claims == nullptr) return micros > unit.changed_micros;
  // Rows of one file without times are equally new, whenever the first of them was stored.
  const bool is_later_row = commit.claims->Has(unit.id) && !write.states_time;
  return !is_later_row && micros > commit.claims->NewestOf(unit);
}

// Returns whether the policy may change a unit that says something else than the write.
bool MayChange(UnitId id, WritePolicy policy, const UnitDraft::Commit& commit) {
  if (policy == WritePolicy::kAdd) return false;
  const bool is_claimed = commit.claims != nullptr && commit.claims->Has(id);
  return policy != WritePolicy::kReplaceSame || !is_claimed;
}

// Returns which of the unit's variants is the source.
size_t SourceOf(const UnitWrite& write) {
  return static_cast<size_t>(write.unit.At(write.source) - write.unit.variants.data());
}

UnitOutcome Unchanged(const Unit& unit) { return {Outcome::kUnchanged, unit.id, unit.revision}; }

}  // namespace

void Prepare(UnitWrite& write) {
  SortVariants(write.unit);
  write.keys = KeysOf(write.unit);
}

StatusOr<std::vector<std::optional<Unit>>> StoredUnits::Get(std::span<const UnitId> ids) const {
  std::vector<std::string> keys;
  keys.reserve(ids.size());
  for (const UnitId id : ids) keys.push_back(UnitKey(id));
  ASSIGN_OR_RETURN(const auto values, store_.MultiGet(shard_, keys));
  std::vector<std::optional<Unit>> units(ids.size());
  for (size_t i = 0; i < ids.size(); ++i) {
    if (!values[i]) continue;
    auto unit = DecodeUnit(*values[i]);
    if (!unit.ok())
      return Error(unit.status().code(), "unit {}: {}", ids[i], MessageOf(unit.status()));
    units[i] = *std::move(unit);
  }
  return units;
}

StatusOr<UnitOutcome> UnitDraft::Plan(const UnitWrite& write, WritePolicy policy,
                                      const Commit& commit) {
  ASSIGN_OR_RETURN(const std::vector<Unit> same, Same(write, policy, commit));
  const auto there = std::find_if(same.begin(), same.end(),
                                  [&](const Unit& unit) { return Holds(unit, write.unit); });
  const UnitOutcome outcome =
      there != same.end() ? Unchanged(*there) : PlanBeside(same, write, policy, commit);
  if (commit.claims == nullptr) return outcome;
  commit.claims->Add(outcome.id);
  if (there != same.end()) {
    commit.claims->Confirm(*there, ChangeTime(write.unit, commit.now_micros));
  }
  if (KeyedUnits* keyed = commit.claims->keyed()) keyed->Add(write.unit, outcome.id);
  return outcome;
}

// Plans a unit that none of those with the same source holds.
UnitOutcome UnitDraft::PlanBeside(const std::vector<Unit>& same, const UnitWrite& write,
                                  WritePolicy policy, const Commit& commit) {
  if (same.empty() || policy == WritePolicy::kAdd) return StoreNew(write, commit);
  const Unit& newest = same.back();
  if (policy == WritePolicy::kKeepStored) {
    Unit completed = Completed(newest, write.unit);
    if (completed == newest) return Unchanged(newest);
    return MergeInto(newest, std::move(completed), write, commit);
  }
  if (policy == WritePolicy::kReplaceSame) return PlanReplacement(same, write, commit);
  if (!IsNewer(write, newest, commit)) return Unchanged(newest);
  return MergeInto(newest, Combined(newest, write.unit), write, commit);
}

UnitOutcome UnitDraft::PlanReplacement(const std::vector<Unit>& same, const UnitWrite& write,
                                       const Commit& commit) {
  const auto claimed = [&](const Unit& unit) {
    return commit.claims != nullptr && commit.claims->Has(unit.id);
  };
  const auto completes = [&](const Unit& unit) {
    return claimed(unit) && OnlyAdds(write.unit, unit);
  };
  const auto replaces = [&](const Unit& unit) { return !claimed(unit); };
  auto chosen = std::find_if(same.rbegin(), same.rend(), completes);
  if (chosen == same.rend()) chosen = std::find_if(same.rbegin(), same.rend(), replaces);
  if (chosen == same.rend()) return StoreNew(write, commit);
  return MergeInto(*chosen, Combined(*chosen, write.unit), write, commit);
}

StatusOr<std::optional<Unit>> UnitDraft::Get(UnitId id) const {
  if (const UnitChange* change = FindChange(id)) return change->after;
  ASSIGN_OR_RETURN(auto units, stored_.Get({&id, 1}));
  return std::move(units.front());
}

void UnitDraft::Put(std::optional<Unit> before, std::optional<Unit> after,
                    std::shared_ptr<const UnitKeys> keys) {
  const UnitId id = before ? before->id : after->id;
  if (after) {
    if (keys == nullptr) keys = KeysOf(*after);
    for (size_t i = 0; i < after->variants.size(); ++i) {
      by_source_[SourceHash(after->variants[i].language, (*keys)[i].text)].push_back(id);
    }
  }
  const auto [change, is_new] = changes_.try_emplace(id);
  if (is_new) change->second.before = std::move(before);
  change->second.after = std::move(after);
  change->second.keys = std::move(keys);
}

void UnitDraft::Merge() {
  for (auto& [id, change] : changes_) {
    const auto [there, is_new] = parent_->changes_.try_emplace(id);
    if (is_new) there->second.before = std::move(change.before);
    there->second.after = std::move(change.after);
    there->second.keys = std::move(change.keys);
  }
  for (auto& [hash, ids] : by_source_) {
    auto& there = parent_->by_source_[hash];
    there.insert(there.end(), ids.begin(), ids.end());
  }
  parent_->next_id_ = next_id_;
  changes_.clear();
  by_source_.clear();
}

// Returns the units that are the same as this one, ascending by id: by the import's own key where
// the unit has one, else by source and context, as far as the policy asks for them.
StatusOr<std::vector<Unit>> UnitDraft::Same(const UnitWrite& write, WritePolicy policy,
                                            const Commit& commit) const {
  const KeyedUnits* keyed = commit.claims == nullptr ? nullptr : commit.claims->keyed();
  const std::string* value = keyed == nullptr ? nullptr : keyed->ValueOf(write.unit);
  if (value == nullptr) return SameSource(write, policy, commit);
  ASSIGN_OR_RETURN(std::vector<Unit> units, Read(keyed->Find(write.unit)));
  std::erase_if(units, [&](const Unit& unit) {
    const std::string* other = keyed->ValueOf(unit);
    return other == nullptr || *other != *value;
  });
  return units;
}

// Returns the units with this source in this context that the policy may choose from, ascending by
// id: all that may hold or complete the write, and the newest of those that say something else and
// that it may change. Thousands of units have a source such as "Yes", and to read a unit is dear.
StatusOr<std::vector<Unit>> UnitDraft::SameSource(const UnitWrite& write, WritePolicy policy,
                                                  const Commit& commit) const {
  const Variant& source = *write.unit.At(write.source);
  std::optional<SourceKey> key;
  const auto is_same = [&](const Unit& unit) {
    const Variant* variant = unit.At(source.language);
    if (variant == nullptr) return false;
    if (*variant == source) return true;
    if (!key) key.emplace(source);
    return SourceKey(*variant) == *key;
  };
  const Candidates candidates = FindCandidates(write, policy, commit);
  ASSIGN_OR_RETURN(std::vector<Unit> units, Read(candidates.agreeing));
  std::erase_if(units, std::not_fn(is_same));
  for (auto id = candidates.differing.rbegin(); id != candidates.differing.rend(); ++id) {
    ASSIGN_OR_RETURN(std::vector<Unit> newest, Read({*id}));
    if (newest.empty() || !is_same(newest.front())) continue;
    const auto after = std::ranges::lower_bound(units, *id, {}, &Unit::id);
    units.insert(after, std::move(newest.front()));
    break;
  }
  return units;
}

// Returns those of the units that are there, as this draft leaves them, ascending by id.
StatusOr<std::vector<Unit>> UnitDraft::Read(const std::vector<UnitId>& ids) const {
  std::vector<UnitId> to_read;
  std::vector<Unit> units;
  for (const UnitId id : ids) {
    const UnitChange* change = FindChange(id);
    if (change == nullptr) to_read.push_back(id);
    if (change != nullptr && change->after) units.push_back(*change->after);
  }
  if (!to_read.empty()) {
    ASSIGN_OR_RETURN(auto stored, stored_.Get(to_read));
    for (auto& unit : stored) {
      if (unit) units.push_back(*std::move(unit));
    }
  }
  std::sort(units.begin(), units.end(), [](const Unit& a, const Unit& b) { return a.id < b.id; });
  return units;
}

UnitDraft::Candidates UnitDraft::FindCandidates(const UnitWrite& write, WritePolicy policy,
                                                const Commit& commit) const {
  Candidates candidates;
  AddStored(write, policy, commit, candidates);
  AddChanged(write, policy, commit, candidates);
  for (std::vector<UnitId>* ids : {&candidates.agreeing, &candidates.differing}) {
    std::ranges::sort(*ids);
    ids->erase(std::unique(ids->begin(), ids->end()), ids->end());
  }
  return candidates;
}

// Adds what is stored, as the indexes show it: a unit differs where it has a language and is not
// among those with the write's text of it.
void UnitDraft::AddStored(const UnitWrite& write, WritePolicy policy, const Commit& commit,
                          Candidates& candidates) const {
  const auto index = view_->indexes.find(write.source);
  if (index == view_->indexes.end()) return;
  const VariantKeys& keys = (*write.keys)[SourceOf(write)];
  std::optional<std::vector<OtherText>> others;  // Made when a unit asks: few writes need it.
  const auto agrees = [&](const ExactHit& hit) {
    if (!others) others = OtherTextsOf(write);
    return std::ranges::all_of(*others, [&](const OtherText& other) {
      // Under kAdd a unit without the language is another one as well.
      const bool may_lack = policy != WritePolicy::kAdd && (hit.languages & other.bit) == 0;
      return may_lack || std::ranges::binary_search(other.units, hit.unit);
    });
  };
  const auto is_wanted = [&](const ExactHit& hit) {
    if (hit.previous != ContextKey(keys.previous_hash)) return false;
    if (hit.next != ContextKey(keys.next_hash)) return false;
    if (FindChange(hit.unit) != nullptr) return false;
    return MayChange(hit.unit, policy, commit) || agrees(hit);
  };
  for (const ExactHit& hit : index->second->Exact(keys.text, is_wanted)) {
    (agrees(hit) ? candidates.agreeing : candidates.differing).push_back(hit.unit);
  }
}

std::vector<UnitDraft::OtherText> UnitDraft::OtherTextsOf(const UnitWrite& write) const {
  std::vector<OtherText> others;
  for (size_t i = 0; i < write.unit.variants.size(); ++i) {
    const Language& language = write.unit.variants[i].language;
    if (language == write.source) continue;
    OtherText& other = others.emplace_back(OtherText{view_->BitOf(language), {}});
    const auto index = view_->indexes.find(language);
    if (index == view_->indexes.end()) continue;
    // Whoever may have the text is read and compared later: none needs to be looked at now.
    index->second->Exact((*write.keys)[i].text, [&other](const ExactHit& hit) {
      other.units.push_back(hit.unit);
      return false;
    });
    std::ranges::sort(other.units);
  }
  return others;
}

// Adds what this draft and those below it have changed.
void UnitDraft::AddChanged(const UnitWrite& write, WritePolicy policy, const Commit& commit,
                           Candidates& candidates) const {
  const uint64_t hash = SourceHash(write.source, (*write.keys)[SourceOf(write)].text);
  const auto agrees = [&](const Unit& unit) {
    return std::ranges::all_of(write.unit.variants, [&](const Variant& variant) {
      const Variant* there = unit.At(variant.language);
      return there == nullptr || variant.language == write.source || *there == variant;
    });
  };
  for (const UnitDraft* draft = this; draft != nullptr; draft = draft->parent_) {
    const auto changed = draft->by_source_.find(hash);
    if (changed == draft->by_source_.end()) continue;
    for (const UnitId id : changed->second) {
      const UnitChange* change = FindChange(id);
      if (!change->after) continue;
      if (agrees(*change->after)) {
        candidates.agreeing.push_back(id);
      } else if (MayChange(id, policy, commit)) {
        candidates.differing.push_back(id);
      }
    }
  }
}

const UnitChange* UnitDraft::FindChange(UnitId id) const {
  for (const UnitDraft* draft = this; draft != nullptr; draft = draft->parent_) {
    const auto change = draft->changes_.find(id);
    if (change != draft->changes_.end()) return &change->second;
  }
  return nullptr;
}

UnitOutcome UnitDraft::StoreNew(const UnitWrite& write, const Commit& commit) {
  Unit unit = write.unit;
  unit.id = next_id_++;
  unit.revision = commit.revision;
  if (unit.created_micros == 0) unit.created_micros = commit.now_micros;
  unit.changed_micros = ChangeTime(write.unit, commit.now_micros);
  const UnitId id = unit.id;
  Put(std::nullopt, std::move(unit), write.keys);
  return {Outcome::kStored, id, commit.revision};
}

UnitOutcome UnitDraft::MergeInto(const Unit& unit, Unit merged, const UnitWrite& write,
                                 const Commit& commit) {
  merged.revision = commit.revision;
  merged.changed_micros = ChangeTime(write.unit, commit.now_micros);
  Put(unit, std::move(merged));
  return {Outcome::kMerged, unit.id, commit.revision};
}

}  // namespace dragoman
