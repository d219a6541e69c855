#include "server/engine/consistency.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <map>
#include <set>

#include "server/engine/recognise.h"
#include "tests/cancelled_anywhere.h"
#include "tests/engine/engine_support.h"

namespace dragoman {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;
using testing::UnorderedElementsAreArray;

struct Report {
  std::vector<ConsistencyFinding> findings;
  ConsistencySummary summary;
  uint64_t read = 0;
  uint64_t to_read = 0;
};

ConsistencySink SinkInto(Report& report) {
  return {.progress =
              [&report](const ConsistencyProgress& progress) {
                EXPECT_LE(progress.units, progress.total_units);
                report.read = progress.units;
                report.to_read = progress.total_units;
                return absl::OkStatus();
              },
          .finding =
              [&report](const ConsistencyFinding& finding) {
                report.findings.push_back(finding);
                return absl::OkStatus();
              }};
}

ConsistencyRequest Request(std::string_view from, std::string_view to,
                           std::vector<ConsistencyKind> kinds = {}) {
  ConsistencyRequest request;
  request.source = Lang(from);
  request.target = Lang(to);
  request.kinds = std::move(kinds);
  return request;
}

// Returns e.g. "2 term", "1 ~term" where it is bridged, "1 ?" where no term was recognised.
std::string RowText(const RenderingRow& row) {
  return std::to_string(row.uses) + " " + (row.bridged ? "~" : "") + (row.other ? "?" : row.text);
}

std::vector<std::string> RowTexts(const ConsistencyFinding& finding) {
  std::vector<std::string> texts;
  for (const RenderingRow& row : finding.rows) texts.push_back(RowText(row));
  return texts;
}

class ConsistencyTest : public EngineTest {
 protected:
  Report Run(const ConsistencyRequest& request) {
    Report report;
    const auto summary = ReportConsistency(*registry_, request, nullptr, SinkInto(report));
    EXPECT_OK(summary);
    if (summary.ok()) report.summary = *summary;
    return report;
  }

  Status Refusal(const ConsistencyRequest& request) {
    Report report;
    return ReportConsistency(*registry_, request, nullptr, SinkInto(report)).status();
  }

  void Add(const VariantTexts& variants, const std::string& author = "",
           std::string_view memory = "m") {
    Unit unit = MakeUnit(variants);
    unit.author = author;
    Put(MakeWrite(std::move(unit)), WritePolicy::kAdd, memory);
  }

