#include "server/engine/rendering_draft.h"

#include <algorithm>
#include <tuple>

#include "server/text/normalise.h"
#include "server/text/term_keys.h"

namespace dragoman {
namespace {

constexpr size_t kMostRows = 100;            // Of a finding.
constexpr size_t kMostDraftForms = 50;       // Of a row or finding.
constexpr size_t kMostAuthors = 20;          // That are told of a row,
constexpr size_t kMostCountedAuthors = 500;  // and that are counted.
constexpr size_t kEntryBytes = 64;           // That an entry of a map takes beside its text.

// Returns a Russian word without the vowels and signs at its end, which most endings are made of.
std::string WithoutLastVowels(std::string word) {
  constexpr std::string_view kVowels = "аеёиоуыэюяйь";  // Two bytes each.
  const auto ends_in_one = [&word, kVowels] {
    for (size_t i = 0; i < kVowels.size(); i += 2) {
      if (word.ends_with(kVowels.substr(i, 2))) return true;
    }
    return false;
  };
  while (ends_in_one()) word.resize(word.size() - 2);
  return word;
}

// What tells whether two phrases can be forms of one: the keys of each word, any of which two forms
// may share. Of a Russian name its letters without the last vowels are one (Индиана, Индиане).
using PhraseKeys = std::vector<std::vector<std::string>>;

PhraseKeys KeysOf(const std::string& phrase, const Language& language) {
  PhraseKeys keys;
  for (const Word& word : Analyse(phrase, language).words) {
    keys.push_back(TermKeys(word, language));
    if (RuleSetOf(language) == RuleSet::kRussian) {
      keys.back().push_back(WithoutLastVowels(word.fold) + "~");
    }
  }
  return keys;
}

// The keys of some forms of a row: two rows are joined when a form of each can be one of the other.
std::vector<PhraseKeys> KeysOf(const RowDraft& row, const Language& language) {
  constexpr size_t kMostCompared = 4;
  std::vector<PhraseKeys> keys;
  for (const auto& [form, count] : row.forms().counts()) {
    if (keys.size() < kMostCompared) keys.push_back(KeysOf(form, language));
  }
  return keys;
}

bool CanBeForms(const PhraseKeys& a, const PhraseKeys& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), KeysMeet);
}

bool ShareAForm(const std::vector<PhraseKeys>& a, const std::vector<PhraseKeys>& b) {
  return std::any_of(a.begin(), a.end(), [&b](const PhraseKeys& one) {
    return std::any_of(b.begin(), b.end(),
                       [&one](const PhraseKeys& other) { return CanBeForms(one, other); });
  });
}

size_t BytesOf(const Segment& segment) {
  size_t bytes = segment.text.size();
  for (const Code& code : segment.codes) bytes += code.content.size() + sizeof(Code);
  return bytes;
}

}  // namespace

void FormCounts::Add(const std::string& form, TextBudget& budget) {
  const auto there = counts_.find(form);
  if (there != counts_.end()) {
    ++there->second;
  } else if (counts_.size() < kMostDraftForms && budget.Take(kEntryBytes + form.size())) {
    counts_.emplace(form, 1);
  }
}

void FormCounts::Add(const FormCounts& other) {
  for (const auto& [form, count] : other.counts_) {
    if (counts_.size() < kMostDraftForms || counts_.contains(form)) counts_[form] += count;
  }
}

std::string FormCounts::MostFrequent() const {
  const auto most =
      std::max_element(counts_.begin(), counts_.end(),
                       [](const auto& a, const auto& b) { return a.second < b.second; });
  return most == counts_.end() ? "" : most->first;
}

bool IsEarlier(const RenderingUse& a, const RenderingUse& b) {
  const auto order = [](const RenderingUse& use) {
    return std::tuple(use.memory.empty(), use.changed_micros, std::string_view(use.memory),
                      use.unit, use.pair);
  };
  return order(a) < order(b);
}

RowDraft::RowDraft(const ObservedRendering& rendering) {
  row_.other = rendering.text.empty();
  row_.term = rendering.term;
}

void RowDraft::Count(const RenderingUse& use, const std::string& form, size_t max_examples,
                     size_t example_bytes, const MakeExample& make_example, TextBudget& budget) {
  NoteUse(use, use);
  ++row_.uses;
  if (!form.empty()) forms_.Add(form, budget);
  const auto author = authors_.find(use.author);
  if (author != authors_.end()) {
    ++author->second;
  } else if (authors_.size() < kMostCountedAuthors &&
             budget.Take(kEntryBytes + use.author.size())) {
    authors_.emplace(use.author, 1);
  }
  if (row_.examples.size() < max_examples &&
      budget.Take(sizeof(RenderingExample) + example_bytes)) {
    row_.examples.push_back(make_example());
  }
}

