#include "server/match/part_words.h"

#include <algorithm>
#include <bit>

namespace dragoman {
namespace {

// Makes the word of its forms, which ascend.
PartWord WordOfForms(const IndexPart& part, std::span<const uint32_t> forms) {
  PartWord word;
  for (const uint32_t form : forms) {
    if (word.forms.empty() || word.forms.back().end != form) word.forms.push_back({form, form});
    ++word.forms.back().end;
    const bool same_stem = !word.stems.empty() && part.FormsOf(word.stems.back()).contains(form);
    if (!same_stem) word.stems.push_back(part.StemOfForm(form));
  }
  size_t forms_of_stems = 0;
  for (const uint32_t stem : word.stems) {
    forms_of_stems += part.FormsOf(stem).size();
    word.postings += part.Postings(stem, 1).size();
  }
  word.whole = forms_of_stems == forms.size();
  return word;
}

// Appends the forms of a stem that have the fold.
void AppendFormsOf(const IndexPart& part, uint32_t stem, uint64_t fold_key,
                   std::vector<uint32_t>& forms) {
  const NumberRange all = part.FormsOf(stem);
  for (uint32_t form = all.begin; form < all.end; ++form) {
    if (part.fold_key(form) == fold_key) forms.push_back(form);
  }
}

// A set of entries as bits: the union of lists that may be many and long.
class EntryBits {
 public:
  EntryBits(const IndexPart& part, const PartWord& word) : words_(part.size() / 64 + 1) {
    for (const uint32_t stem : word.stems) {
      PostingCursor cursor(part.Postings(stem, 1));
      for (auto some = cursor.TakeUntil(UINT32_MAX); !some.empty();
           some = cursor.TakeUntil(UINT32_MAX)) {
        for (const uint32_t entry : some) words_[entry / 64] |= uint64_t{1} << entry % 64;
      }
    }
  }

  bool Has(uint32_t entry) const { return (words_[entry / 64] >> entry % 64 & 1) != 0; }

  std::vector<uint32_t> Entries() const {
    std::vector<uint32_t> entries;
    for (size_t i = 0; i < words_.size(); ++i) {
      for (uint64_t rest = words_[i]; rest != 0; rest &= rest - 1) {
        entries.push_back(static_cast<uint32_t>(i * 64 + std::countr_zero(rest)));
      }
    }
    return entries;
  }

 private:
  std::vector<uint64_t> words_;
};

void KeepEntriesIn(const PostingList& list, std::vector<uint32_t>& entries) {
  PostingCursor cursor(list);
  size_t kept = 0;
  for (size_t at = 0; at < entries.size();) {
    cursor.SeekTo(entries[at]);
    const auto some = cursor.TakeUntil(UINT32_MAX);
    if (some.empty()) break;
    // Without branches: which of two frequent words comes next is not to be foreseen.
    for (size_t i = 0; at < entries.size() && i < some.size();) {
      const uint32_t entry = entries[at];
      const uint32_t other = some[i];
      entries[kept] = entry;
      kept += entry == other;
      at += entry <= other;
      i += other <= entry;
    }
  }
  entries.resize(kept);
}

}  // namespace

bool PartWord::Has(uint32_t form) const {
  const auto after = std::upper_bound(
      forms.begin(), forms.end(), form,
      [](uint32_t wanted, const NumberRange& range) { return wanted < range.end; });
  return after != forms.end() && after->begin <= form;
}

PartWord WordOfStem(const IndexPart& part, uint64_t stem_key) {
  const uint32_t stem = part.FindStem(stem_key);
  if (stem == kUnknownId) return {};
  return {.forms = {part.FormsOf(stem)},
          .stems = {stem},
          .whole = true,
          .postings = part.Postings(stem, 1).size()};
}

PartWord WordOfFold(const IndexPart& part, uint64_t stem_key, uint64_t fold_key) {
  const uint32_t stem = part.FindStem(stem_key);
  if (stem == kUnknownId) return {};
  std::vector<uint32_t> forms;
  AppendFormsOf(part, stem, fold_key, forms);
  return WordOfForms(part, forms);
}

StatusOr<PartWord> WordsOfPrefix(const IndexPart& part, std::string_view prefix, size_t max_folds) {
  NumberRange numbers;
  if (part.number_stem() != kUnknownId) numbers = part.FormsOf(part.number_stem());
  std::vector<uint32_t> forms;
  size_t folds = 0;
  part.VisitFolds(prefix, [&](std::string_view, uint32_t form) {
    if (numbers.contains(form) || ++folds > max_folds) return;
    AppendFormsOf(part, part.StemOfForm(form), part.fold_key(form), forms);
  });
  if (folds > max_folds) {
    return Error(StatusCode::kResourceExhausted,
                 "'{}*' begins {} different words, {} at most are searched; write more of it",
                 prefix, folds, max_folds);
  }
  std::sort(forms.begin(), forms.end());
  return WordOfForms(part, forms);
}

std::vector<uint32_t> EntriesWith(const IndexPart& part, const PartWord& word) {
  if (word.stems.size() != 1) return EntryBits(part, word).Entries();
  std::vector<uint32_t> entries;
  entries.reserve(word.postings);
  PostingCursor cursor(part.Postings(word.stems[0], 1));
  for (auto some = cursor.TakeUntil(UINT32_MAX); !some.empty();
       some = cursor.TakeUntil(UINT32_MAX)) {
    entries.insert(entries.end(), some.begin(), some.end());
  }
  return entries;
}

void KeepEntriesWith(const IndexPart& part, const PartWord& word, std::vector<uint32_t>& entries) {
  if (word.stems.size() == 1) return KeepEntriesIn(part.Postings(word.stems[0], 1), entries);
  const EntryBits bits(part, word);
  std::erase_if(entries, [&bits](uint32_t entry) { return !bits.Has(entry); });
}

void TakeOut(const std::vector<uint32_t>& others, std::vector<uint32_t>& entries) {
  auto other = others.begin();
  std::erase_if(entries, [&](uint32_t entry) {
    while (other != others.end() && *other < entry) ++other;
    return other != others.end() && *other == entry;
  });
}

}  // namespace dragoman