  void AddConcept(const Concept& entry) { ASSERT_OK(Glossary()->Write({entry}, {})); }
};

TEST_F(ConsistencyTest, ConceptsHaveTheirTermsAsRenderings) {
  Concept guest = MakeConcept(
      "guest", {{"en", "Chief Guest"}, {"ru", "главный гость"}, {"ru", "почётный гость"}});
  guest.category = "title";
  guest.terms[2].status = TermStatus::kForbidden;
  AddConcept(guest);
  AddConcept(MakeConcept("minister", {{"en", "minister"}, {"ru", "министр"}}));
  Add({{"en", "The Chief Guest left."}, {"ru", "Главный гость ушёл."}}, "anna");
  Add({{"en", "We met Chief Guests."}, {"ru", "Мы встретили главных гостей."}}, "anna");
  Add({{"en", "With the Chief Guest"}, {"ru", "С почётным гостем"}}, "boris");
  Add({{"en", "No Chief Guest"}, {"ru", "Без него"}}, "boris");
  Add({{"en", "The minister left."}, {"ru", "Министр ушёл."}});
  const Report report = Run(Request("en", "ru", {ConsistencyKind::kConcept}));
  ASSERT_THAT(report.findings, SizeIs(1));
  const ConsistencyFinding& finding = report.findings[0];
  EXPECT_EQ(finding.text, "Chief Guest");
  EXPECT_EQ(finding.concept_name, "glossaries/g/concepts/guest");
  EXPECT_EQ(finding.category, "title");
  EXPECT_EQ(finding.uses, 4u);
  EXPECT_THAT(RowTexts(finding), ElementsAre("2 главный гость", "1 почётный гость", "1 ?"));
  const RenderingRow& house = finding.rows[0];
  EXPECT_EQ(house.first.unit, 1u);
  EXPECT_EQ(house.last.unit, 2u);
  EXPECT_THAT(house.authors, ElementsAre(std::pair("anna", 2u)));
  ASSERT_THAT(house.examples, SizeIs(2));
  EXPECT_THAT(house.examples[0].source_places, ElementsAre(ByteRange{4, 15}));
  EXPECT_THAT(house.examples[0].target_places, ElementsAre(ByteRange{0, 25}));
  EXPECT_EQ(finding.rows[1].term->status, TermStatus::kForbidden);
  EXPECT_EQ(report.summary.units, 5u);
  EXPECT_EQ(report.read, 10u);
  EXPECT_EQ(report.to_read, 10u);
}

TEST_F(ConsistencyTest, TermsHaveTheStatusOfOutletAndDay) {
  Concept city = MakeConcept("mumbai", {{"en", "Mumbai"}, {"ru", "Мумбаи"}, {"ru", "Бомбей"}});
  city.terms[2].outlets = {{"daily", TermStatus::kForbidden}};
  AddConcept(city);
  Add({{"en", "To Mumbai"}, {"ru", "В Мумбаи (Бомбей)"}});
  Add({{"en", "From Mumbai"}, {"ru", "Из Бомбея"}});
  ConsistencyRequest request = Request("en", "ru", {ConsistencyKind::kConcept});
  const Report any = Run(request);
  ASSERT_THAT(any.findings, SizeIs(1));
  EXPECT_THAT(RowTexts(any.findings[0]), ElementsAre("2 Бомбей", "1 Мумбаи"));
  request.outlet = "daily";  // Where the allowed one stands, the forbidden one is not counted.
  const Report daily = Run(request);
  ASSERT_THAT(daily.findings, SizeIs(1));
  EXPECT_THAT(RowTexts(daily.findings[0]), ElementsAre("1 Бомбей", "1 Мумбаи"));
  EXPECT_EQ(daily.findings[0].rows[0].term->status, TermStatus::kForbidden);
  request.outlet = "Daily";
  EXPECT_EQ(FieldOf(Refusal(request)), "outlet");
}

TEST_F(ConsistencyTest, HomographsAndKeptTermsAreRendered) {
  AddConcept(MakeConcept("mars", {{"en", "Mars"}, {"ru", "Марс"}}));
  AddConcept(MakeConcept("bar", {{"en", "Mars"}, {"ru", "батончик"}}));
  Concept kept = MakeConcept("kept", {{"en", "Dawn"}});
  kept.do_not_translate = true;
  AddConcept(kept);
  Add({{"en", "Mars is far."}, {"ru", "Марс далеко."}});
  Add({{"en", "I ate a Mars."}, {"ru", "Я съел батончик."}});
  Add({{"en", "Dawn writes"}, {"ru", "Dawn пишет"}});
  Add({{"en", "Dawn reports"}, {"ru", "«Рассвет» сообщает"}});
  const Report report = Run(Request("en", "ru", {ConsistencyKind::kConcept}));
  ASSERT_THAT(report.findings, SizeIs(1));
  EXPECT_THAT(RowTexts(report.findings[0]), ElementsAre("1 Dawn", "1 ?"));
}

TEST_F(ConsistencyTest, TermsThatStandTogetherAreNoDifference) {
  Concept shanghai = MakeConcept("sco", {{"en", "Shanghai Cooperation Organisation"},
                                         {"en", "SCO"},
                                         {"ru", "Шанхайская организация сотрудничества"},
                                         {"ru", "ШОС"}});
  shanghai.terms[1].type = shanghai.terms[3].type = TermType::kAbbreviation;
  AddConcept(shanghai);
  Concept guest = MakeConcept(
      "guest", {{"en", "Chief Guest"}, {"ru", "главный гость"}, {"ru", "почётный гость"}});
  guest.terms[2].status = TermStatus::kForbidden;
  AddConcept(guest);
  Add({{"en", "The Shanghai Cooperation Organisation (SCO) met."},
       {"ru", "Шанхайская организация сотрудничества (ШОС) заседала."}});
  Add({{"en", "SCO"}, {"ru", "ШОС"}});
  Add({{"en", "The Chief Guest"}, {"ru", "Главный гость и почётный гость"}});
  Add({{"en", "A Chief Guest"}, {"ru", "Главный гость"}});
  EXPECT_THAT(Run(Request("en", "ru", {ConsistencyKind::kConcept})).findings, IsEmpty());
  Add({{"en", "Shanghai Cooperation Organisation"}, {"ru", "ШОС"}});
  const Report report = Run(Request("en", "ru", {ConsistencyKind::kConcept}));
  ASSERT_THAT(report.findings, SizeIs(1));
  EXPECT_THAT(RowTexts(report.findings[0]),
              ElementsAre("1 ШОС", "1 Шанхайская организация сотрудничества"));
}

TEST_F(ConsistencyTest, NamesHaveSpellings) {
  Add({{"en", "Ambassador Belokrenitsky spoke."}, {"ru", "Посол Белокреницкий выступил."}});
  Add({{"en", "Belokrenitsky’s visit"}, {"ru", "Визит Белокреницкого"}});
  Add({{"en", "with Belokrenitsky"}, {"ru", "с Бэлокренитским"}});
  Add({{"en", "Mr Karakhanov and Mr Karakhanov"}, {"ru", "Караханов и Караханов"}});
  Add({{"en", "to Karakhanov"}, {"ru", "Караханову"}});
  Add({{"en", "Ballista"}, {"ru", "Баллиста"}});
  Add({{"en", "the Ballista"}, {"ru", "Балистой"}});
  Add({{"en", "a ballista"}, {"ru", "баллиста"}});
  Add({{"en", "in Indiana"}, {"ru", "в Индиане"}});
  Add({{"en", "Indiana"}, {"ru", "Индиана"}});
  Add({{"en", "Problems"}, {"ru", "Проблемы с"}});
  Add({{"en", "No Problems"}, {"ru", "Проблема"}});
  const Report report = Run(Request("en", "ru", {ConsistencyKind::kName}));
  ASSERT_THAT(report.findings, SizeIs(1));
  EXPECT_EQ(report.findings[0].text, "Belokrenitsky");
  EXPECT_EQ(report.findings[0].uses, 3u);
  EXPECT_THAT(report.findings[0].rows, SizeIs(2));
  EXPECT_EQ(report.findings[0].rows[0].uses, 2u);
  EXPECT_EQ(report.summary.counts[0].found, 1u);
}

TEST_F(ConsistencyTest, NamesMeetOverScriptsAndShortWordsTogether) {
  Add({{"en", "So said Khorezmi today."}, {"ur", "آج خوارزمی نے کہا"}});
  Add({{"en", "That was Khorezmi"}, {"ur", "وہ خوریزمی تھے"}});
  Add({{"en", "Then Ali Hamid left."}, {"ru", "Затем Али Хамид ушёл."}});
  Add({{"en", "Where is Ali Hamid?"}, {"ru", "Где Али Гамид?"}});
  EXPECT_THAT(Run(Request("en", "ur", {ConsistencyKind::kName})).findings, SizeIs(1));
  EXPECT_THAT(Run(Request("en", "ru", {ConsistencyKind::kName})).findings, IsEmpty());
  Add({{"en", "Then Hamid Ali Zaidi left."}, {"ru", "Затем Хамид Али Зайди ушёл."}});
  Add({{"en", "Why Hamid Ali Zaidi?"}, {"ru", "Почему Хомид Али Зойди?"}});
  const Report report = Run(Request("en", "ru", {ConsistencyKind::kName}));
  ASSERT_THAT(report.findings, SizeIs(1));
  EXPECT_EQ(report.findings[0].text, "Hamid Ali Zaidi");
}

TEST_F(ConsistencyTest, EqualSourcesHaveTranslations) {
  Add({{"en", "Open the door."}, {"ru", "Открой дверь."}});
  Add({{"en", "open the door."}, {"ru", "открой дверь."}});
  Add({{"en", "Open the door."}, {"ru", "Отворите."}});
  Add({{"en", "Shut it."}, {"ru", "Закрой."}});
  Add({{"en", "SHUT it."}, {"ru", "закрой."}});
  const Report report = Run(Request("en", "ru", {ConsistencyKind::kSource}));
  ASSERT_THAT(report.findings, SizeIs(1));
  EXPECT_EQ(report.findings[0].text, "Open the door.");
  EXPECT_THAT(RowTexts(report.findings[0]), ElementsAre("2 Открой дверь.", "1 Отворите."));
}

TEST_F(ConsistencyTest, BridgesCiteBothUnits) {
  CreateMemory("n");
  Add({{"ru", "Дату не назначили."}, {"ur", "تاریخ طے نہیں ہوئی۔"}});
  Add({{"ru", "Дату не назначили."}, {"en", "No date was set."}});
  Add({{"en", "no date was set."}, {"ur", "کوئی تاریخ مقرر نہیں۔"}}, "anna", "n");
  Add({{"ru", "Да."}, {"ur", "جی ہاں"}});
  Add({{"ru", "Да."}, {"en", "Yes."}});
  Add({{"en", "Yes."}, {"ur", "جی ہاں"}});
  const Report report = Run(Request("ru", "ur"));
  ASSERT_THAT(report.findings, SizeIs(1));
  const ConsistencyFinding& finding = report.findings[0];
  EXPECT_EQ(finding.kind, ConsistencyKind::kBridge);
  EXPECT_EQ(finding.uses, 1u);
  EXPECT_THAT(RowTexts(finding), ElementsAre("1 تاریخ طے نہیں ہوئی۔", "1 ~کوئی تاریخ مقرر نہیں۔"));
  const RenderingExample& example = finding.rows[1].examples.at(0);
  EXPECT_EQ(example.use.memory, "memories/n");
  EXPECT_EQ(example.source.text, "Дату не назначили.");
  EXPECT_EQ(example.bridge->source_use.memory, "memories/m");
  EXPECT_EQ(example.bridge->source_use.unit, 2u);
  EXPECT_EQ(example.bridge->source_pivot.text, "No date was set.");
  EXPECT_EQ(example.bridge->pivot.text, "no date was set.");
  EXPECT_THAT(finding.rows[1].authors, ElementsAre(std::pair("anna", 1u)));
}

TEST_F(ConsistencyTest, ConceptsAreBridgedByTheirTerms) {
  AddConcept(MakeConcept(
      "ministry", {{"en", "ministry"}, {"ru", "министерство"}, {"ur", "وزارت"}, {"ur", "منسٹری"}}));
  Add({{"ru", "Министерство там."}, {"ur", "وزارت وہاں ہے"}});
  Add({{"ru", "Из министерства."}, {"en", "From the ministry."}});
  Add({{"en", "A ministry"}, {"ur", "ایک وزارت"}});
  const ConsistencyRequest request = Request("ru", "ur", {ConsistencyKind::kBridge});
  EXPECT_THAT(Run(request).findings, IsEmpty());
  Add({{"en", "The ministry"}, {"ur", "یہ منسٹری"}}, "anna");
  Add({{"en", "One ministry"}, {"ru", "Министерство"}, {"ur", "وزارت"}});
  const Report report = Run(request);
  ASSERT_THAT(report.findings, SizeIs(1));
  const ConsistencyFinding& finding = report.findings[0];
  EXPECT_EQ(finding.concept_name, "glossaries/g/concepts/ministry");
  EXPECT_EQ(finding.text, "министерство");
  EXPECT_EQ(finding.uses, 2u);
  EXPECT_THAT(RowTexts(finding), ElementsAre("2 وزارت", "1 ~منسٹری"));
  EXPECT_EQ(finding.rows[1].examples.at(0).source.text, "The ministry");
  EXPECT_EQ(report.summary.counts[0].found, 1u);
}

TEST_F(ConsistencyTest, PairsComeAfterMemories) {
  Add({{"en", "Yes."}, {"ru", "Да."}});
  ConsistencyRequest request = Request("en", "ru");
  request.pairs = {
      {{"Yes.", {}}, {"Ага.", {}}}, {{"No.", {}}, {"", {}}}, {{"yes.", {}}, {"Да.", {}}}};
  Report report = Run(request);
  ASSERT_THAT(report.findings, SizeIs(1));
  EXPECT_THAT(RowTexts(report.findings[0]), ElementsAre("1 Ага.", "1 Да."));
  EXPECT_EQ(report.findings[0].rows[1].first.pair, 2u);
  EXPECT_EQ(report.summary.units, 2u);
  request.memories = {"m"};
  report = Run(request);
  ASSERT_THAT(report.findings, SizeIs(1));
  EXPECT_THAT(RowTexts(report.findings[0]), ElementsAre("2 Да.", "1 Ага."));
  EXPECT_EQ(report.findings[0].rows[0].first.memory, "memories/m");
  EXPECT_EQ(report.findings[0].rows[0].last.pair, 2u);
}

TEST_F(ConsistencyTest, LimitsKeepTheMostUsed) {
  for (int i = 0; i < 4; ++i) {
    const std::string source = "Sentence " + std::string(1, static_cast<char>('a' + i));
    for (int j = 0; j <= i + 1; ++j) {
      Add({{"en", source}, {"ru", "перевод " + std::string(1, static_cast<char>('a' + j))}});
    }
  }
  ConsistencyRequest request = Request("en", "ru", {ConsistencyKind::kSource});
  request.max_findings = 2;
  request.max_examples = 0;
  const Report report = Run(request);
  ASSERT_THAT(report.findings, SizeIs(2));
  EXPECT_EQ(report.findings[0].text, "Sentence d");
  EXPECT_EQ(report.findings[1].text, "Sentence c");
  EXPECT_THAT(report.findings[0].rows[0].examples, IsEmpty());
  EXPECT_EQ(report.summary.counts[0].found, 4u);
  EXPECT_EQ(report.summary.counts[0].reported, 2u);
}

TEST_F(ConsistencyTest, RenderingsBeyondAHundredAreCounted) {
  for (int i = 0; i < 103; ++i) {
    Add({{"en", "Yes."}, {"ru", "перевод номер " + std::string(static_cast<size_t>(i + 1), 'x')}});
  }
  const Report report = Run(Request("en", "ru", {ConsistencyKind::kSource}));
  ASSERT_THAT(report.findings, SizeIs(1));
  EXPECT_THAT(report.findings[0].rows, SizeIs(100));
  EXPECT_EQ(report.findings[0].uses, 103u);
  EXPECT_EQ(report.findings[0].unlisted_uses, 3u);
}

TEST_F(ConsistencyTest, RefusesWhatItCannotDo) {
  EXPECT_EQ(FieldOf(Refusal(Request("en", "en-GB"))), "target_language");
  EXPECT_EQ(FieldOf(Refusal(Request("en", "ur", {ConsistencyKind::kBridge}))), "bridge_language");
  ConsistencyRequest request = Request("en", "ru");
  request.max_findings = 0;
  EXPECT_EQ(FieldOf(Refusal(request)), "max_findings");
  request = Request("en", "ru");
  request.max_examples = 21;
  EXPECT_EQ(FieldOf(Refusal(request)), "max_examples");
  request = Request("en", "ru");
  request.memories = {"none"};
  EXPECT_EQ(Refusal(request).code(), StatusCode::kNotFound);
}

TEST_F(ConsistencyTest, EndsWhenItIsCancelledOrTheSinkFails) {
  Add({{"en", "Yes."}, {"ru", "Да."}});
  Report report;
  const auto gone = [] { return true; };
  EXPECT_EQ(ReportConsistency(*registry_, Request("en", "ru"), gone, SinkInto(report)).status(),
            absl::CancelledError("the caller went away"));
  // Whenever the caller goes: each step asks.
  for (int i = 0; i < 20; ++i) {
    Add({{"en", "No " + std::to_string(i)}, {"ru", "Нет"}});
    Add({{"en", "No " + std::to_string(i)}, {"ru", "Не надо"}});
  }
  const auto run = [&](const Cancelled& cancelled) {
    return ReportConsistency(*registry_, Request("en", "ru"), cancelled, SinkInto(report)).status();
  };
  ExpectEndsWheneverItsCallerGoes(run, 2 * 41 + 20);  // Each unit twice, and each finding.
  ConsistencySink sink = SinkInto(report);
  sink.progress = [](const ConsistencyProgress&) { return absl::DataLossError("full"); };
  EXPECT_EQ(ReportConsistency(*registry_, Request("en", "ru"), nullptr, sink).status().code(),
            StatusCode::kDataLoss);
}

// The twin: everything of all units is kept in maps of texts.

struct TwinFinding {
  std::map<std::string, uint64_t> rows;  // Identity or "~identity", with uses.
  uint64_t uses = 0;
};
// Kind and what is rendered: what became of it.
using TwinFindings = std::map<std::pair<ConsistencyKind, std::string>, TwinFinding>;

std::string FoldOf(const Variant& variant) {
  return Analyse(variant.segment, variant.language).fold_key;
}

void CountIn(TwinFinding& finding, const std::set<std::string>& rows) {
  ++finding.uses;
  for (const std::string& row : rows) ++finding.rows[row];
}

class RandomConsistency : public ConsistencyTest {
 protected:
  void SetUpAgain() {
    registry_.reset();
    store_ = NewMemoryStore();
    SetUp();
  }

