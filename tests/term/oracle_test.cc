// The slow twin of recognition: every pattern of every concept tried at every word, with nothing
// shared between them. The automaton must give the same hits.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>

#include "server/term/term_pattern.h"
#include "server/term/term_range.h"
#include "server/text/term_keys.h"
#include "tests/term/term_support.h"

namespace dragoman {
namespace {

using Ends = std::set<size_t>;

bool Meet(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  return std::any_of(a.begin(), a.end(), [&](const std::string& key) {
    return std::find(b.begin(), b.end(), key) != b.end();
  });
}

class SlowRecogniser {
 public:
  SlowRecogniser(const Language& language, const std::vector<ConceptChange>& concepts)
      : language_(language), pool_(language) {
    for (const ConceptChange& change : concepts) {
      compiled_.push_back(CompileConcept(change.concept_value, language, pool_));
    }
  }

  std::vector<TermHit> Recognise(std::string_view text, const Analysis& analysis) const {
    TextWords words(text, analysis, language_);
    std::vector<TermHit> hits;
    for (const CompiledConcept& owner : compiled_) {
      std::map<std::pair<uint32_t, uint32_t>, std::set<uint32_t>> terms_at;
      for (uint32_t i = 0; i < owner.patterns.size(); ++i) {
        for (uint32_t first = 0; first < words.words().size(); ++first) {
          if (IsOtherWord(owner.patterns[i], words.words()[first].form, words.words()[first].fold))
            continue;
          for (const size_t last : EndsOf(owner.patterns[i], 0, words, first, first)) {
            const TermMatch match{0, i, first, static_cast<uint32_t>(last)};
            const ByteRange range = RangeOf(match, owner.patterns[i], analysis, words);
            terms_at[{range.begin, range.end}].insert(owner.patterns[i].term);
          }
        }
      }
      for (const auto& [range, terms] : terms_at) {
        hits.push_back(Closest(text, owner, {range.first, range.second}, terms));
      }
    }
    Flag(hits);
    return hits;
  }

 private:
  bool Is(const TermWord& wanted, const TextWord& word) const {
    switch (wanted.mode) {
      case WordMode::kKeys:
        return Meet(wanted.keys, word.keys);
      case WordMode::kFold:
        return wanted.fold == word.fold ||
               (!word.bare_fold.empty() && wanted.fold == word.bare_fold);
      case WordMode::kForm:
        return wanted.form == word.form ||
               (!word.bare_form.empty() && wanted.form == word.bare_form);
    }
    return false;
  }

  bool IsClosedUp(const TermWord& wanted, const std::string& form, const std::string& fold,
                  std::string_view prefix) const {
    if (wanted.mode == WordMode::kForm) return wanted.form == form;
    if (wanted.mode == WordMode::kFold) return wanted.fold == fold;
    const std::optional<Word> word = ClosedUpWord(fold, language_);
    return wanted.fold.starts_with(prefix) && word && Meet(wanted.keys, TermKeys(*word, language_));
  }

  // Returns whether one word of the text is the two of the term, cut at some place.
  bool IsSplit(const TermWord& head, const TermWord& tail, const TextWord& word) const {
    if (word.is_number || head.mode == WordMode::kForm || tail.mode == WordMode::kForm)
      return false;
    const std::string& fold = word.fold;
    if (!fold.starts_with(head.fold) || !IsLongWhole(fold) || fold.size() > kMaxJoinedBytes)
      return false;
    const std::string rest = fold.substr(head.fold.size());
    const size_t min = MinPartLength(fold);
    if (PrefixBytes(head.fold, min) == std::string::npos) return false;
    if (PrefixBytes(rest, min) == std::string::npos) return false;
    if (head.mode == WordMode::kKeys && !Meet(head.keys, {head.fold})) return false;
    const size_t least = PrefixBytes(rest, MinPartLength(rest));
    return least != std::string::npos && IsClosedUp(tail, "", rest, rest.substr(0, least));
  }

  static bool Crosses(const Gap& gap, const TermWord& word) {
    for (const std::string& mark : gap.barriers) {
      if (std::count(word.barriers.begin(), word.barriers.end(), mark) == 0) return false;
    }
    return true;
  }

