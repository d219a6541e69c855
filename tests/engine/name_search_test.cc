#include "server/engine/name_search.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "tests/engine/engine_support.h"

namespace dragoman {
namespace {

using testing::Contains;
using testing::ElementsAre;

using Strings = std::vector<std::string>;

// Returns the texts of the windows that meet a name.
Strings Windows(std::string_view name, const std::string& text, std::string_view tag) {
  const Language language = Lang(tag);
  Strings texts;
  for (const NameWindow& window :
       FindNameWindows(NameKeyOf(name), 3, text, Analyse(text, language), language)) {
    texts.push_back(text.substr(window.range.begin, window.range.end - window.range.begin));
  }
  return texts;
}

TEST(NameWindows, AreWordsThatMeetTheName) {
  EXPECT_THAT(Windows("Хорев", "Here Ambassador Khorev spoke.", "en"), ElementsAre("Khorev"));
  EXPECT_THAT(Windows("Хорев", "Khorev’s and Khorev's", "en"), ElementsAre("Khorev", "Khorev"));
  EXPECT_THAT(Windows("Хорев", "سفیر خوریف ہر بار آئے ہیں۔", "ur"), ElementsAre("خوریف"));
  EXPECT_THAT(Windows("Khorev", "С Хоревым и без Хорева", "ru"), ElementsAre("Хоревым", "Хорева"));
  EXPECT_THAT(Windows("Khalilullah", "قاضی خلیل اللہ آئے", "ur"), ElementsAre("خلیل اللہ"));
  EXPECT_THAT(Windows("Mahmood", "Махмуд, а не махмуд", "ru"), ElementsAre("Махмуд"));
}

TEST(NameWindows, AreTheBestOnes) {
  EXPECT_THAT(Windows("Palestine", "فلسطین", "ur"), ElementsAre("فلسطین"));
  EXPECT_THAT(Windows("Palestine", "Палестина и Палистан", "ru"), ElementsAre("Палестина"));
  EXPECT_THAT(Windows("Хан", "خان صاحب آئے ہیں", "ur"), ElementsAre("خان"));
  EXPECT_THAT(Windows("Хан", "", "ur"), ElementsAre());
}

TEST(NameIndex, IsTheSameByChangesAndAnew) {
  const auto concept_of = [](std::string id, const VariantTexts& terms) {
    return std::make_shared<const Concept>(MakeConcept(std::move(id), terms));
  };
  NameIndex::Concepts concepts = {{"a", concept_of("a", {{"en", "Khorev"}, {"ru", "Хорев"}})},
                                  {"b", concept_of("b", {{"en", "Palestine"}, {"ur", "فلسطین"}})},
                                  {"c", concept_of("c", {{"en", "Moscow"}})}};
  const NameIndex before(concepts, nullptr);
  concepts["a"] = concept_of("a", {{"ur", "خوریف"}});
  concepts.erase("c");
  concepts["d"] = concept_of("d", {{"ru", "Хорев"}, {"en", "!"}});
  const NameIndex by_changes(concepts, &before);
  const NameIndex anew(concepts, nullptr);
  const auto texts = [](const NameIndex& index, std::string_view name) {
    Strings found;
    for (const NamedTerm& term : index.Find(NameKeyOf(name))) {
      found.push_back(term.concept_value->terms[term.term].text);
    }
    return found;
  };
  for (const std::string_view name : {"Khorev", "Палестина", "Moscow"}) {
    EXPECT_EQ(texts(by_changes, name), texts(anew, name)) << name;
  }
  EXPECT_EQ(texts(before, "Khorev"), (Strings{"Khorev", "Хорев"}));
  EXPECT_EQ(texts(by_changes, "Khorev"), (Strings{"خوریف", "Хорев"}));
  EXPECT_EQ(texts(by_changes, "Палестина"), (Strings{"فلسطین", "Palestine"}));
  EXPECT_EQ(texts(by_changes, "Moscow"), Strings{});
}

class NameSearchTest : public EngineTest {
 protected:
  static NameRequest Request(std::string name) {
    NameRequest request;
    request.name = std::move(name);
    return request;
  }

  NameResult Find(const NameRequest& request) {
    const auto result = FindName(*registry_, request, {});
    EXPECT_OK(result);
    return result.ok() ? *result : NameResult();
  }