  void FillMemories() {
    AddConcept(MakeConcept("council", {{"en", "Council"},
                                       {"ru", "совет"},
                                       {"ru", "рада"},
                                       {"ru", "верховный совет"},
                                       {"ur", "کونسل"}}));
    AddConcept(MakeConcept("report", {{"en", "report"},
                                      {"en", "council report"},
                                      {"ru", "доклад"},
                                      {"ru", "отчёт"},
                                      {"ur", "رپورٹ"}}));
    CreateMemory("n");
    const uint64_t units = 1 + random_.Below(60);
    for (uint64_t i = 0; i < units; ++i) {
      VariantTexts texts;
      for (const char* tag : {"en", "ru", "ur"}) {
        if (texts.size() < 2 || random_.Below(2) == 0) texts.emplace_back(tag, Sentence(tag));
      }
      if (random_.Below(2) == 0) texts.erase(texts.begin() + static_cast<int>(random_.Below(2)));
      if (texts.size() < 2) texts.emplace_back("de", "Ja");
      Add(texts, random_.Below(2) == 0 ? "anna" : "", random_.Below(2) == 0 ? "m" : "n");
    }
  }

  std::string Sentence(const std::string& tag) {
    static const std::map<std::string, std::vector<std::string>> kWords = {
        {"en", {"Council", "report", "council report", "Belokrenitsky", "came", "Karakhanov"}},
        {"ru",
         {"Совета", "рада", "верховный совет", "доклады", "отчёт", "Белокреницкий",
          "Билокренитскому", "Карахонов", "пришёл"}},
        {"ur", {"کونسل", "رپورٹ", "بیلوکرینتسکی", "آیا"}}};
    std::string text;
    const uint64_t words = 1 + random_.Below(2);
    for (uint64_t i = 0; i < words; ++i) {
      const auto& all = kWords.at(tag);
      text += (i > 0 ? " " : "") + all[random_.Below(all.size())];
    }
    return text;
  }

