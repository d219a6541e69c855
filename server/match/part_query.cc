#include "server/match/part_query.h"

#include <absl/container/flat_hash_map.h>

#include <algorithm>

#include "server/match/candidates.h"

namespace dragoman {

struct PartQuery::Workspace {
  std::vector<uint16_t> slot_of_form;  // All 0 between queries.
  std::vector<uint32_t> forms;         // Of the entry looked at.
  std::vector<uint32_t> slots;
  TextIds stored;  // Its numbers for the score.
  EntryRow row;
  StemDistance distance;
};

PartQuery::Workspace& PartQuery::TheWorkspace() {
  thread_local Workspace space;
  return space;
}

PartQuery::PartQuery(const IndexPart& part, const TextKeys& query)
    : part_(part), query_(query), space_(TheWorkspace()) {
  if (part.number_stem() != kUnknownId) number_forms_ = part.FormsOf(part.number_stem());
  NumberSlots();
}

PartQuery::~PartQuery() {
  for (const uint32_t stem : stems_) {
    if (stem == kUnknownId || stem == part_.number_stem()) continue;
    const NumberRange forms = part_.FormsOf(stem);
    std::fill(space_.slot_of_form.begin() + forms.begin, space_.slot_of_form.begin() + forms.end,
              uint16_t{0});
  }
}

void PartQuery::NumberSlots() {
  if (space_.slot_of_form.size() < part_.form_count()) {
    space_.slot_of_form.resize(part_.form_count());
  }
  absl::flat_hash_map<uint32_t, uint32_t> slot_of_stem;
  words_.emplace_back();  // Slot 0 has no words.
  for (const WordKey& word : query_.words) {
    const uint32_t stem = part_.FindStem(word.stem);
    stems_.push_back(stem);
    uint32_t slot = 0;
    if (stem != kUnknownId) {
      const auto next = static_cast<uint32_t>(words_.size());
      const auto [at, is_new] = slot_of_stem.try_emplace(stem, next);
      slot = at->second;
      if (is_new) {
        words_.emplace_back();
        if (stem == part_.number_stem()) {
          number_slot_ = slot;
        } else {
          const NumberRange forms = part_.FormsOf(stem);
          std::fill(space_.slot_of_form.begin() + forms.begin,
                    space_.slot_of_form.begin() + forms.end, static_cast<uint16_t>(slot));
        }
      }
    }
    slots_.push_back(slot);
  }
  space_.distance.Reset(slots_);
}

inline uint32_t PartQuery::SlotOf(uint32_t form) const {
  return number_forms_.contains(form) ? number_slot_ : space_.slot_of_form[form];
}

// Gives the query's words, marks and codes numbers for the score, and sorts its words by slot.
void PartQuery::NumberText() {
  if (text_) return;
  text_.emplace();
  absl::flat_hash_map<uint64_t, uint32_t> folds;
  absl::flat_hash_map<uint64_t, uint32_t> forms;
  for (size_t i = 0; i < query_.words.size(); ++i) {
    const WordKey& word = query_.words[i];
    const auto next = static_cast<uint32_t>(i + 1);
    const uint32_t fold = folds.try_emplace(word.fold, next).first->second;
    const uint32_t form = forms.try_emplace(word.form, next).first->second;
    const bool is_number = word.stem == NumberStemKey();
    text_->words.push_back({.stem = slots_[i] == 0 ? kUnknownId : slots_[i],
                            .fold = fold,
                            .form = form,
                            .value = is_number ? fold : kNotNumber});
    words_[slots_[i]].push_back({word.fold, word.form, fold, form});
  }
  for (const uint64_t mark : query_.marks) text_->marks.push_back(part_.FindMark(mark));
  for (const uint64_t code : query_.codes) text_->codes.push_back(part_.FindCode(code));
}

std::vector<std::pair<uint32_t, KeyRelation>> PartQuery::SameExactKey() const {
  std::vector<std::pair<uint32_t, KeyRelation>> found;
  for (const uint32_t entry : part_.WithExactKey(query_.exact)) {
    if (const auto relation = RelationOf(entry)) found.emplace_back(entry, *relation);
  }
  return found;
}

std::optional<KeyRelation> PartQuery::RelationOf(uint32_t entry) const {
  const size_t words = query_.words.size();
  if (part_.words(entry) != words) return std::nullopt;
  if (words == 0 && part_.wordless(entry).exact != query_.exact) return std::nullopt;
  part_.ReadRow(entry, words, space_.row);
  if (words != 0 && !SameTexts(space_.row)) return std::nullopt;
  return SameCodes(space_.row) ? KeyRelation::kExact : KeyRelation::kOtherCodes;
}

bool PartQuery::SameTexts(const EntryRow& row) const {
  return std::equal(query_.words.begin(), query_.words.end(), row.forms.begin(),
                    [this](const WordKey& word, uint32_t form) {
                      return part_.form_key(form) == word.form;
                    }) &&
         std::equal(query_.marks.begin(), query_.marks.end(), row.marks.begin(), row.marks.end(),
                    [this](uint64_t key, uint32_t mark) { return part_.mark_key(mark) == key; });
}

bool PartQuery::SameCodes(const EntryRow& row) const {
  return std::equal(query_.codes.begin(), query_.codes.end(), row.codes.begin(), row.codes.end(),
                    [this](uint64_t key, uint32_t code) { return part_.code_key(code) == key; });
}

// Bounds 2 and 3 on the forms in the work space.
bool PartQuery::MayReach(size_t least_overlap, size_t words) {
  std::vector<uint32_t>& slots = space_.slots;
  slots.resize(words);
  size_t known = 0;  // Not less than the overlap.
  for (size_t i = 0; i < words; ++i) {
    slots[i] = SlotOf(space_.forms[i]);
    known += slots[i] != 0;
  }
  if (known < least_overlap) return false;
  const size_t longer = std::max(words, slots_.size());
  return space_.distance.Within(slots, longer - least_overlap).has_value();
}

std::optional<Score> PartQuery::ScoreAtLeast(int min_score, uint32_t entry, size_t words,
                                             KeyRelation keys) {
  if (space_.forms.size() < words) space_.forms.resize(words);
  const uint8_t* const rest = part_.ReadForms(entry, words, space_.forms.data());
  if (!MayReach(LeastOverlap(min_score, std::max(words, slots_.size())), words)) {
    return std::nullopt;
  }
  NumberText();
  NumberStored(rest, words);
  return dragoman::ScoreAtLeast(min_score, *text_, space_.stored, keys);
}

WordIds PartQuery::StoredWord(uint32_t form, uint32_t slot) const {
  // 0 stands for what the query does not have: its own numbers begin at 1.
  const bool is_number = number_forms_.contains(form);
  WordIds ids{.stem = slot, .fold = 0, .form = 0, .value = is_number ? 0 : kNotNumber};
  if (slot == 0) return ids;
  const uint64_t fold_key = part_.fold_key(form);
  const uint64_t form_key = part_.form_key(form);
  for (const SlotWord& word : words_[slot]) {
    if (word.fold == fold_key) ids.fold = word.fold_id;
    if (word.form == form_key) ids.form = word.form_id;
  }
  if (is_number) ids.value = ids.fold;
  return ids;
}

void PartQuery::NumberStored(const uint8_t* rest, size_t words) {
  TextIds& text = space_.stored;
  text.words.resize(words);
  for (size_t i = 0; i < words; ++i) {
    text.words[i] = StoredWord(space_.forms[i], space_.slots[i]);
  }
  part_.ReadMarksAndCodes(rest, text.marks, text.codes);
}

}  // namespace dragoman