  // Returns where the term's words from `next` on may end when they begin at text word `at`.
  Ends EndsOf(const TermPattern& pattern, size_t next, const TextWords& text, size_t first,
              size_t at) const {
    if (next == pattern.words.size()) return {at};
    if (at == text.words().size()) return {};
    const TermWord& wanted = *pattern.words[next];
    if (at > first && !Crosses(text.words()[at].gap, wanted)) return {};
    Ends ends;
    if (Is(wanted, text.words()[at])) ends.merge(EndsOf(pattern, next + 1, text, first, at + 1));
    std::string form = text.words()[at].form;
    std::string fold = text.words()[at].fold;
    for (size_t end = at + 2; end <= text.words().size() && text.MayCloseUp(at, end); ++end) {
      const std::string prefix = fold;
      form += text.words()[end - 1].form;
      fold += text.words()[end - 1].fold;
      if (IsClosedUp(wanted, form, fold, prefix)) {
        ends.merge(EndsOf(pattern, next + 1, text, first, end));
      }
    }
    if (next + 1 < pattern.words.size() &&
        IsSplit(wanted, *pattern.words[next + 1], text.words()[at])) {
      ends.merge(EndsOf(pattern, next + 2, text, first, at + 1));
    }
    return ends;
  }

  TermHit Closest(std::string_view text, const CompiledConcept& owner, ByteRange range,
                  const std::set<uint32_t>& terms) const {
    const std::string_view slice = text.substr(range.begin, range.end - range.begin);
    const std::string key = CaselessKey(Analyse(slice, language_));
    const auto distance = [&](uint32_t term) {
      const std::string& own = owner.source->terms[term].text;
      return slice == own ? 0 : key == CaselessKey(Analyse(own, language_)) ? 1 : 2;
    };
    const uint32_t best = *std::min_element(terms.begin(), terms.end(), [&](auto a, auto b) {
      return std::pair(distance(a), a) < std::pair(distance(b), b);
    });
    return {
        .range = range, .concept_id = owner.source->id, .term = best, .exact = distance(best) < 2};
  }

  static void Flag(std::vector<TermHit>& hits) {
    const auto length = [](const TermHit& hit) { return hit.range.end - hit.range.begin; };
    std::vector<TermHit*> left;
    for (TermHit& hit : hits) left.push_back(&hit);
    while (!left.empty()) {
      // The longest one left is outermost; what overlaps it is not.
      const TermHit& longest = **std::max_element(left.begin(), left.end(), [&](auto* a, auto* b) {
        return std::tuple(length(*a), b->range.begin) < std::tuple(length(*b), a->range.begin);
      });
      std::erase_if(left, [&longest](TermHit* hit) {
        const bool overlaps =
            hit->range.begin < longest.range.end && longest.range.begin < hit->range.end;
        if (overlaps) hit->nested = !(hit->range == longest.range);
        return overlaps;
      });
    }
    std::sort(hits.begin(), hits.end(), [](const TermHit& a, const TermHit& b) {
      return std::tuple(a.range.begin, ~a.range.end, a.concept_id) <
             std::tuple(b.range.begin, ~b.range.end, b.concept_id);
    });
  }

  const Language language_;
  WordPool pool_;
  std::vector<CompiledConcept> compiled_;
};

std::vector<std::string> ShownHits(std::string_view text, const std::vector<TermHit>& hits) {
  std::vector<std::string> lines;
  for (const TermHit& hit : hits) {
    lines.push_back(hit.concept_id + "/" + std::to_string(hit.term) + " at " +
                    std::to_string(hit.range.begin) + " '" + std::string(Covered(text, hit)) +
                    (hit.nested ? "' nested" : "'") + (hit.exact ? " exact" : ""));
  }
  return lines;
}

void ExpectSameHits(const Language& language, const std::vector<ConceptChange>& concepts,
                    const std::vector<std::string>& texts, size_t& hits) {
  const SlowRecogniser slow(language, concepts);
  const auto snapshot = SnapshotOf(language, concepts);
  for (const std::string& text : texts) {
    const Analysis analysis = Analyse(text, language);
    const auto fast = snapshot->Recognise(text, analysis);
    hits += fast.size();
    ASSERT_EQ(ShownHits(text, fast), ShownHits(text, slow.Recognise(text, analysis)))
        << "text: " << text;
  }
}

// Words that share keys, close up into each other, are possessive, abbreviations or numbers.
const std::map<std::string, std::vector<std::string>>& WordStock() {
  static const auto* const stock = new std::map<std::string, std::vector<std::string>>{
      {"en",
       {"policy",
        "maker",
        "makers",
        "policymakers",
        "policymaker",
        "co",
        "operation",
        "cooperation",
        "co-operation",
        "counter",
        "terrorism",
        "counterterrorism",
        "UN",
        "un",
        "U.N.",
        "U",
        "N",
        "Pakistan",
        "Pakistan’s",
        "pakistan's",
        "defence",
        "defense",
        "Dr.",
        "P.",
        "2014",
        "1,000",
        "run",
        "running",
        "runs",
        "a",
        "aa",
        "aaa"}},
      {"ru", {"посол",      "послу",      "после",     "Российской", "Федерации",
              "российская", "федерация",  "отношения", "отношений",  "пакистано-российские",
              "пакистано",  "российские", "А.",        "П.",         "Хорев",
              "Хорева",     "гость",      "гостя",     "почётный",   "почетного",
              "ООН",        "он",         "1 000",     "г."}},
      {"ur", {"سفیر",     "سفیروں", "سفرا", "سفارت", "کاری",   "سفارتکاری", "یو",   "این",  "یواین",
              "پاکستان",  "روس",    "کے",   "کیلئے", "لیے",    "تعلقات",    "وزیر", "اعظم", "وزیرِ",
              "وزیراعظم", "پی۔",    "دو",   "طرفہ",  "دوطرفہ", "۲۰۱۴",      "کا"}}};
  return *stock;
}

class RandomGlossary {
 public:
  RandomGlossary(const std::string& tag, uint32_t seed)
      : language_(Lang(tag)), stock_(WordStock().at(tag)), random_(seed) {}