  // Returns the spellings as "ru Хорев 2", with "*" before the count of a glossary's term.
  static Strings Spellings(const NameResult& result) {
    Strings texts;
    for (const NameSpelling& one : result.spellings) {
      texts.push_back(fmt::format("{} {} {}{}", one.language.tag(), one.text,
                                  one.terms.empty() ? "" : "*", one.segments));
    }
    return texts;
  }
  Strings SpellingsOf(std::string name) { return Spellings(Find(Request(std::move(name)))); }

  void AddConcept(const Concept& entry) { ASSERT_OK(Glossary()->Write({entry}, {})); }
};

TEST_F(NameSearchTest, FindsSpellingsByKey) {
  Put(MakeWrite({{"en", "Ambassador Khorev spoke."}, {"ru", "Выступил посол Хорев."}}));
  Put(MakeWrite({{"ru", "Встреча с Хоревым"}, {"ur", "ہر بار خوریف سے ملاقات"}}));
  Put(MakeWrite({{"en", "Here Khokhar spoke."}, {"ru", "Выступил Хохар."}}));
  const NameResult result = Find(Request("Хорев"));
  EXPECT_EQ(Spellings(result), (Strings{"ru Хорев 2", "en Khorev 1", "ur خوریف 1"}));
  EXPECT_EQ(result.language, Lang("ru"));
  EXPECT_EQ(result.key.symbols, "HR");
  EXPECT_EQ(result.units, 2u);
  EXPECT_FALSE(result.truncated);
  EXPECT_EQ(result.spellings[0].kind, SpellingKind::kAsGiven);
  EXPECT_EQ(result.spellings[0].forms, (Strings{"Хорев", "Хоревым"}));
  EXPECT_EQ(result.spellings[1].kind, SpellingKind::kEqualKey);
  const SpellingPlace& place = result.spellings[1].places.at(0);
  EXPECT_EQ(place.unit->At(place.language)->segment.text, "Ambassador Khorev spoke.");
  EXPECT_EQ(place.occurrences, (std::vector<ByteRange>{{11, 17}}));
  EXPECT_EQ(place.memory, "memories/m");
  EXPECT_EQ(SpellingsOf("خوریف"), (Strings{"ur خوریف 1", "en Khorev 1", "ru Хорев 2"}));
}

TEST_F(NameSearchTest, GathersSpellingsOfOneLanguage) {
  Put(MakeWrite({{"en", "Sohail Mahmood came."}, {"ru", "Пришёл Сохаил Махмуд."}}));
  Put(MakeWrite({{"en", "Sohail Mahmood left."}, {"ru", "Ушёл Сохейл Махмуд."}}));
  Put(MakeWrite({{"ru", "О Сохейле Махмуде"}, {"ur", "سہیل محمود کے بارے میں"}}));
  EXPECT_EQ(SpellingsOf("Сохаил Махмуд"), (Strings{"ru Сохаил Махмуд 1", "ru Сохейл Махмуд 2",
                                                   "en Sohail Mahmood 2", "ur سہیل محمود 1"}));
}

TEST_F(NameSearchTest, FindsByConcepts) {
  Concept china = MakeConcept("cn", {{"en", "China"}, {"ru", "Китай"}, {"ur", "چین"}});
  for (Term& term : china.terms) term.status = TermStatus::kPreferred;
  AddConcept(china);
  AddConcept(MakeConcept("kw", {{"en", "Kuwait"}, {"ru", "Кувейт"}, {"ur", "کویت"}}));
  AddConcept(MakeConcept("ec", {{"en", "Quito"}, {"ru", "Кито"}, {"ur", "کیٹو"}}));
  Put(MakeWrite({{"de", "Nur auf Urdu."}, {"ur", "چین نے کہا"}}));
  EXPECT_EQ(SpellingsOf("Китай"), (Strings{"ru Китай *0", "en China *0", "ur چین *1"}));
  EXPECT_EQ(SpellingsOf("Китая"), (Strings{"ru Китай *0", "en China *0", "ur چین *1"}));
  NameRequest request = Request("Китай");
  request.targets = {Lang("ur")};
  EXPECT_EQ(Spellings(Find(request)), (Strings{"ru Китай *0", "ur چین *1"}));
  const NameResult result = Find(Request("China"));
  EXPECT_EQ(result.spellings[0].terms.at(0).glossary, "glossaries/g");
  EXPECT_EQ(result.spellings[0].terms.at(0).concept_value->id, "cn");
  EXPECT_EQ(result.glossaries.at(0).name, "glossaries/g");
}

TEST_F(NameSearchTest, FindsConceptsByKey) {
  AddConcept(MakeConcept("khorev", {{"en", "Albert Khorev"}, {"en", "Khorev"}}));
  AddConcept(MakeConcept("court", {{"en", "Haar"}, {"ru", "хор"}}));
  EXPECT_THAT(SpellingsOf("خوریف"), ElementsAre("en Khorev *0", "en Albert Khorev *0"));
  AddConcept(MakeConcept("putin", {{"en", "Putin"}, {"ru", "Путин"}}));
  EXPECT_EQ(SpellingsOf("Python"), Strings{});
  EXPECT_EQ(SpellingsOf("پوتن"), (Strings{"en Putin *0", "ru Путин *0"}));
  Concept word = MakeConcept("word", {{"en", "mahmud"}, {"ur", "محمود"}});
  for (Term& term : word.terms) term.status = TermStatus::kPreferred;
  AddConcept(word);
  EXPECT_EQ(SpellingsOf("Махмуд"), Strings{});
  EXPECT_THAT(SpellingsOf("محمود"), Contains("en mahmud *0"));
}

TEST_F(NameSearchTest, LongerTermsTakeTheirWords) {
  AddConcept(MakeConcept("khorev", {{"en", "Albert Khorev"}, {"en", "Khorev"}}));
  Put(MakeWrite({{"en", "Albert Khorev and Khorev"}, {"ru", "Альберт Хорев и Хорев"}}));
  const NameResult result = Find(Request("Khorev"));
  EXPECT_EQ(Spellings(result), (Strings{"en Khorev *1", "en Albert Khorev *1", "ru Хорев 1"}));
  EXPECT_EQ(result.spellings[2].occurrences, 2u);
}

TEST_F(NameSearchTest, KeepsToItsLimits) {
  for (int i = 0; i < 12; ++i) {
    Put(MakeWrite({{"en", fmt::format("Khorev came {} times.", i)}, {"ru", "Хорев"}}));
  }
  NameRequest request = Request("Хорев");
  request.max_places = 3;
  const NameResult few = Find(request);
  EXPECT_EQ(few.spellings[1].segments, 12u);
  ASSERT_EQ(few.spellings[1].places.size(), 3u);
  EXPECT_EQ(few.spellings[1].places[0].unit->id, 12u);  // The newest first.
  AddConcept(MakeConcept("k", {{"ru", "Хорев"}, {"en", "Khorev"}, {"en", "Ambassador Khorev"}}));
  request.limit = 1;
  const NameResult short_list = Find(request);
  EXPECT_EQ(Spellings(short_list), (Strings{"ru Хорев *12", "en Khorev *12"}));
  EXPECT_EQ(short_list.total_spellings, 3u);
}

TEST_F(NameSearchTest, NamesWrongFields) {
  const auto problem = [this](const NameRequest& request) {
    return FieldOf(FindName(*registry_, request, {}).status());
  };
  for (const std::string& name : {std::string(""), std::string("?!"), std::string(201, 'a'),
                                  std::string("a b c d e f g h i j k"), std::string("a\xFF")}) {
    EXPECT_EQ(problem(Request(name)), "name") << name;
  }
  NameRequest request = Request("Khorev");
  request.limit = 0;
  EXPECT_EQ(problem(request), "limit");
  request.limit = 1;
  request.max_places = 101;
  EXPECT_EQ(problem(request), "max_places");
  request.max_places = 1;
  request.targets.assign(21, Lang("en"));
  EXPECT_EQ(problem(request), "target_languages");
  request.targets.clear();
  request.memories = {"m", "memories/m"};
  EXPECT_EQ(problem(request), "memories[1]");
  request.memories.clear();
  request.glossaries = {"none"};
  EXPECT_EQ(FindName(*registry_, request, {}).status().code(), StatusCode::kNotFound);
  EXPECT_EQ(FindName(*registry_, Request("Khorev"), [] { return true; }).status().code(),
            StatusCode::kCancelled);
}

// What a search says of one spelling.
struct Counts {
  uint64_t segments = 0;
  uint64_t occurrences = 0;
  bool operator==(const Counts&) const = default;
};
void PrintTo(const Counts& counts, std::ostream* out) {
  *out << counts.segments << "/" << counts.occurrences;
}
using SpellingId = std::pair<std::string, std::string>;  // Language, stems.

std::string StemsOf(std::string_view text, const Language& language) {
  std::string stems;
  for (const Word& word : Analyse(text, language).words) stems += word.stem + " ";
  return stems;
}

// The search as it is defined, over every unit, with every text read anew for every question.
class SlowNameSearch {
 public:
  SlowNameSearch(std::string name, Language language, const std::vector<Term>& terms)
      : name_(std::move(name)) {
    Want(name_, language);
    for (const Term& term : terms) Want(term.text, term.language);
  }