void RowDraft::Merge(RowDraft other, size_t max_examples) {
  NoteUse(other.row_.first, other.row_.last);
  row_.uses += other.row_.uses;
  forms_.Add(other.forms_);
  for (const auto& [author, uses] : other.authors_) authors_[author] += uses;
  for (RenderingExample& example : other.row_.examples) {
    if (row_.examples.size() < max_examples) row_.examples.push_back(std::move(example));
  }
}

void RowDraft::NoteUse(const RenderingUse& first, const RenderingUse& last) {
  if (row_.uses == 0 || IsEarlier(first, row_.first)) row_.first = first;
  if (row_.uses == 0 || IsEarlier(row_.last, last)) row_.last = last;
}

RenderingRow RowDraft::Finish() && {
  row_.text = forms_.MostFrequent();
  row_.authors.assign(authors_.begin(), authors_.end());
  std::stable_sort(row_.authors.begin(), row_.authors.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  if (row_.authors.size() > kMostAuthors) row_.authors.resize(kMostAuthors);
  return std::move(row_);
}

RowDraft* RowDrafts::Find(const ObservedRendering& rendering, TextBudget& budget) {
  const auto there = std::find_if(rows_.begin(), rows_.end(), [&rendering](const auto& row) {
    return row.first == rendering.identity;
  });
  if (there != rows_.end()) return &there->second;
  // What a row has beside texts counts too, or rows of short ones would be many.
  if (rows_.size() >= kMostRows || !budget.Take(sizeof(RowDraft) + rendering.text.size())) {
    return nullptr;
  }
  return &rows_.emplace_back(rendering.identity, RowDraft(rendering)).second;
}

void FindingDraft::Take(const Observation& observation, const ComparedUnit& unit, TextRole from,
                        size_t max_examples, TextBudget& budget) {
  if (finding_.uses++ == 0) {
    finding_.concept_name = observation.concept_name;
    finding_.category = observation.category;
  }
  forms_.Add(observation.text, budget);
  const Segment& source = unit.SegmentOf(from);
  const Segment& target = unit.SegmentOf(TextRole::kTarget);
  for (const ObservedRendering& rendering : observation.renderings) {
    RowDraft* const row = rows_.Find(rendering, budget);
    if (row == nullptr) {
      rows_.CountUnlisted();
      continue;
    }
    const auto example = [&] {
      return RenderingExample{.use = unit.use(),
                              .source = source,
                              .target = target,
                              .source_places = observation.places,
                              .target_places = rendering.places};
    };
    row->Count(unit.use(), rendering.text, max_examples, BytesOf(source) + BytesOf(target), example,
               budget);
  }
}

void FindingDraft::JoinForms(const Language& language, size_t max_examples) {
  auto& rows = rows_.rows();
  std::stable_sort(rows.begin(), rows.end(),
                   [](const auto& a, const auto& b) { return a.second.uses() > b.second.uses(); });
  std::vector<std::pair<uint64_t, RowDraft>> joined;
  std::vector<std::vector<PhraseKeys>> joined_keys;
  for (auto& [identity, row] : rows) {
    std::vector<PhraseKeys> keys = KeysOf(row, language);
    const auto same =
        std::find_if(joined_keys.begin(), joined_keys.end(),
                     [&keys](const auto& others) { return ShareAForm(keys, others); });
    if (same == joined_keys.end()) {
      joined.emplace_back(identity, std::move(row));
      joined_keys.push_back(std::move(keys));
    } else {
      joined[static_cast<size_t>(same - joined_keys.begin())].second.Merge(std::move(row),
                                                                           max_examples);
      same->insert(same->end(), keys.begin(), keys.end());
    }
  }
  rows = std::move(joined);
}

ConsistencyFinding FindingDraft::Finish() && {
  finding_.text = forms_.MostFrequent();
  finding_.unlisted_uses = rows_.unlisted_uses();
  for (auto& [identity, row] : rows_.rows()) finding_.rows.push_back(std::move(row).Finish());
  Order(finding_.rows);
  return std::move(finding_);
}

void Order(std::vector<RenderingRow>& rows) {
  std::stable_sort(rows.begin(), rows.end(), [](const RenderingRow& a, const RenderingRow& b) {
    return std::tuple(a.bridged, b.uses, a.other, std::string_view(a.text)) <
           std::tuple(b.bridged, a.uses, b.other, std::string_view(b.text));
  });
}

}  // namespace dragoman
