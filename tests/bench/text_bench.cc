// What an Analyse costs, whole and by step, on real segments of about 17 English words and their
// translations. One iteration takes one segment; the counter `words` is the mean of a segment's
// words.
//
// Each language's name is followed by the step: Analyse/en, Level2/ru, Tokens/ur, Level3/en (of
// each token and of the whole), Stem/ru (of each word).
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <fstream>
#include <string>
#include <vector>

#include "server/text/analysis.h"
#include "server/text/normalise.h"
#include "server/text/stems.h"
#include "server/text/word_breaks.h"

namespace dragoman {
namespace {

// The columns of both files.
constexpr std::string_view kTags[] = {"en", "ru", "ur"};

std::string Column(std::string_view line, size_t column) {
  for (; column > 0; --column) line.remove_prefix(std::min(line.find('\t') + 1, line.size()));
  return std::string(line.substr(0, line.find('\t')));
}

Language LanguageOf(size_t column) { return Language::Parse(kTags[column]).value(); }

bool IsOfCommonLength(std::string_view line) {
  const size_t words = Analyse(Column(line, 0), LanguageOf(0)).words.size();
  return words >= 15 && words <= 19;
}

// Returns the segments of one language of the corpus, or of the sample where there is none.
std::vector<std::string> Segments(size_t column) {
  std::vector<std::string> segments;
  for (const std::string_view path : {DRAGOMAN_SHARED_DIR "/corpus/tico19.tsv",
                                      DRAGOMAN_SOURCE_DIR "/glossaries/sample/memory.tsv"}) {
    std::ifstream file{std::string(path)};
    for (std::string line; std::getline(file, line);) {
      if (IsOfCommonLength(line)) segments.push_back(Column(line, column));
    }
    if (!segments.empty()) break;
  }
  return segments;
}

// Runs a step on what was prepared of each segment, one after the other.
template <typename Input, typename Step>
void Run(benchmark::State& state, const std::vector<Input>& inputs, Step step) {
  for (const Input& input : inputs) step(input);  // Tables and caches of the first use.
  size_t next = 0;
  for (auto _ : state) {
    step(inputs[next]);
    if (++next == inputs.size()) next = 0;
  }
}

void BenchAnalyse(benchmark::State& state, size_t column) {
  const Language language = LanguageOf(column);
  const std::vector<std::string> segments = Segments(column);
  Run(state, segments,
      [&language](const std::string& text) { benchmark::DoNotOptimize(Analyse(text, language)); });
  double words = 0;
  for (const std::string& text : segments) {
    words += static_cast<double>(Analyse(text, language).words.size());
  }
  state.counters["words"] = words / static_cast<double>(segments.size());
}

void BenchLevel2(benchmark::State& state, size_t column) {
  const RuleSet rules = RuleSetOf(LanguageOf(column));
  Run(state, Segments(column),
      [rules](const std::string& text) { benchmark::DoNotOptimize(Level2(text, rules)); });
}

std::vector<std::string> Level2Of(const std::vector<std::string>& segments, RuleSet rules) {
  std::vector<std::string> level2;
  level2.reserve(segments.size());
  for (const std::string& text : segments) level2.push_back(Level2(text, rules).text());
  return level2;
}

void BenchTokens(benchmark::State& state, size_t column) {
  const std::vector<std::string> level2 = Level2Of(Segments(column), RuleSetOf(LanguageOf(column)));
  Run(state, level2, [](const std::string& text) { benchmark::DoNotOptimize(Tokens(text)); });
}

void BenchLevel3(benchmark::State& state, size_t column) {
  const RuleSet rules = RuleSetOf(LanguageOf(column));
  std::vector<std::vector<std::string>> parts;
  for (const std::string& text : Level2Of(Segments(column), rules)) {
    parts.push_back({text});
    for (const Token& token : Tokens(text)) {
      if (token.In(text) != " ") parts.back().emplace_back(token.In(text));
    }
  }
  Run(state, parts, [rules](const std::vector<std::string>& of_segment) {
    for (const std::string& part : of_segment) benchmark::DoNotOptimize(Level3(part, rules));
  });
}

void BenchStem(benchmark::State& state, size_t column) {
  const Language language = LanguageOf(column);
  const RuleSet rules = RuleSetOf(language);
  std::vector<std::vector<std::string>> folds;
  for (const std::string& text : Segments(column)) {
    folds.emplace_back();
    for (const Word& word : Analyse(text, language).words) folds.back().push_back(word.fold);
  }
  Run(state, folds, [rules](const std::vector<std::string>& of_segment) {
    for (const std::string& fold : of_segment) benchmark::DoNotOptimize(Stem(fold, rules));
  });
}

void Register(const std::string& step, void (*bench)(benchmark::State&, size_t)) {
  for (size_t column = 0; column < std::size(kTags); ++column) {
    benchmark::RegisterBenchmark(fmt::format("{}/{}", step, kTags[column]).c_str(), bench, column)
        ->Unit(benchmark::kMicrosecond);
  }
}

const bool kRegistered = [] {
  Register("Analyse", BenchAnalyse);
  Register("Level2", BenchLevel2);
  Register("Tokens", BenchTokens);
  Register("Level3", BenchLevel3);
  Register("Stem", BenchStem);
  return true;
}();

}  // namespace
}  // namespace dragoman