  std::string Text(size_t words) {
    static const char* const between[] = {" ",  " ", " ",  " ",  "-",  "–",  " – ",    ", ",
                                          ". ", "",  "\n", " “", "” ", " (", "\u00A0", "\n\n"};
    std::string text;
    for (size_t i = 0; i < words; ++i) {
      if (i > 0) text += between[Below(i % 3 == 0 ? std::size(between) : 6)];
      text += stock_[Below(stock_.size())];
    }
    return text;
  }

  std::vector<ConceptChange> Concepts(size_t count) {
    std::vector<ConceptChange> concepts;
    for (size_t i = 0; i < count; ++i) {
      std::vector<Term> terms;
      for (size_t t = 0; t <= Below(3); ++t) terms.push_back(OneTerm());
      concepts.push_back(MakeChange("c" + std::to_string(i), std::move(terms)));
    }
    return concepts;
  }

 private:
  size_t Below(size_t limit) { return random_() % limit; }

  Term OneTerm() {
    static constexpr TermType kTypes[] = {TermType::kFullForm, TermType::kFullForm,
                                          TermType::kAbbreviation, TermType::kVariant};
    Term term = MakeTerm(language_, Text(1 + Below(3)), kTypes[Below(4)]);
    term.case_rule = static_cast<CaseRule>(Below(3));
    term.no_stem = Below(4) == 0;
    if (Below(3) == 0) term.forms.push_back(Text(1 + Below(2)));
    return term;
  }

  const Language language_;
  const std::vector<std::string>& stock_;
  std::mt19937 random_;
};

class TermOracle : public testing::TestWithParam<const char*> {};

TEST_P(TermOracle, AgreesOnRandomTerms) {
  size_t hits = 0;
  for (uint32_t seed = 1; seed <= 60; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    RandomGlossary random(GetParam(), seed);
    const auto concepts = random.Concepts(40);
    std::vector<std::string> texts;
    for (int i = 0; i < 10; ++i) texts.push_back(random.Text(12));
    ExpectSameHits(Lang(GetParam()), concepts, texts, hits);
    if (HasFatalFailure()) return;
  }
  EXPECT_GT(hits, 1000U) << "the stock of words must make terms meet texts";
}

TEST_P(TermOracle, AgreesOnSeedGlossaryAndRealSentences) {
  const auto concepts = SeedGlossary();
  if (concepts.empty()) GTEST_SKIP() << "no shared data";
  const std::map<std::string, size_t> column{{"en", 0}, {"ru", 1}, {"ur", 2}};
  std::vector<std::string> texts;
  for (const auto& row : ReadTable(SharedPath("corpus/tico19.tsv"), "\t")) {
    if (row.size() == 3 && texts.size() < 150) texts.push_back(row[column.at(GetParam())]);
  }
  for (const auto& concept_change : concepts) {  // the terms of the glossary as texts
    for (const Term& term : concept_change.concept_value->terms) {
      if (term.language == Lang(GetParam())) texts.push_back(term.text);
    }
  }
  size_t hits = 0;
  ExpectSameHits(Lang(GetParam()), concepts, texts, hits);
  EXPECT_GT(hits, concepts.size());
}

TEST(TermOracle, AgreesOnTheReport) {
  const auto concepts = SeedGlossary();
  const std::string report = ReadFile(SharedPath("report/000_6ff6433461dd8f5f.txt"));
  if (concepts.empty() || report.empty()) GTEST_SKIP() << "no shared data";
  size_t hits = 0;
  ExpectSameHits(Lang("en"), concepts, {report}, hits);
  EXPECT_GT(hits, 200U);
}

INSTANTIATE_TEST_SUITE_P(Languages, TermOracle, testing::Values("en", "ru", "ur"),
                         [](const auto& instance) { return std::string(instance.param); });

}  // namespace
}  // namespace dragoman