  std::vector<Unit> AllUnits() {
    std::vector<Unit> units = AllUnitsOf(*Memory("m"));
    for (Unit& unit : AllUnitsOf(*Memory("n"))) units.push_back(std::move(unit));
    return units;
  }

  TwinFindings TwinOf(const Language& from, const Language& to) {
    TwinFindings twin;
    for (const Unit& unit : AllUnits()) {
      const Variant* source = unit.Find(from);
      const Variant* target = unit.Find(to);
      if (source == nullptr || target == nullptr) continue;
      CountIn(twin[{ConsistencyKind::kSource, FoldOf(*source)}], {FoldOf(*target)});
      AddConcepts(*source, *target, twin);
    }
    AddBridges(from, to, twin);
    std::erase_if(twin, [](const auto& entry) {
      const auto& rows = entry.second.rows;
      if (entry.first.first != ConsistencyKind::kBridge) return rows.size() < 2;
      return std::none_of(rows.begin(), rows.end(),
                          [](const auto& row) { return row.first.starts_with("~"); });
    });
    return twin;
  }

  RecogniseResult TermsIn(const Variant& variant, bool longest_only) {
    RecogniseOptions options;
    options.source = variant.language;
    options.longest_only = longest_only;
    return Recognise(*registry_, options, variant.segment.text).value();
  }

