// The indexes say which segments have the words, and how many there are; the segments of one page
// are read from the store, and what stands in them is found in their texts again.
#include "server/engine/concordance.h"

#include <algorithm>
#include <tuple>

#include "server/engine/checks.h"
#include "server/engine/concordance_query.h"
#include "server/engine/limits.h"
#include "server/engine/resources_asked.h"
#include "server/engine/steady_read.h"
#include "server/engine/target_languages.h"

namespace dragoman {
namespace {

Status CheckRequest(const ConcordanceRequest& request) {
  RETURN_IF_ERROR(CheckText("query", request.query, kMaxConcordanceBytes));
  if (request.language.empty()) {
    return FieldError("language", "a BCP-47 tag is required, e.g. 'en'");
  }
  if (request.targets.size() > kMaxTargets) {
    return FieldError("target_languages", fmt::format("{} given; name at most {}",
                                                      request.targets.size(), kMaxTargets));
  }
  if (request.limit >= 1 && request.limit <= kMaxPageSize) return absl::OkStatus();
  return FieldError("page_size", fmt::format("{} given; 1 to {}", request.limit, kMaxPageSize));
}

// A segment that an index named.
struct Found {
  UnitId unit = 0;
  Language language;
};

// What the indexes of one memory say.
struct FoundInMemory {
  std::vector<Found> page;  // In order, at most as many as asked for.
  uint64_t total = 0;
};

// One concordance on its way through the memories.
class ConcordanceSearch {
 public:
  ConcordanceSearch(const ConcordanceRequest& request, std::vector<ConcordanceItem> items,
                    const Cancelled& cancelled)
      : request_(request), items_(std::move(items)), cancelled_(cancelled) {}

  StatusOr<ConcordanceResult> Run(const std::vector<std::shared_ptr<MemoryShard>>& memories) {
    ASSIGN_OR_RETURN(const size_t first, FirstMemory(memories));
    for (size_t i = 0; i < memories.size(); ++i) {
      // One more than the page takes, to know whether there is another page.
      const size_t room = i < first ? 0 : request_.limit + 1 - result_.hits.size();
      RETURN_IF_ERROR(AddMemory(*memories[i], room));
    }
    result_.has_more = result_.hits.size() > request_.limit;
    if (result_.has_more) result_.hits.resize(request_.limit);
    return std::move(result_);
  }

 private:
  // Returns the place of the memory in which the page begins.
  StatusOr<size_t> FirstMemory(const std::vector<std::shared_ptr<MemoryShard>>& memories) const {
    if (!request_.after) return 0;
    const auto found = std::find_if(memories.begin(), memories.end(), [this](const auto& memory) {
      return memory->name() == request_.after->memory;
    });
    if (found != memories.end()) return static_cast<size_t>(found - memories.begin());
    return FieldError("page_token", "the memory it stopped in is gone; begin with the first page");
  }

  // Adds what a memory has: its share of the total, and at most `room` hits.
  Status AddMemory(MemoryShard& memory, size_t room) {
    RETURN_IF_ERROR(memory.CheckReady());
    return ReadSteadily(memory, [&](const MemoryView& view) -> StatusOr<bool> {
      ASSIGN_OR_RETURN(const FoundInMemory found, SearchIndexes(memory, view, room));
      RETURN_IF_ERROR(CheckCancelled(cancelled_));
      ASSIGN_OR_RETURN(const bool added, AddHits(memory, view.revision, found.page));
      if (!added) return false;
      result_.total += found.total;
      result_.memories.push_back({memory.name(), view.revision});
      return true;
    });
  }

  // Returns the unit below which the hits of a language go on.
  UnitId Before(const MemoryShard& memory, const Language& language) const {
    if (!request_.after || request_.after->memory != memory.name()) return UINT64_MAX;
    return request_.after->unit + (language > request_.after->language ? 1 : 0);
  }

  StatusOr<FoundInMemory> SearchIndexes(const MemoryShard& memory, const MemoryView& view,
                                        size_t room) const {
    FoundInMemory found;
    ConcordanceOptions options{
        .limit = room, .languages = view.LanguageBits(request_.targets), .cancelled = cancelled_};
    if (options.languages == 0) return found;
    for (const auto& [language, index] : view.indexes) {
      if (!Answers(language, request_.language)) continue;
      options.before = Before(memory, language);
      const auto units = SearchConcordance(*index, items_, options);
      if (!units.ok()) return units.status();
      found.total += units->total;
      for (const UnitId unit : units->units) found.page.push_back({unit, language});
    }
    std::sort(found.page.begin(), found.page.end(), [](const Found& a, const Found& b) {
      return std::tie(b.unit, a.language) < std::tie(a.unit, b.language);
    });
    if (found.page.size() > room) found.page.resize(room);
    return found;
  }

  // Reads the segments and adds them; returns false, and adds nothing, when one has changed since
  // `revision`.
  StatusOr<bool> AddHits(const MemoryShard& memory, Revision revision,
                         const std::vector<Found>& page) {
    std::vector<UnitId> ids;
    for (const Found& found : page) ids.push_back(found.unit);
    ASSIGN_OR_RETURN(const auto units, memory.Read(ids));
    const bool stale = std::any_of(units.begin(), units.end(), [revision](const auto& unit) {
      return !unit || unit->revision > revision;
    });
    if (stale) return false;
    for (size_t i = 0; i < page.size(); ++i) {
      result_.hits.push_back(HitOf(memory, *units[i], page[i].language));
    }
    return true;
  }

  ConcordanceHit HitOf(const MemoryShard& memory, const Unit& unit,
                       const Language& language) const {
    const Segment& segment = unit.At(language)->segment;
    return {.memory = memory.name(),
            .unit = unit,
            .language = language,
            .occurrences = OccurrencesOf(items_, Analyse(segment, language)),
            .targets = TargetsOf(unit, language, request_.targets)};
  }

  const ConcordanceRequest& request_;
  const std::vector<ConcordanceItem> items_;
  const Cancelled& cancelled_;
  ConcordanceResult result_;
};

}  // namespace

StatusOr<ConcordanceResult> Concordance(const Catalog& registry, const ConcordanceRequest& request,
                                        const Cancelled& cancelled) {
  RETURN_IF_ERROR(CheckRequest(request));
  ASSIGN_OR_RETURN(std::vector<ConcordanceItem> items,
                   ParseConcordance(request.query, request.language, request.exact));
  ASSIGN_OR_RETURN(const auto memories, OpenMemories(registry, request.memories));
  return ConcordanceSearch(request, std::move(items), cancelled).Run(memories);
}

}  // namespace dragoman
