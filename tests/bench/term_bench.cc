// Recognition of terms against glossaries of growing size. The smallest one is of runs of one to
// four words of real text; the rest of two to four words, the first drawn from the text, unless it
// is a very common one, the others from all words that there are: terms begin as texts do, but
// seldom stand in one, so that a text has about as many terms whatever the size. The texts are of
// 25 words each, made of segments that follow one another. What is recognised is tested elsewhere
// (tests/term/oracle_test.cc); here each glossary must know the terms it was made of.
#include <absl/container/flat_hash_map.h>
#include <absl/container/flat_hash_set.h>
#include <absl/strings/ascii.h>

#include <algorithm>

#include "server/term/term_index.h"
#include "tests/bench/bench_main.h"
#include "tests/bench/corpus.h"
#include "tests/bench/samples.h"

namespace dragoman {
namespace {

using nlohmann::json;

constexpr size_t kTextWords = 25;
constexpr size_t kTexts = 1000;
constexpr size_t kBatch = 1000;   // Of an import.
constexpr size_t kCommon = 1000;  // A word is common that is more than one in so many.

struct Arguments {
  std::string units;
  std::string language = "en";
  bool second = false;
  std::vector<size_t> sizes = {1000, 10'000, 100'000, 1'000'000};
  size_t rounds = 3;
  uint64_t seed = 1;
};

// Returns one side of the units.
StatusOr<std::vector<std::string>> ReadSide(const Arguments& arguments) {
  ASSIGN_OR_RETURN(std::vector<TextPair> pairs, ReadPairs(arguments.units));
  std::vector<std::string> side;
  side.reserve(pairs.size());
  for (TextPair& pair : pairs) {
    side.push_back(std::move(arguments.second ? pair.second : pair.first));
  }
  return side;
}

std::string Joined(const std::vector<std::string_view>& words, size_t begin, size_t count) {
  std::string text(words[begin]);
  for (size_t i = begin + 1; i < begin + count; ++i) text.append(" ").append(words[i]);
  return text;
}

// Returns whether there are letters only, as far as their bytes tell: the corpus has many marks,
// numbers and placeholders between spaces.
bool IsWord(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](unsigned char c) { return c >= 0x80 || absl::ascii_isalpha(c); });
}

// Of 20 terms 2 have one word, 9 two, 6 three, 3 four.
size_t TermWords(Draw& draw) {
  const size_t share = draw.Below(20);
  return share < 2 ? 1 : share < 11 ? 2 : share < 17 ? 3 : 4;
}

// Draws terms that differ. Thread-compatible.
class TermDraw {
 public:
  TermDraw(const std::vector<std::string>& segments, uint64_t seed)
      : segments_(segments), draw_(seed) {
    for (const std::string& segment : segments) {
      for (const std::string_view word : WordsOf(segment)) {
        ++total_;
        if (IsWord(word) && ++uses_[word] == 1) words_.push_back(word);
      }
    }
  }

  // Returns terms, the first ones runs of words; fewer where the text does not have as many.
  std::vector<std::string> Take(size_t runs, size_t count) {
    std::vector<std::string> terms;
    for (size_t tries = 0; terms.size() < count && tries < 20 * count; ++tries) {
      std::string term = terms.size() < runs ? Run() : Mixed();
      if (!term.empty() && seen_.insert(term).second) terms.push_back(std::move(term));
    }
    return terms;
  }

 private:
  std::string Run() {
    const auto words = WordsOf(segments_[draw_.Below(segments_.size())]);
    const size_t length = TermWords(draw_);
    if (words.size() < length) return "";
    return Joined(words, draw_.Below(words.size() - length + 1), length);
  }

  std::string Mixed() {
    std::vector<std::string_view> words = WordsOf(segments_[draw_.Below(segments_.size())]);
    if (words.empty()) return "";
    words = {words[draw_.Below(words.size())]};
    if (!IsWord(words.front()) || uses_[words.front()] > total_ / kCommon) return "";
    for (size_t length = std::max<size_t>(TermWords(draw_), 2); words.size() < length;) {
      words.push_back(words_[draw_.Below(words_.size())]);
    }
    return Joined(words, 0, words.size());
  }

  const std::vector<std::string>& segments_;
  std::vector<std::string_view> words_;  // That differ.
  absl::flat_hash_map<std::string_view, size_t> uses_;
  size_t total_ = 0;
  Draw draw_;
  absl::flat_hash_set<std::string> seen_;
};

// Returns texts from the end of the segments, so that small glossaries hardly know them.
std::vector<std::string> MakeTexts(const std::vector<std::string>& segments) {
  std::vector<std::string> texts;
  std::vector<std::string_view> words;
  for (auto segment = segments.rbegin(); segment != segments.rend() && texts.size() < kTexts;
       ++segment) {
    for (const std::string_view word : WordsOf(*segment)) words.push_back(word);
    if (words.size() < kTextWords) continue;
    texts.push_back(Joined(words, 0, kTextWords));
    words.clear();
  }
  return texts;
}