  using ConceptRows = std::map<std::string, std::set<std::string>>;

  void AddConcepts(const Variant& source, const Variant& target, TwinFindings& twin) {
    for (const auto& [concept_name, rows] : ConceptsOf(source, target)) {
      CountIn(twin[{ConsistencyKind::kConcept, concept_name}], rows);
    }
  }

  // Returns the concepts of the source, each with the terms of it in the target.
  ConceptRows ConceptsOf(const Variant& source, const Variant& target) {
    std::set<std::string> ids;
    for (const RecognisedTerm& term : TermsIn(source, true).terms) {
      ids.insert(term.concept_value->id);
    }
    ConceptRows all;
    for (const std::string& id : ids) {
      std::vector<RecognisedTerm> found = TermsIn(target, false).terms;
      std::erase_if(found, [&id](const auto& one) { return one.concept_value->id != id; });
      std::set<std::string>& rows = all["glossaries/g/concepts/" + id];
      for (const RecognisedTerm& one : found) {
        const bool inside = std::any_of(found.begin(), found.end(), [&one](const auto& other) {
          return other.range != one.range && other.range.begin <= one.range.begin &&
                 one.range.end <= other.range.end;
        });
        if (!inside) rows.insert(one.concept_value->terms[one.term].text);
      }
      if (rows.empty()) rows.insert("?");
    }
    return all;
  }