  std::map<SpellingId, Counts> Run(const std::vector<Unit>& units) {
    std::set<UnitId> done;
    for (int round = 0; round < 4; ++round) {
      for (const Unit& unit : units) {
        if (!done.contains(unit.id) && Take(unit)) done.insert(unit.id);
      }
      for (const auto& [id, forms] : std::map(by_equal_key_)) {
        const auto best = std::max_element(forms.begin(), forms.end(), [](auto& a, auto& b) {
          return std::pair(a.second, b.first) < std::pair(b.second, a.first);
        });
        const bool sure = NameKeyOf(name_).symbols.size() > 3 || distances_[id] <= 1;
        if (sure) Want(best->first, Lang(id.first));
      }
    }
    return counts_;
  }

 private:
  struct Place {
    std::string stems;
    ByteRange range;
  };

  void Want(const std::string& text, const Language& language) {
    wanted_.try_emplace({language.tag(), StemsOf(text, language)}, !BeginsLikeName(text));
  }

  static std::string TextAt(const Variant& variant, ByteRange range) {
    range = WithoutPossessive(variant.segment.text, range);
    return variant.segment.text.substr(range.begin, range.end - range.begin);
  }

  // Calls `look` with every run of words.
  template <typename Look>
  static void ForWindows(const Variant& variant, size_t most_words, const Look& look) {
    const auto words = Analyse(variant.segment, variant.language).words;
    for (size_t i = 0; i < words.size(); ++i) {
      std::string stems;
      for (size_t j = i; j < words.size() && j < i + most_words; ++j) {
        stems += words[j].stem + " ";
        look(j - i + 1, stems, ByteRange{words[i].range.begin, words[j].range.end});
      }
    }
  }

