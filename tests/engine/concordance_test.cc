#include "server/engine/concordance.h"

#include <gmock/gmock.h>

#include "server/engine/concordance_query.h"
#include "tests/engine/engine_support.h"

namespace dragoman {
namespace {

using testing::HasSubstr;

// Returns how a query is understood: "+s:ambassador" by stem, "f" by fold, "p" by prefix, "-" for
// what is negated; keys are shown as the word of `words` that has them.
std::string Understood(std::string_view query, bool exact = false) {
  const auto items = ParseConcordance(query, Lang("en"), exact);
  if (!items.ok()) return std::string(items.status().message());
  std::string text;
  for (const ConcordanceItem& item : *items) {
    text += text.empty() ? "" : " ";
    text += item.negated ? "-" : "+";
    for (const ConcordanceWord& word : item.words) {
      text += word.match == WordMatch::kStem ? "s" : word.match == WordMatch::kFold ? "f" : "p";
    }
  }
  return text;
}

TEST(ConcordanceQuery, HasWordsPhrasesAndNegations) {
  EXPECT_EQ(Understood("ambassador"), "+s");
  EXPECT_EQ(Understood(" ambassador \t\"Security Council\" "), "+s +ss");
  EXPECT_EQ(Understood("a AND b -c NOT d"), "+s +s -s -s");
  EXPECT_EQ(Understood("a -\"b c\" NOT “d e”"), "+s -ss -ss");
  EXPECT_EQ(Understood("„a b“ «c d»"), "+ss +ss");
  EXPECT_EQ(Understood("\"not a command\" \"OR\" not and"), "+sss +s +s +s");
  EXPECT_EQ(Understood("diplom* \"foreign minist* of\""), "+p +sps");
  EXPECT_EQ(Understood("word 1998 diplom*", true), "+f +f +p");
  EXPECT_EQ(Understood("word 1998"), "+s +f");  // A number is its value.
}

TEST(ConcordanceQuery, ErrorsNameThePlace) {
  for (const auto& [query, problem] : std::initializer_list<std::pair<const char*, const char*>>{
           {"", "a word to look for is required"},
           {" AND ", "a word to look for is required"},
           {"-a NOT b", "every word is to be left out"},
           {"a - b", "at character 3: '-' leaves out"},
           {"a -", "at character 3: '-' leaves out"},
           {"a NOT", "at character 3: NOT leaves out"},
           {"a OR b", "at character 3: OR is not known"},
           {"посол \"совет", "at character 7: the quotation has no end"},
           {"a ...", "at character 3: '...' holds no word"},
           {"a \"\"", "at character 3: '' holds no word"},
           {"a *", "at character 3: '*' stands behind"},
           {"a di*om", "at character 5: '*' ends a word"},
           {"a 19*", "at character 5: '*' cannot end a number"}}) {
    EXPECT_THAT(Understood(query), HasSubstr(problem)) << query;
  }
}

class ConcordanceTest : public EngineTest {
 protected:
  static ConcordanceRequest Request(std::string query, std::string_view language = "en") {
    ConcordanceRequest request;
    request.query = std::move(query);
    request.language = Lang(language);
    return request;
  }

  ConcordanceResult Find(const ConcordanceRequest& request) {
    const auto result = Concordance(*registry_, request, {});
    EXPECT_OK(result);
    return result.ok() ? *result : ConcordanceResult();
  }