ConceptChange ChangeOf(size_t number, const std::string& text, const Language& language) {
  auto entry = std::make_shared<Concept>();
  entry->id = std::to_string(number);
  Term& term = entry->terms.emplace_back();
  term.language = language;
  term.text = text;
  return {entry->id, entry};
}

// Adds the terms in batches, as an import does.
void Load(const std::vector<std::string>& terms, size_t begin, size_t end, const Language& language,
          TermIndex& index) {
  std::vector<ConceptChange> batch;
  for (size_t i = begin; i < end; ++i) {
    batch.push_back(ChangeOf(i, terms[i], language));
    if (batch.size() < kBatch && i + 1 < end) continue;
    index.Apply(batch, i + 1);
    batch.clear();
  }
}

// Returns how many of a thousand terms are recognised in themselves.
size_t KnownOf(const std::vector<std::string>& terms, size_t count, const Language& language,
               const TermSnapshot& snapshot) {
  size_t known = 0;
  for (size_t i = 0; i < 1000; ++i) {
    const std::string& text = terms[i * count / 1000];
    known += snapshot.Recognise(text, Analyse(text, language)).empty() ? 0 : 1;
  }
  return known;
}

// The median of a text's times is its time.
json Measure(const std::vector<std::string>& texts, const Language& language,
             const TermSnapshot& snapshot, size_t count) {
  std::vector<double> recognise_micros;
  std::vector<double> analyse_micros;
  size_t hits = 0;
  for (const std::string& text : texts) {
    std::vector<double> rounds;
    const auto begin = BenchClock::now();
    const Analysis analysis = Analyse(text, language);
    analyse_micros.push_back(MicrosSince(begin));
    for (size_t round = 0; round < count; ++round) {
      const auto start = BenchClock::now();
      const size_t found = snapshot.Recognise(text, analysis).size();
      rounds.push_back(MicrosSince(start));
      hits += round == 0 ? found : 0;
    }
    recognise_micros.push_back(Percentile(rounds, 50));
  }
  return {{"analyse", SummaryOf(analyse_micros)},
          {"recognise", SummaryOf(recognise_micros)},
          {"hits_per_text", static_cast<double>(hits) / static_cast<double>(texts.size())}};
}

StatusOr<json> Run(const Arguments& arguments) {
  ASSIGN_OR_RETURN(const Language language, Language::Parse(arguments.language));
  ASSIGN_OR_RETURN(const std::vector<std::string> segments, ReadSide(arguments));
  const size_t most = arguments.sizes.back();
  const std::vector<std::string> terms =
      TermDraw(segments, arguments.seed).Take(arguments.sizes.front(), most);
  const std::vector<std::string> texts = MakeTexts(segments);
  json rows = json::array();
  TermIndex index(language);
  size_t loaded = 0;
  double seconds = 0;
  for (const size_t size : arguments.sizes) {
    const size_t end = std::min(size, terms.size());
    const auto start = BenchClock::now();
    Load(terms, loaded, end, language, index);
    seconds += SecondsSince(start);
    loaded = std::max(loaded, end);
    index.Compact();
    const auto snapshot = index.snapshot();
    Measure(texts, language, *snapshot, 1);  // Tables and caches of the first use.
    json row = Measure(texts, language, *snapshot, arguments.rounds);
    row["terms"] = snapshot->terms();
    row["load_seconds"] = seconds;
    row["known_of_1000"] = KnownOf(terms, end, language, *snapshot);
    rows.push_back(std::move(row));
  }
  return json{{"language", arguments.language}, {"texts", texts.size()}, {"glossaries", rows}};
}

void AddOptions(CLI::App& app, Arguments& arguments) {
  app.add_option("--units", arguments.units, "TSV file of units")->required();
  app.add_option("--language", arguments.language, "Language of the side that is read");
  app.add_flag("--second", arguments.second, "Read the second column");
  app.add_option("--sizes", arguments.sizes, "Terms of the glossaries, ascending")->delimiter(',');
  app.add_option("--rounds", arguments.rounds, "How often each text is read");
  app.add_option("--seed", arguments.seed, "Of what is drawn");
}

}  // namespace
}  // namespace dragoman

int main(int argc, char** argv) {
  dragoman::Arguments arguments;
  return dragoman::BenchMain(
      argc, argv,
      {.name = "term_bench",
       .about = "Recognition of terms against glossaries of growing size.",
       .add_options = [&](CLI::App& app) { dragoman::AddOptions(app, arguments); },
       .run = [&] { return dragoman::Run(arguments); }});
}
