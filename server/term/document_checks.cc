#include "server/term/document_checks.h"

#include <absl/container/flat_hash_map.h>
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>

#include "server/text/name_key.h"
#include "server/text/term_keys.h"

namespace dragoman {
namespace {

// Segments are counted from 1 for people.
size_t NumberOf(const CheckedPair& pair) { return pair.pair + 1; }

// One way to spell a name in the translations.
struct Spelling {
  std::vector<std::string> keys;  // Of all its forms so far.
  std::string text;               // Where it was met first,
  size_t number = 0;              // and in which segment.
};

bool IsCovered(const ByteRange& range, const std::vector<ByteRange>& by) {
  return std::any_of(by.begin(), by.end(), [&range](const ByteRange& one) {
    return one.begin < range.end && range.begin < one.end;
  });
}

// A word that may be a name, and its key.
struct NameWord {
  const Word* word = nullptr;
  NameKey key;
};

// Returns the words of a text, from the one at `first` on, that may be names which say enough.
std::vector<NameWord> NamesIn(std::string_view text, const Analysis& analysis, size_t first) {
  std::vector<NameWord> names;
  for (size_t i = first; i < analysis.words.size(); ++i) {
    const Word& word = analysis.words[i];
    if (word.is_number() || !BeginsLikeName(PartOf(text, word.range))) continue;
    NameKey key = NameKeyOf(PartOf(text, word.range));
    if (key.symbols.size() > kMostWeakNameSymbols) names.push_back({&word, std::move(key)});
  }
  return names;
}

// Returns the one word that sounds as the name; null when none does, or several.
const Word* RenderingOf(const std::vector<NameWord>& words, const NameKey& name) {
  const Word* found = nullptr;
  for (const NameWord& one : words) {
    if (MeetingOf(one.key, name) != NameMeeting::kEqual) continue;
    if (found != nullptr) return nullptr;
    found = one.word;
  }
  return found;
}

class NameSpellings {
 public:
  explicit NameSpellings(Findings& findings) : findings_(findings) {}

  void Add(const CheckedPair& pair, const std::vector<ByteRange>& glossary_terms) {
    const std::vector<NameWord> renderings = NamesIn(pair.target.text, pair.target_words, 0);
    for (const NameWord& name : NamesIn(pair.source.text, pair.source_words, 1)) {
      if (IsCovered(name.word->range, glossary_terms)) continue;
      const Word* rendering = RenderingOf(renderings, name.key);
      if (rendering != nullptr) AddSpelling(pair, *name.word, *rendering);
    }
  }

 private:
  void AddSpelling(const CheckedPair& pair, const Word& name, const Word& rendering) {
    std::vector<Spelling>& spellings = by_name_[name.stem];
    const std::vector<std::string> keys = TermKeys(rendering, pair.target_language);
    const std::string_view text = PartOf(pair.target.text, rendering.range);
    for (Spelling& spelling : spellings) {
      if (!KeysMeet(spelling.keys, keys)) continue;
      spelling.keys.insert(spelling.keys.end(), keys.begin(), keys.end());
      if (&spelling != &spellings.front()) Report(pair, name, rendering, spellings.front());
      return;
    }
    spellings.push_back({keys, std::string(text), NumberOf(pair)});
    if (spellings.size() > 1) Report(pair, name, rendering, spellings.front());
  }

  void Report(const CheckedPair& pair, const Word& name, const Word& rendering,
              const Spelling& first) {
    findings_.Add("name-spelling",
                  {.pair = pair.pair,
                   .source = {name.range},
                   .target = {rendering.range},
                   .message = fmt::format("“{}” here, “{}” in segment {}",
                                          PartOf(pair.target.text, rendering.range), first.text,
                                          first.number)});
  }

  Findings& findings_;
  absl::flat_hash_map<std::string, std::vector<Spelling>> by_name_;
};

}  // namespace

void CheckConsistency(std::span<const CheckedPair> pairs, Findings& findings) {
  absl::flat_hash_map<std::string, const CheckedPair*> first_of;
  for (const CheckedPair& pair : pairs) {
    if (pair.source_words.exact_key.empty() || pair.target_words.exact_key.empty()) continue;
    const CheckedPair* first =
        first_of.try_emplace(pair.source_words.exact_key, &pair).first->second;
    if (first->target_words.fold_key == pair.target_words.fold_key) continue;
    findings.Add("inconsistent",
                 {.pair = pair.pair,
                  .target = {{0, static_cast<uint32_t>(pair.target.text.size())}},
                  .message = fmt::format("segment {} renders the same source as “{}”",
                                         NumberOf(*first), first->target.text)});
  }
}

void CheckNameSpelling(std::span<const CheckedPair> pairs,
                       std::span<const std::vector<ByteRange>> glossary_terms, Findings& findings) {
  if (!findings.Wants("name-spelling")) return;
  NameSpellings spellings(findings);
  for (size_t i = 0; i < pairs.size(); ++i) spellings.Add(pairs[i], glossary_terms[i]);
}

}  // namespace dragoman