  std::vector<Place> Wanted(const Variant& variant) const {
    std::vector<Place> places;
    for (size_t words = 10; words > 0; --words) {
      ForWindows(variant, words, [&](size_t size, const std::string& stems, ByteRange range) {
        if (size != words) return;
        const auto wanted = wanted_.find({variant.language.tag(), stems});
        if (wanted == wanted_.end()) return;
        if (!wanted->second && !BeginsLikeName(TextAt(variant, range))) return;
        for (const Place& other : places) {
          if (range.begin < other.range.end && other.range.begin < range.end) return;
        }
        places.push_back({stems, range});
      });
    }
    return places;
  }

  static bool IsHeard(const Word& word) {
    return NameSounds(word.form).find_first_not_of("AIW") != std::string::npos;
  }

  std::vector<Place> ByKey(const Variant& variant, bool& equal, int& distance) const {
    using Rank = std::tuple<bool, int>;
    std::map<std::pair<Rank, size_t>, std::vector<Place>> by_rank;
    const size_t most_words = Analyse(name_, Lang("en")).words.size() + 1;
    ForWindows(variant, most_words, [&](size_t size, const std::string& stems, ByteRange range) {
      const std::string window = TextAt(variant, range);
      if (!BeginsLikeName(window)) return;
      const auto words = Analyse(window, variant.language).words;
      if (size > 1 && !(IsHeard(words.front()) && IsHeard(words.back()))) return;
      std::set<Rank> ranks;
      for (const std::string& text :
           {TextAt(variant, range), variant.language == Lang("ru") ? stems : ""}) {
        const NameMeeting meeting = MeetingOf(NameKeyOf(name_), NameKeyOf(text));
        if (meeting == NameMeeting::kNone) continue;
        ranks.insert(
            {meeting != NameMeeting::kEqual, SoundDistance(NameKeyOf(name_), NameKeyOf(text))});
      }
      if (!ranks.empty()) by_rank[{*ranks.begin(), size}].push_back({stems, range});
    });
    std::vector<Place> best;
    for (const auto& [rank, places] : by_rank) {
      if (rank.first != by_rank.begin()->first.first) break;
      for (const Place& place : places) {
        const bool taken = std::any_of(best.begin(), best.end(), [&place](const Place& other) {
          return place.range.begin < other.range.end && other.range.begin < place.range.end;
        });
        if (!taken) best.push_back(place);
      }
    }
    if (!by_rank.empty()) std::tie(equal, distance) = by_rank.begin()->first.first;
    equal = !equal;  // Ranks have 0 for it.
    return best;
  }

