#include "server/engine/lookup_state.h"

#include "server/engine/source_key.h"

namespace dragoman {

LookupState::LookupState(const LookupOptions& given_options, const LookupQuery& given_query,
                         const Cancelled& asked)
    : options(given_options),
      query(given_query),
      cancelled(asked),
      analysis(Analyse(query.segment, options.source)),
      keys(KeysOf(analysis)),
      previous_hash(ContextHash(query.previous, options.source)),
      next_hash(ContextHash(query.next, options.source)) {
  timing.analyse_micros = stopwatch.Lap();
}

StatusOr<std::vector<LookupPlace>> OpenPlaces(const Catalog& registry,
                                              const std::vector<LookupMemory>& wanted) {
  std::vector<LookupPlace> places;
  const auto add = [&places](const LookupMemory& settings, std::shared_ptr<MemoryShard> memory) {
    RETURN_IF_ERROR(memory->CheckReady());
    auto view = memory->view();
    places.push_back({settings, std::move(memory), places.size(), std::move(view)});
    return absl::OkStatus();
  };
  for (const LookupMemory& settings : wanted) {
    ASSIGN_OR_RETURN(auto memory, registry.Memory(settings.name));
    RETURN_IF_ERROR(add(settings, std::move(memory)));
  }
  if (!wanted.empty()) return places;
  for (auto& memory : registry.Memories()) RETURN_IF_ERROR(add({}, std::move(memory)));
  return places;
}

PenaltyPoints PointsOf(Origin origin, ReviewState state, const LookupMemory& settings) {
  return {.memory = settings.penalty,
          .machine = origin == Origin::kMachine ? settings.machine_penalty : 0,
          .aligned = origin == Origin::kAligned ? settings.aligned_penalty : 0,
          .draft = state == ReviewState::kDraft ? settings.draft_penalty : 0};
}

std::vector<AppliedPenalty> AppliedPenaltiesOf(const PenaltyPoints& points) {
  std::vector<AppliedPenalty> penalties;
  const auto add = [&penalties](const char* reason, int taken) {
    if (taken > 0) penalties.push_back({reason, taken});
  };
  add("memory", points.memory);
  add("machine", points.machine);
  add("aligned", points.aligned);
  add("draft", points.draft);
  return penalties;
}

UnitRank RankOf(const LookupOptions& options, const Unit& unit, const LookupPlace& place) {
  const auto other = [](const std::string& asked, const std::string& stored) {
    return asked.empty() || asked != stored;
  };
  return {.other_document = other(options.document, unit.document),
          .other_domain = other(options.domain, unit.domain),
          .unreviewed = unit.state != ReviewState::kReviewed,
          .memory = place.order,
          .minus_changed = -static_cast<int64_t>(ChangedSeconds(unit)),
          .minus_id = ~unit.id};
}

SearchOptions SearchOptionsOf(const LookupState& state, const LookupMemory& settings,
                              int further_penalty) {
  SearchOptions search{.min_score = state.options.min_score,
                       .limit = state.options.limit,
                       .previous_hash = state.previous_hash,
                       .next_hash = state.next_hash,
                       .document_hash = TieHash(state.options.document),
                       .domain_hash = TieHash(state.options.domain),
                       .cancelled = state.cancelled};
  for (unsigned number = 0; number < search.penalties.size(); ++number) {
    const auto origin = static_cast<Origin>(number / 4);
    const auto review = static_cast<ReviewState>(number % 4);
    const int points = PointsOf(origin, review, settings).total() + further_penalty;
    const uint8_t index = PenaltyClass(origin, review);
    search.penalties[index] = static_cast<uint8_t>(std::min(points, 100));
    if (review == ReviewState::kReviewed) {
      search.reviewed_classes = static_cast<uint16_t>(search.reviewed_classes | 1U << index);
    }
  }
  return search;
}

StatusOr<std::optional<UnitsById>> ReadUnits(LookupState& state, const LookupPlace& place,
                                             std::span<const Hit> hits) {
  state.timing.search_micros += state.stopwatch.Lap();
  std::vector<UnitId> ids;
  for (const Hit& hit : hits) ids.push_back(hit.unit);
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  ASSIGN_OR_RETURN(auto units, place.memory->Read(ids));
  UnitsById by_id;
  for (size_t i = 0; i < ids.size(); ++i) {
    if (!units[i] || units[i]->revision > place.view->revision) {
      place.memory->AwaitIndexes();
      return std::nullopt;
    }
    by_id.emplace(ids[i], *std::move(units[i]));
  }
  state.timing.fetch_micros += state.stopwatch.Lap();
  return by_id;
}

}  // namespace dragoman