  // Returns the texts found, with what stands in them between brackets.
  static std::vector<std::string> Texts(const ConcordanceResult& result) {
    std::vector<std::string> texts;
    for (const ConcordanceHit& hit : result.hits) {
      std::string text = hit.unit.At(hit.language)->segment.text;
      for (auto at = hit.occurrences.rbegin(); at != hit.occurrences.rend(); ++at) {
        text.insert(at->end, "]").insert(at->begin, "[");
      }
      texts.push_back(text);
    }
    return texts;
  }
  using Strings = std::vector<std::string>;
};

TEST_F(ConcordanceTest, FindsTheNewestFirst) {
  Put(MakeWrite({{"en", "The envoys arrived."}, {"ru", "Посланники прибыли."}}));
  Put(MakeWrite({{"en", "An ENVOY and the other envoy"}, {"ur", "ایلچی"}}));
  Put(MakeWrite({{"ru", "Посланник"}, {"ur", "ایلچی"}}));
  const ConcordanceResult found = Find(Request("envoy"));
  EXPECT_EQ(Texts(found), (Strings{"An [ENVOY] and the other [envoy]", "The [envoys] arrived."}));
  EXPECT_EQ(found.total, 2u);
  EXPECT_FALSE(found.has_more);
  EXPECT_EQ(found.hits[0].targets, std::vector<Language>{Lang("ur")});
  EXPECT_EQ(found.memories[0].name, "memories/m");
  EXPECT_EQ(Texts(Find(Request("посланниками", "ru"))),
            (Strings{"[Посланник]", "[Посланники] прибыли."}));
  ConcordanceRequest exact = Request("envoys");
  exact.exact = true;
  EXPECT_EQ(Texts(Find(exact)), Strings{"The [envoys] arrived."});
  ConcordanceRequest to_russian = Request("envoy");
  to_russian.targets = {Lang("ru")};
  EXPECT_EQ(Texts(Find(to_russian)), Strings{"The [envoys] arrived."});
  to_russian.targets = {Lang("de")};
  EXPECT_EQ(Find(to_russian).total, 0u);
}

TEST_F(ConcordanceTest, FollowsChanges) {
  const UnitId unit = Put(MakeWrite({{"en", "old words"}, {"ru", "слова"}})).id;
  ASSERT_OK(Memory()->Update(unit, 0,
                             [](Unit& stored) {
                               stored.variants[0].segment.text = "new words";
                               return absl::OkStatus();
                             },
                             {}));
  EXPECT_EQ(Find(Request("old")).total, 0u);
  EXPECT_EQ(Texts(Find(Request("new -old"))), Strings{"[new] words"});
  ASSERT_OK(Memory()->Delete(unit, 0, {}));
  EXPECT_EQ(Find(Request("words")).total, 0u);
}

TEST_F(ConcordanceTest, PagesAddUpToTheWhole) {
  CreateMemory("n");
  for (int i = 0; i < 15; ++i) {
    const std::string text = "word " + std::to_string(i);
    Put(MakeWrite({{"en", text}, {"en-GB", text + " colour"}, {"ru", "слово"}}), WritePolicy::kAdd,
        i % 3 == 0 ? "n" : "m");
  }
  ConcordanceRequest request = Request("word");
  request.memories = {"n", "memories/m"};
  const Strings whole = Texts(Find(request));
  ASSERT_EQ(whole.size(), 30u);
  EXPECT_EQ(whole[0], "[word] 12");
  EXPECT_EQ(whole[1], "[word] 12 colour");
  EXPECT_EQ(whole[10], "[word] 14");
  for (size_t size = 1; size <= 31; ++size) {
    Strings together;
    request.limit = size;
    request.after.reset();
    for (bool more = true; more;) {
      const ConcordanceResult page = Find(request);
      EXPECT_EQ(page.total, 30u);
      for (const std::string& text : Texts(page)) together.push_back(text);
      more = page.has_more;
      ASSERT_LE(page.hits.size(), size);
      const ConcordanceHit& last = page.hits.back();
      request.after = ConcordancePlace{last.memory, last.unit.id, last.language};
    }
    EXPECT_EQ(together, whole) << "pages of " << size;
  }
}

TEST_F(ConcordanceTest, RefusesWhatIsWrong) {
  const auto problem = [this](const ConcordanceRequest& request) {
    return std::string(Concordance(*registry_, request, {}).status().message());
  };
  EXPECT_THAT(problem(Request("\"a")), HasSubstr("at character 1"));
  EXPECT_THAT(problem(Request(std::string(1001, 'a'))), HasSubstr("1000"));
  ConcordanceRequest request = Request("a");
  request.memories = {"none"};
  EXPECT_EQ(Concordance(*registry_, request, {}).status().code(), StatusCode::kNotFound);
  request.memories = {"m", "memories/m"};
  EXPECT_THAT(problem(request), HasSubstr("stands twice"));
  request = Request("a");
  request.limit = 0;
  EXPECT_THAT(problem(request), HasSubstr("0 given"));
  request = Request("a");
  request.after = ConcordancePlace{"memories/gone", 1, Lang("en")};
  EXPECT_THAT(problem(request), HasSubstr("begin with the first page"));
  request.after.reset();
  EXPECT_EQ(Concordance(*registry_, request, [] { return true; }).status().code(),
            StatusCode::kCancelled);
}

}  // namespace
}  // namespace dragoman
