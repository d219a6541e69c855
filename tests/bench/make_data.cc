// Makes what the benchmarks work on from a file of real pairs: the units of a memory as TSV, and
// queries of both languages.
//
// The pairs are shuffled; some are held out, the rest are the first units. Beyond them, pairs
// repeat with one to four word edits on each side. So the units of a smaller memory are the first
// ones of a larger, and the same queries suit both. Half of the queries of 4 words or more are
// held-out segments, half are stored ones with one to four word edits; queries of one to three
// words are made apart, with one edit.
#include <absl/container/flat_hash_set.h>

#include <CLI/CLI.hpp>
#include <fstream>
#include <functional>
#include <nlohmann/json.hpp>

#include "server/base/hash.h"
#include "server/exchange/tsv.h"
#include "tests/bench/bench_main.h"
#include "tests/bench/corpus.h"

namespace dragoman {
namespace {

constexpr size_t kMostHeldOut = 5000;
constexpr size_t kLongestShort = 3;  // Words of a short query.
constexpr size_t kMostEdits = 4;

struct Arguments {
  std::string input;
  std::string first = "en";
  std::string second = "ru";
  std::string out;
  size_t units = 10000;
  size_t stored_within = 10000;
  size_t queries = 1000;
  size_t short_queries = 300;
  size_t min_words = 1;
  uint64_t seed = 1;
};

using Side = std::string TextPair::*;
using Pairs = std::vector<TextPair>;

template <typename T>
void Shuffle(Draw& draw, std::vector<T>& list) {
  for (size_t i = list.size(); i > 1; --i) std::swap(list[i - 1], list[draw.Below(i)]);
}

// Returns a pair that is not in the corpus: one of `real` with edits on both sides.
TextPair EditedPair(Draw& draw, const Pairs& real) {
  const TextPair& base = real[draw.Below(real.size())];
  const TextPair& other = real[draw.Below(real.size())];
  return {Edited(draw, base.first, other.first, 1 + draw.Below(kMostEdits)),
          Edited(draw, base.second, other.second, 1 + draw.Below(kMostEdits))};
}

// Returns `count` units; the real ones first.
Pairs UnitsOf(Draw& draw, const Pairs& real, size_t count) {
  Pairs units(real.begin(), real.begin() + static_cast<int64_t>(std::min(count, real.size())));
  absl::flat_hash_set<uint64_t> seen;
  const auto key = [](const TextPair& pair) { return Hash64(pair.first + '\t' + pair.second); };
  for (const TextPair& pair : units) seen.insert(key(pair));
  while (units.size() < count) {
    TextPair pair = EditedPair(draw, real);
    if (seen.insert(key(pair)).second) units.push_back(std::move(pair));
  }
  return units;
}

bool IsShort(std::string_view text) { return WordsOf(text).size() <= kLongestShort; }

// Returns the texts that are short, or that are not. Where there are none (a small corpus of long
// sentences), short ones are cut from the others.
std::vector<std::string> TextsOf(const Pairs& pairs, Side side, bool is_short) {
  std::vector<std::string> texts;
  for (const TextPair& pair : pairs) {
    if (IsShort(pair.*side) == is_short) texts.push_back(pair.*side);
  }
  if (!texts.empty() || !is_short) return texts;
  for (const TextPair& pair : pairs) {
    const std::string_view last = WordsOf(pair.*side)[kLongestShort - 1];
    texts.push_back((pair.*side).substr(0, last.end() - (pair.*side).data()));
  }
  return texts;
}

// Leaves only the held-out pairs whose text on this side is in no unit.
Pairs Unseen(const Pairs& held_out, const Pairs& units, Side side) {
  absl::flat_hash_set<std::string_view> stored;
  for (const TextPair& pair : units) stored.insert(pair.*side);
  Pairs unseen;
  for (const TextPair& pair : held_out) {
    if (!stored.contains(pair.*side)) unseen.push_back(pair);
  }
  return unseen;
}

std::string EditedQuery(Draw& draw, const std::vector<std::string>& stored, bool is_short) {
  const std::string& base = stored[draw.Below(stored.size())];
  const std::string& other = stored[draw.Below(stored.size())];
  return Edited(draw, base, other, is_short ? 1 : 1 + draw.Below(kMostEdits));
}

// Returns the queries of one side: unseen and edited ones in turn.
StatusOr<std::vector<std::string>> QueriesOf(Draw& draw, const std::vector<std::string>& unseen,
                                             const std::vector<std::string>& stored, size_t count,
                                             bool is_short) {
  if (unseen.empty() || stored.empty()) {
    return Error(StatusCode::kFailedPrecondition, "the input is too small to make queries of");
  }
  std::vector<std::string> queries;
  while (queries.size() < count) {
    std::string query = queries.size() % 2 == 0 ? unseen[queries.size() / 2 % unseen.size()]
                                                : EditedQuery(draw, stored, is_short);
    if (IsShort(query) == is_short) queries.push_back(std::move(query));
  }
  return queries;
}

Status WriteLines(const std::string& path, const std::vector<std::string>& lines) {
  std::ofstream file(path);
  for (const std::string& line : lines) file << line << '\n';
  file.close();
  if (!file) return Error(StatusCode::kUnavailable, "'{}' cannot be written", path);
  return absl::OkStatus();
}

Status WriteUnits(const Arguments& arguments, const Pairs& units) {
  std::vector<std::string> lines = {arguments.first + '\t' + arguments.second};
  for (const TextPair& unit : units) {
    lines.push_back(Escape(unit.first) + '\t' + Escape(unit.second));
  }
  return WriteLines(arguments.out + "/units.tsv", lines);
}

// Writes the long and the short queries of one language.
Status WriteQueries(Draw& draw, const Arguments& arguments, const Pairs& held_out,
                    const Pairs& units, Side side, const std::string& language) {
  const Pairs unseen = Unseen(held_out, units, side);
  const Pairs stored(units.begin(), units.begin() + static_cast<int64_t>(std::min(
                                                        arguments.stored_within, units.size())));
  for (const bool is_short : {false, true}) {
    ASSIGN_OR_RETURN(
        const std::vector<std::string> queries,
        QueriesOf(draw, TextsOf(unseen, side, is_short), TextsOf(stored, side, is_short),
                  is_short ? arguments.short_queries : arguments.queries, is_short));
    const char* name = is_short ? "short" : "queries";
    RETURN_IF_ERROR(
        WriteLines(fmt::format("{}/{}-{}.txt", arguments.out, name, language), queries));
  }
  return absl::OkStatus();
}

double MeanWords(const Pairs& units, Side side) {
  size_t words = 0;
  for (const TextPair& unit : units) words += WordsOf(unit.*side).size();
  return static_cast<double>(words) / static_cast<double>(units.size());
}

StatusOr<nlohmann::json> Run(const Arguments& arguments) {
  Draw draw(arguments.seed);
  ASSIGN_OR_RETURN(Pairs real, ReadPairs(arguments.input));
  std::erase_if(
      real, [&](const TextPair& pair) { return WordsOf(pair.first).size() < arguments.min_words; });
  Shuffle(draw, real);
  const size_t held = std::min(kMostHeldOut, (real.size() + 9) / 10);
  const Pairs held_out(real.end() - static_cast<int64_t>(held), real.end());
  real.resize(real.size() - held);
  if (real.empty()) return Error(StatusCode::kFailedPrecondition, "the input holds no pairs");

  const Pairs units = UnitsOf(draw, real, arguments.units);
  RETURN_IF_ERROR(WriteUnits(arguments, units));
  RETURN_IF_ERROR(
      WriteQueries(draw, arguments, held_out, units, &TextPair::first, arguments.first));
  RETURN_IF_ERROR(
      WriteQueries(draw, arguments, held_out, units, &TextPair::second, arguments.second));
  return nlohmann::json{{"units", units.size()},
                        {"real_units", std::min(real.size(), units.size())},
                        {"seed", arguments.seed},
                        {"mean_words",
                         {{arguments.first, MeanWords(units, &TextPair::first)},
                          {arguments.second, MeanWords(units, &TextPair::second)}}}};
}

void AddOptions(CLI::App& app, Arguments& arguments) {
  app.add_option("--input", arguments.input, "Pairs, two columns")->required();
  app.add_option("--first", arguments.first, "Language of the first column");
  app.add_option("--second", arguments.second, "Language of the second column");
  app.add_option("--out", arguments.out, "Folder for the files made")->required();
  app.add_option("--units", arguments.units, "Units to make")->check(CLI::PositiveNumber);
  app.add_option("--stored-within", arguments.stored_within,
                 "Edited queries are made of this many first units");
  app.add_option("--queries", arguments.queries, "Queries of 4 words or more");
  app.add_option("--short", arguments.short_queries, "Queries of 1 to 3 words");
  app.add_option("--min-words", arguments.min_words, "Leave shorter pairs out");
  app.add_option("--seed", arguments.seed, "Seed of all that is drawn");
}

}  // namespace
}  // namespace dragoman

int main(int argc, char** argv) {
  dragoman::Arguments arguments;
  return dragoman::BenchMain(
      argc, argv,
      {.name = "make_data",
       .about = "Makes units and queries from a file of tab-separated pairs.",
       .add_options = [&](CLI::App& app) { dragoman::AddOptions(app, arguments); },
       .run = [&] { return dragoman::Run(arguments); }});
}
