// Lookups in this process: text in, ten best out. Measures their time by threshold and number of
// threads, where it goes, the time of the slow scan beside them, and compares the answers with
// those of the slow scan.
#include <algorithm>
#include <thread>

#include "server/engine/concordance.h"
#include "tests/bench/bench_main.h"
#include "tests/bench/engine.h"
#include "tests/bench/recall.h"
#include "tests/bench/samples.h"

namespace dragoman {
namespace {

using nlohmann::json;

struct Arguments {
  std::string data;
  std::string language = "en";
  std::string queries;
  std::string short_queries;
  size_t rounds = 3;
  size_t recall_queries = 1000;
  size_t scan_queries = 20;
};

using Texts = std::vector<std::string>;

// The memory that is looked up in, and how often.
struct Bench {
  const Registry& registry;
  Language language;
  size_t rounds = 1;
};

// One lookup, in microseconds. The steps are whole ones, as the lookup itself reports them.
struct Sample {
  double total = 0;
  double cpu = 0;
  double analyse = 0;
  double search = 0;
  double fetch = 0;
  double matches = 0;
};

// What one thread did of a round.
struct Share {
  Status status;
  BenchClock::time_point begin;
  BenchClock::time_point end;
};

StatusOr<Sample> LookUpOnce(const Bench& bench, const LookupOptions& options,
                            const std::string& text) {
  const LookupQuery query = QueryOf(text);
  const double cpu_begin = ThreadCpuMicros();
  const auto start = BenchClock::now();
  ASSIGN_OR_RETURN(const LookupResult result, Lookup(bench.registry, options, query, {}));
  const double total = MicrosSince(start);
  return Sample{.total = total,
                .cpu = ThreadCpuMicros() - cpu_begin,
                .analyse = static_cast<double>(result.timing.analyse_micros),
                .search = static_cast<double>(result.timing.search_micros),
                .fetch = static_cast<double>(result.timing.fetch_micros),
                .matches = static_cast<double>(result.matches.size())};
}

// Looks every `stride`-th text up, from `first` on.
Share RunShare(const Bench& bench, const LookupOptions& options, const Texts& texts, size_t first,
               size_t stride, std::vector<Sample>& samples) {
  Share share{.status = {}, .begin = BenchClock::now(), .end = {}};
  for (size_t i = first; i < texts.size(); i += stride) {
    auto sample = LookUpOnce(bench, options, texts[i]);
    share.status.Update(sample.status());
    if (!share.status.ok()) break;
    samples[i] = *sample;
  }
  share.end = BenchClock::now();
  return share;
}

// Looks all texts up once in several threads; returns how many a second that were.
StatusOr<double> RunRound(const Bench& bench, const LookupOptions& options, const Texts& texts,
                          size_t thread_count, std::vector<Sample>& samples) {
  std::vector<Share> shares(thread_count);
  std::vector<std::thread> threads;
  for (size_t t = 0; t < thread_count; ++t) {
    threads.emplace_back(
        [&, t] { shares[t] = RunShare(bench, options, texts, t, thread_count, samples); });
  }
  for (std::thread& thread : threads) thread.join();
  auto begin = shares[0].begin;
  auto end = shares[0].end;
  for (const Share& share : shares) {
    RETURN_IF_ERROR(share.status);
    begin = std::min(begin, share.begin);
    end = std::max(end, share.end);
  }
  const double seconds = std::chrono::duration<double>(end - begin).count();
  return static_cast<double>(texts.size()) / seconds;
}

// Returns of each text the sample whose total is the median of its rounds.
std::vector<Sample> MediansOf(const std::vector<std::vector<Sample>>& rounds) {
  std::vector<Sample> medians;
  for (size_t i = 0; i < rounds[0].size(); ++i) {
    std::vector<Sample> of_text;
    of_text.reserve(rounds.size());
    for (const auto& round : rounds) of_text.push_back(round[i]);
    const auto middle = of_text.begin() + static_cast<int64_t>(of_text.size() / 2);
    std::nth_element(of_text.begin(), middle, of_text.end(),
                     [](const Sample& a, const Sample& b) { return a.total < b.total; });
    medians.push_back(*middle);
  }
  return medians;
}

double MeanOf(const std::vector<Sample>& samples, double Sample::*field) {
  double sum = 0;
  for (const Sample& sample : samples) sum += sample.*field;
  return sum / static_cast<double>(samples.size());
}

StatusOr<json> MeasureLookups(const Bench& bench, const Texts& texts, int min_score,
                              size_t thread_count) {
  const LookupOptions options = BenchOptions(bench.language, min_score, kTen);
  std::vector<std::vector<Sample>> rounds(bench.rounds, std::vector<Sample>(texts.size()));
  std::vector<double> rates;
  for (auto& samples : rounds) {
    ASSIGN_OR_RETURN(const double rate, RunRound(bench, options, texts, thread_count, samples));
    rates.push_back(rate);
  }
  const std::vector<Sample> medians = MediansOf(rounds);
  std::vector<double> totals;
  totals.reserve(medians.size());
  for (const Sample& sample : medians) totals.push_back(sample.total);
  json figures = SummaryOf(totals);
  figures["threshold"] = min_score;
  figures["threads"] = thread_count;
  figures["per_second"] = Percentile(rates, 50);
  figures["cpu"] = MeanOf(medians, &Sample::cpu);
  figures["analyse"] = MeanOf(medians, &Sample::analyse);
  figures["search"] = MeanOf(medians, &Sample::search);
  figures["fetch"] = MeanOf(medians, &Sample::fetch);
  figures["matches"] = MeanOf(medians, &Sample::matches);
  return figures;
}

// Measures every threshold with each number of threads, after a round that warms up.
StatusOr<json> MeasureAll(const Bench& bench, const Texts& texts,
                          std::initializer_list<size_t> thread_counts) {
  std::vector<Sample> warm(texts.size());
  RETURN_IF_ERROR(
      RunRound(bench, BenchOptions(bench.language, kLeastScore, kTen), texts, 1, warm).status());
  json rows = json::array();
  for (int min_score : kThresholds) {
    for (size_t threads : thread_counts) {
      ASSIGN_OR_RETURN(json row, MeasureLookups(bench, texts, min_score, threads));
      rows.push_back(std::move(row));
    }
  }
  return rows;
}

// Returns `count` of the texts, spread evenly.
Texts SampleOf(const Texts& texts, size_t count) {
  Texts sample;
  count = std::min(count, texts.size());
  for (size_t i = 0; i < count; ++i) sample.push_back(texts[i * texts.size() / count]);
  return sample;
}

// The distances alone: neither the analysis of the query nor scores nor units.
json MeasureScan(const Bench& bench, const Corpus& corpus, const Texts& texts) {
  StemScan scan(corpus.arrays());
  std::vector<double> medians;
  double cpu = 0;
  for (const std::string& text : texts) {
    const Analysis query = Analyse(text, corpus.language());
    std::vector<double> micros;
    const double cpu_begin = ThreadCpuMicros();
    for (size_t round = 0; round < bench.rounds; ++round) {
      const auto start = BenchClock::now();
      scan.Distances(query);
      micros.push_back(MicrosSince(start));
    }
    cpu += ThreadCpuMicros() - cpu_begin;
    medians.push_back(Percentile(micros, 50));
  }
  json figures = SummaryOf(medians);
  figures["cpu"] = cpu / static_cast<double>(bench.rounds * texts.size());
  return figures;
}

// Returns two words of each text that stand next to each other in it, where it has two.
Texts WordPairs(const Texts& texts, const Language& language) {
  Texts pairs;
  for (size_t i = 0; i < texts.size(); ++i) {
    const std::vector<Word> words = Analyse(texts[i], language).words;
    if (words.size() < 2) continue;
    const size_t at = i % (words.size() - 1);  // The same words each time, of all places.
    pairs.push_back(words[at].fold + " " + words[at + 1].fold);
  }
  return pairs;
}

// The first page of each concordance, after a round that warms up.
StatusOr<json> MeasureConcordance(const Bench& bench, const Texts& queries) {
  ConcordanceRequest request;
  request.language = bench.language;
  request.limit = 20;
  std::vector<double> medians;
  double found = 0;
  for (const std::string& query : queries) {
    request.query = query;
    std::vector<double> micros;
    for (size_t round = 0; round <= bench.rounds; ++round) {
      const auto start = BenchClock::now();
      ASSIGN_OR_RETURN(const ConcordanceResult result, Concordance(bench.registry, request, {}));
      if (round > 0) micros.push_back(MicrosSince(start));
      if (round == 0) found += static_cast<double>(result.total);
    }
    medians.push_back(Percentile(micros, 50));
  }
  json figures = SummaryOf(medians);
  figures["found"] = found / static_cast<double>(std::max<size_t>(queries.size(), 1));
  return figures;
}

StatusOr<json> Run(const Arguments& arguments) {
  ASSIGN_OR_RETURN(const Language language, Language::Parse(arguments.language));
  ASSIGN_OR_RETURN(const Texts queries, ReadQueries(arguments.queries));
  ASSIGN_OR_RETURN(const Texts short_queries, ReadQueries(arguments.short_queries));
  ASSIGN_OR_RETURN(const BenchEngine engine, OpenEngine(arguments.data));
  ASSIGN_OR_RETURN(const auto memory, engine.registry->Memory(kBenchMemory));
  const Bench bench{*engine.registry, language, arguments.rounds};

  json result = {{"language", language.tag()}};
  ASSIGN_OR_RETURN(result["lookups"], MeasureAll(bench, queries, {1, 2}));
  ASSIGN_OR_RETURN(result["short"], MeasureAll(bench, short_queries, {1}));
  ASSIGN_OR_RETURN(result["concordance"], MeasureConcordance(bench, WordPairs(queries, language)));
  ASSIGN_OR_RETURN(const auto corpus, Corpus::Open(memory, language));
  result["segments"] = corpus->arrays().size();
  result["words"] = corpus->arrays().words();
  result["scan"] = MeasureScan(bench, *corpus, SampleOf(queries, arguments.scan_queries));
  Texts compared = SampleOf(queries, arguments.recall_queries);
  const Texts compared_short = SampleOf(short_queries, arguments.recall_queries / 4);
  compared.insert(compared.end(), compared_short.begin(), compared_short.end());
  ASSIGN_OR_RETURN(result["recall"], MeasureRecall(*engine.registry, *corpus, compared));
  return result;
}

void AddOptions(CLI::App& app, Arguments& arguments) {
  app.add_option("--data", arguments.data, "Folder of the store")->required();
  app.add_option("--language", arguments.language, "Source language");
  app.add_option("--queries", arguments.queries, "File of queries, one a line")->required();
  app.add_option("--short", arguments.short_queries, "File of queries of 1 to 3 words")->required();
  app.add_option("--rounds", arguments.rounds,
                 "Times that each lookup and scan is measured; the median counts")
      ->check(CLI::PositiveNumber);
  app.add_option("--recall-queries", arguments.recall_queries,
                 "Queries whose answers are compared; a quarter as many short ones");
  app.add_option("--scan-queries", arguments.scan_queries, "Queries of which the scan is timed");
}

}  // namespace
}  // namespace dragoman

int main(int argc, char** argv) {
  dragoman::Arguments arguments;
  return dragoman::BenchMain(
      argc, argv,
      {.name = "lookup_bench",
       .about = "Lookups in process: time by step, and answers compared with a slow scan.",
       .add_options = [&](CLI::App& app) { dragoman::AddOptions(app, arguments); },
       .run = [&] { return dragoman::Run(arguments); }});
}