  bool Take(const Unit& unit) {
    const bool stands = std::any_of(unit.variants.begin(), unit.variants.end(),
                                    [this](const auto& one) { return !Wanted(one).empty(); });
    if (!stands) return false;
    for (const Variant& variant : unit.variants) {
      std::vector<Place> places = Wanted(variant);
      bool equal = false;
      int distance = 0;
      const bool by_key = places.empty();
      if (by_key) places = ByKey(variant, equal, distance);
      std::set<SpellingId> here;
      for (const Place& place : places) {
        const std::string text = TextAt(variant, place.range);
        const SpellingId id{variant.language.tag(), StemsOf(text, variant.language)};
        if (by_key && equal && !wanted_.contains(id)) {
          by_equal_key_.try_emplace(id);
          const auto [least, first] = distances_.try_emplace(id, distance);
          least->second = std::min(least->second, distance);
        }
        if (by_equal_key_.contains(id)) ++by_equal_key_[id][text];
        ++counts_[id].occurrences;
        counts_[id].segments += here.insert(id).second;
      }
    }
    return true;
  }

  const std::string name_;
  std::map<SpellingId, bool> wanted_;  // Whether small letters will do.
  std::map<SpellingId, std::map<std::string, uint64_t>> by_equal_key_;  // Forms and their counts.
  std::map<SpellingId, int> distances_;
  std::map<SpellingId, Counts> counts_;
};

std::string RandomNameText(TestRandom& random, size_t language) {
  static const std::vector<Strings> names = {
      {"Khorev", "Horev", "Khorev’s", "Sohail Mahmood", "Suhail Mahmud", "Here",
       "Ambassador Khorev", "Palestine", "Moscow"},
      {"Хорев", "Хорева", "Хоревым", "Сохаил Махмуд", "Сохейла Махмуда", "Хор", "Хохар",
       "Палестина", "Москва"},
      {"خوریف", "خوریو", "ہر", "سہیل محمود", "سھیل محمود", "خان", "ہیں", "فلسطین", "ماسکو"}};
  static const std::vector<Strings> fillers = {
      {"met", "The", "here"}, {"и", "Она", "хор"}, {"نے", "ہر", "ہیں"}};
  std::string text;
  for (size_t words = 1 + random.Below(4); words > 0; --words) {
    const auto& from = random.Below(2) == 0 ? names[language] : fillers[language];
    text += (text.empty() ? "" : " ") + from[random.Below(from.size())];
  }
  return text;
}

TEST_F(NameSearchTest, AgreesWithASearchOfEverything) {
  constexpr const char* kTags[] = {"en", "ru", "ur"};
  AddConcept(MakeConcept("khorev", {{"en", "Ambassador Khorev"}, {"ru", "Хорев"}}));
  AddConcept(MakeConcept("palestine", {{"en", "Palestine"}, {"ur", "فلسطین"}}));
  TestRandom random;
  for (int i = 0; i < 150; ++i) {
    const size_t left_out = random.Below(4);
    VariantTexts texts;
    for (size_t language = 0; language < 3; ++language) {
      if (language != left_out)
        texts.push_back({kTags[language], RandomNameText(random, language)});
    }
    Put(MakeWrite(texts));
  }
  std::vector<Unit> units = AllUnitsOf(*Memory());
  std::reverse(units.begin(), units.end());
  for (const char* name : {"Хорев", "Horev", "خوریف", "Sohail Mahmood", "Сохаил Махмуд",
                           "سہیل محمود", "Палестина", "Moscow", "Khan"}) {
    const NameResult result = Find(Request(name));
    ASSERT_FALSE(result.truncated);
    std::map<SpellingId, Counts> found;
    std::set<std::string> concepts;
    for (const NameSpelling& one : result.spellings) {
      for (const SpellingTerm& term : one.terms) concepts.insert(term.concept_value->id);
      if (one.segments == 0) continue;
      found[{one.language.tag(), StemsOf(one.text, one.language)}] = {one.segments,
                                                                      one.occurrences};
    }
    std::vector<Term> terms;
    for (const std::string& id : concepts) {
      for (const Term& term : Glossary()->Get(id).value()->terms) terms.push_back(term);
    }
    EXPECT_EQ(found, SlowNameSearch(name, result.language, terms).Run(units)) << name;
  }
}

}  // namespace
}  // namespace dragoman
