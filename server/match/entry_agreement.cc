#include "server/match/entry_agreement.h"

#include <algorithm>

namespace dragoman {
namespace {

bool FactsAgree(const IndexPart& part, uint32_t entry, const IndexEntry& expected) {
  const EntryProfile profile{expected.languages, expected.document_hash, expected.domain_hash,
                             expected.penalty_class};
  const EntryContext context = part.context(entry);
  return part.unit(entry) == expected.unit && part.profile(entry) == profile &&
         part.changed_seconds(entry) == expected.changed_seconds &&
         context.previous == ContextKey(expected.previous_hash) &&
         context.next == ContextKey(expected.next_hash);
}

bool WordsAgree(const IndexPart& part, uint32_t entry, const TextKeys& keys) {
  if (part.words(entry) != keys.words.size()) return false;
  EntryRow row;
  part.ReadRow(entry, keys.words.size(), row);
  const auto is_word = [&part](uint32_t form, const WordKey& word) {
    return WordKey{part.stem_key(part.StemOfForm(form)), part.fold_key(form),
                   part.form_key(form)} == word;
  };
  const auto is_mark = [&part](uint32_t mark, uint64_t key) { return part.mark_key(mark) == key; };
  const auto is_code = [&part](uint32_t code, uint64_t key) { return part.code_key(code) == key; };
  return std::ranges::equal(row.forms, keys.words, is_word) &&
         std::ranges::equal(row.marks, keys.marks, is_mark) &&
         std::ranges::equal(row.codes, keys.codes, is_code);
}

bool ExactKeyAgrees(const IndexPart& part, uint32_t entry, const TextKeys& keys) {
  const auto same_key = part.WithExactKey(keys.exact);
  if (std::find(same_key.begin(), same_key.end(), entry) == same_key.end()) return false;
  if (!keys.words.empty()) return true;
  const WordlessKeys& wordless = part.wordless(entry);
  return wordless.exact == keys.exact && wordless.fold == keys.fold;
}

}  // namespace

bool Agrees(const IndexPart& part, uint32_t entry, const IndexEntry& expected) {
  return FactsAgree(part, entry, expected) && WordsAgree(part, entry, expected.keys) &&
         ExactKeyAgrees(part, entry, expected.keys);
}

bool Agrees(const IndexSnapshot& index, const IndexEntry& expected) {
  size_t found = 0;
  for (const LivePart& live : index.parts()) {
    const auto entry = live.FindLive(expected.unit);
    if (!entry) continue;
    if (++found > 1 || !Agrees(*live.part, *entry, expected)) return false;
  }
  return found == 1;
}

}  // namespace dragoman