  void AddBridgedConcepts(const Language& from, const Language& to, TwinFindings& twin) {
    const std::vector<Unit> units = AllUnits();
    for (const Unit& unit : units) {
      if (!unit.Has(from) || !unit.Has(to)) continue;
      for (const auto& [concept_name, rows] : ConceptsOf(*unit.At(from), *unit.At(to))) {
        CountIn(twin[{ConsistencyKind::kBridge, concept_name}], rows);
      }
    }
    const TwinFindings direct = twin;
    for (const Unit& unit : units) {
      if (unit.Has(from) || !unit.Has(Lang("en")) || !unit.Has(to)) continue;
      for (const auto& [concept_name, rows] : ConceptsOf(*unit.At(Lang("en")), *unit.At(to))) {
        const auto there = direct.find({ConsistencyKind::kBridge, concept_name});
        if (there == direct.end()) continue;
        const auto& known = there->second.rows;
        if (known.size() == known.count("?")) continue;
        for (const std::string& row : rows) {
          if (row != "?" && !known.contains(row)) ++twin[there->first].rows["~" + row];
        }
      }
    }
  }

  void AddBridges(const Language& from, const Language& to, TwinFindings& twin) {
    if (from == Lang("en") || to == Lang("en")) return;
    AddBridgedConcepts(from, to, twin);
    const std::vector<Unit> units = AllUnits();
    std::map<std::string, std::set<std::string>> direct;
    for (const Unit& unit : units) {
      if (!unit.Has(from) || !unit.Has(to)) continue;
      const std::string source = FoldOf(*unit.At(from));
      direct[source].insert(FoldOf(*unit.At(to)));
      CountIn(twin[{ConsistencyKind::kBridge, source}], {FoldOf(*unit.At(to))});
    }
    for (auto& [source, renderings] : direct) {
      std::set<std::string> pivots;
      for (const Unit& unit : units) {
        if (unit.Has(from) && unit.Has(Lang("en")) && FoldOf(*unit.At(from)) == source) {
          pivots.insert(FoldOf(*unit.At(Lang("en"))));
        }
      }
      for (const Unit& unit : units) {
        if (!unit.Has(to) || !unit.Has(Lang("en"))) continue;
        const std::string target = FoldOf(*unit.At(to));
        if (!pivots.contains(FoldOf(*unit.At(Lang("en")))) || renderings.contains(target)) continue;
        ++twin[{ConsistencyKind::kBridge, source}].rows["~" + target];
      }
    }
  }

