#include "tests/engine/lookup_random.h"

#include <array>

#include "server/store/memory_store.h"
#include "tests/engine/engine_support.h"

namespace dragoman {
namespace {

// Pivots of which some are equal, some differ in form, and some by a number, a mark or a word.
constexpr std::array kPivots = {"Yes.",
                                "yes.",
                                "Yes",
                                "YES!",
                                "30 days remain.",
                                "75 days remain.",
                                "30 Days remain.",
                                "The naïve plan.",
                                "The naive plan.",
                                "30 of 75",
                                "75 of 30",
                                "...",
                                "…",
                                "The plan, not Yes."};

constexpr std::array kSources = {"совет",   "Совет", "решает", "решил", "вопрос",
                                 "вопросы", "не",    "12",     "2004",  "доклад"};

}  // namespace

std::string RandomLookups::AnyText(const Language& language) {
  if (language.primary() == "en") return kPivots.at(Below(kPivots.size()));
  if (language.primary() != "ru") return language.tag() + " " + std::to_string(Below(1000));
  std::string text;
  for (uint64_t words = 1 + Below(3); words > 0; --words) {
    text += kSources.at(Below(kSources.size()));
    text += words > 1 ? " " : OneIn(2) ? "." : "";
  }
  return text;
}

Segment RandomLookups::AnySegment(const Language& language) {
  Segment segment{AnyText(language), {}};
  if (OneIn(8)) segment.codes.push_back({CodeKind::kStandalone, 0, OneIn(2) ? "<a/>" : "<b/>"});
  return segment;
}

std::optional<std::string> RandomLookups::AnyNeighbour(const Language& language) {
  if (OneIn(2)) return std::nullopt;
  return OneIn(2) ? "" : std::string(language.primary() == "ru" ? "Да." : "Yes.");
}

Unit RandomLookups::AnyUnit() {
  Unit unit;
  while (unit.variants.size() < 2) {
    unit.variants.clear();
    for (const char* tag : {"de", "en", "en-GB", "ru", "ru-RU", "ur"}) {
      const bool rare = std::string_view(tag).size() > 2;
      if (!OneIn(rare ? 6 : 2)) continue;
      Variant variant;
      variant.language = Lang(tag);
      variant.segment = AnySegment(variant.language);
      variant.previous = AnyNeighbour(variant.language);
      variant.next = AnyNeighbour(variant.language);
      unit.variants.push_back(std::move(variant));
    }
  }
  unit.origin = static_cast<Origin>(Below(4));
  unit.state = static_cast<ReviewState>(Below(4));
  unit.document = AnyLabel();
  unit.domain = AnyLabel();
  unit.changed_micros = static_cast<int64_t>(1 + Below(4)) * 1'000'000;
  return unit;
}

std::string RandomLookups::AnyLabel() {
  constexpr std::array kLabels = {"", "a", "b"};
  return kLabels.at(Below(kLabels.size()));
}

LookupMemory RandomLookups::AnySettings(const std::string& name) {
  const auto points = [this] {
    constexpr std::array kPoints = {0, 0, 0, 1, 5, 60};
    return kPoints.at(Below(kPoints.size()));
  };
  return {.name = name,
          .penalty = points(),
          .machine_penalty = points(),
          .aligned_penalty = points(),
          .draft_penalty = points()};
}

LookupOptions RandomLookups::AnyOptions() {
  LookupOptions options;
  options.source = Lang(OneIn(6) ? "ru-RU" : OneIn(8) ? "en-GB" : "ru");
  for (const char* tag : {"ur", "de", "en", "en-GB", "ru-RU"}) {
    if (OneIn(std::string_view(tag) == "ur" ? 2 : 5)) options.targets.push_back(Lang(tag));
  }
  if (options.targets.empty() && !OneIn(8)) options.targets.push_back(Lang("ur"));
  constexpr std::array kMinScores = {1, 50, 70, 70, 90, 99, 100};
  options.min_score = kMinScores.at(Below(kMinScores.size()));
  options.limit = OneIn(4) ? 1000 : 1 + Below(8);
  options.document = AnyLabel();
  options.domain = AnyLabel();
  options.without_bridging = OneIn(10);
  if (OneIn(8)) options.bridge_language = Lang(OneIn(2) ? "de" : "en-US");
  constexpr std::array kPenalties = {0, 1, 5, 5, 5, 40, 100};
  options.bridge_penalty = kPenalties.at(Below(kPenalties.size()));
  return options;
}

LookupQuery RandomLookups::AnyQuery(const Language& language) {
  LookupQuery query;
  query.segment = AnySegment(language);
  query.previous = AnyNeighbour(language);
  query.next = AnyNeighbour(language);
  return query;
}

RandomMemories::RandomMemories(RandomLookups& random, uint64_t max_units)
    : store_(NewMemoryStore()), registry_(Registry::Open(*store_).value()) {
  for (const char* id : {"m", "n", "o"}) {
    if (!memories_.empty() && random.OneIn(3)) break;
    EXPECT_OK(registry_->Create(ResourceKind::kMemory, id, "", ""));
    const auto shard = registry_->Memory(id).value();
    for (uint64_t units = random.Below(max_units + 1); units > 0; --units) {
      EXPECT_OK(shard->Write({MakeWrite(random.AnyUnit())}, WritePolicy::kAdd, {}));
    }
    memories_.push_back({random.AnySettings(shard->name()), AllUnitsOf(*shard)});
  }
}

std::vector<Match> RandomMemories::CompareWithTwin(LookupOptions options,
                                                   const LookupQuery& query) const {
  for (const TwinMemory& memory : memories_) options.memories.push_back(memory.settings);
  auto result = Lookup(*registry_, options, query, nullptr);
  EXPECT_OK(result);
  if (!result.ok()) return {};
  EXPECT_EQ(ShowMatches(result->matches), ShowMatches(TwinLookup(memories_, options, query)))
      << query.segment.text;
  return std::move(result->matches);
}

}  // namespace dragoman