  // Returns the report as the twin tells it.
  static TwinFindings TwinOf(const std::vector<ConsistencyFinding>& findings, const Language& from,
                             const Language& to) {
    TwinFindings twin;
    for (const ConsistencyFinding& finding : findings) {
      const bool is_concept = !finding.concept_name.empty();
      TwinFinding& one =
          twin[{finding.kind,
                is_concept ? finding.concept_name : FoldOf(MakeVariant(from.tag(), finding.text))}];
      one.uses = finding.uses;
      for (const RenderingRow& row : finding.rows) {
        const std::string fold = is_concept ? row.text : FoldOf(MakeVariant(to.tag(), row.text));
        one.rows[(row.bridged ? "~" : "") + (row.other ? "?" : fold)] = row.uses;
      }
    }
    return twin;
  }

  static std::vector<std::string> LinesOf(const TwinFindings& twin) {
    std::vector<std::string> lines;
    for (const auto& [key, finding] : twin) {
      std::string line = std::to_string(static_cast<int>(key.first)) + " " + key.second + " " +
                         std::to_string(finding.uses);
      for (const auto& [row, uses] : finding.rows)
        line += "\n  " + row + " " + std::to_string(uses);
      lines.push_back(std::move(line));
    }
    return lines;
  }

  TestRandom random_;
};

TEST_F(RandomConsistency, IsWhatItsTwinFinds) {
  for (int round = 0; round < 30; ++round) {
    SetUpAgain();
    FillMemories();
    for (const auto& [from, to] : {std::pair("en", "ru"), {"ru", "ur"}, {"ru", "en"}}) {
      ConsistencyRequest request =
          Request(from, to, {ConsistencyKind::kConcept, ConsistencyKind::kSource});
      if (std::string_view(from) == "ru" && std::string_view(to) == "ur") {
        request.kinds.push_back(ConsistencyKind::kBridge);
      }
      request.max_findings = 1000;
      const Report report = Run(request);
      EXPECT_THAT(LinesOf(TwinOf(report.findings, Lang(from), Lang(to))),
                  UnorderedElementsAreArray(LinesOf(TwinOf(Lang(from), Lang(to)))))
          << from << " " << to;
    }
  }
}

}  // namespace
}  // namespace dragoman
