#include "server/engine/consistency.h"

#include <algorithm>

#include "server/engine/checks.h"
#include "server/engine/compared_unit.h"
#include "server/engine/limits.h"
#include "server/engine/rendering_comparison.h"
#include "server/engine/resources_asked.h"

namespace dragoman {
namespace {

constexpr ConsistencyKind kAllKinds[] = {ConsistencyKind::kConcept, ConsistencyKind::kName,
                                         ConsistencyKind::kSource, ConsistencyKind::kBridge};

bool CanBridge(const ConsistencyRequest& request) {
  return !Answers(request.bridge_language, request.source) &&
         !Answers(request.bridge_language, request.target);
}

bool Asks(const ConsistencyRequest& request, ConsistencyKind kind) {
  return std::find(request.kinds.begin(), request.kinds.end(), kind) != request.kinds.end();
}

Status CheckNumbers(const ConsistencyRequest& request) {
  if (request.max_findings < 1 || request.max_findings > kMaxConsistencyFindings) {
    return FieldError("max_findings", fmt::format("{} given; 1 to {}", request.max_findings,
                                                  kMaxConsistencyFindings));
  }
  if (request.max_examples <= kMaxConsistencyExamples) return absl::OkStatus();
  return FieldError("max_examples", fmt::format("{} given; at most {}", request.max_examples,
                                                kMaxConsistencyExamples));
}

Status CheckRequest(const ConsistencyRequest& request) {
  RETURN_IF_ERROR(CheckLanguages(request.source, request.target));
  RETURN_IF_ERROR(CheckNames(ResourceKind::kMemory, request.memories));
  RETURN_IF_ERROR(CheckNames(ResourceKind::kGlossary, request.glossaries));
  if (!request.pairs.empty()) RETURN_IF_ERROR(CheckPairs(request.pairs));
  if (!request.outlet.empty()) RETURN_IF_ERROR(CheckOutlet("outlet", request.outlet));
  RETURN_IF_ERROR(CheckNumbers(request));
  if (!Asks(request, ConsistencyKind::kBridge) || CanBridge(request)) return absl::OkStatus();
  return FieldError("bridge_language",
                    fmt::format("'{}' is the source's or target's language; a bridge goes over "
                                "another one",
                                request.bridge_language.tag()));
}

// Returns the request with what it leaves open.
ConsistencyRequest Completed(const ConsistencyRequest& request) {
  ConsistencyRequest asked = request;
  asked.as_of = DayAsked(asked.as_of);
  if (asked.bridge_language.empty()) asked.bridge_language = Language::Parse("en").value();
  if (!asked.kinds.empty()) return asked;
  for (const ConsistencyKind kind : kAllKinds) {
    if (kind != ConsistencyKind::kBridge || CanBridge(asked)) asked.kinds.push_back(kind);
  }
  return asked;
}

// One report on its way through the units.
class ConsistencyReport {
 public:
  ConsistencyReport(const ConsistencyRequest& request, const Cancelled& cancelled,
                    const ConsistencySink& sink)
      : request_(request), cancelled_(cancelled), sink_(sink) {}

  Status Open(const Catalog& registry) {
    if (request_.pairs.empty() || !request_.memories.empty()) {
      ASSIGN_OR_RETURN(memories_, OpenMemories(registry, request_.memories));
    }
    for (const auto& memory : memories_) {
      const auto view = memory->view();
      summary_.memories.push_back({memory->name(), view->revision});
      progress_.total_units += 2 * view->units;
    }
    progress_.total_units += 2 * request_.pairs.size();
    ASSIGN_OR_RETURN(const auto glossaries, OpenComparedGlossaries(registry));
    AddComparisons(glossaries);
    return absl::OkStatus();
  }

  StatusOr<ConsistencySummary> Run() {
    RETURN_IF_ERROR(ForEachUnit([this](ComparedUnit& unit) {
      if (unit.IsTranslated()) ++summary_.units;
      for (const auto& one : comparisons_) one->Survey(unit);
    }));
    std::vector<RenderingComparison*> chosen;
    for (const auto& one : comparisons_) {
      ASSIGN_OR_RETURN(const bool has_some, one->Choose(cancelled_));
      if (has_some) chosen.push_back(one.get());
    }
    if (!chosen.empty()) {
      RETURN_IF_ERROR(ForEachUnit([&chosen](ComparedUnit& unit) {
        for (RenderingComparison* const one : chosen) one->Gather(unit);
      }));
    }
    for (const auto& one : comparisons_) RETURN_IF_ERROR(HandOver(*one));
    return std::move(summary_);
  }

 private:
  StatusOr<std::vector<ComparedGlossary>> OpenComparedGlossaries(const Catalog& registry) {
    std::vector<ComparedGlossary> compared;
    if (!Asks(request_, ConsistencyKind::kConcept) && !Asks(request_, ConsistencyKind::kBridge)) {
      return compared;
    }
    ASSIGN_OR_RETURN(const auto glossaries, OpenGlossaries(registry, request_.glossaries));
    for (const auto& glossary : glossaries) {
      glossary->ViewFor(request_.source);
      if (Asks(request_, ConsistencyKind::kBridge)) glossary->ViewFor(request_.bridge_language);
      compared.push_back({glossary->name(), glossary->ViewFor(request_.target)});
      summary_.glossaries.push_back({glossary->name(), compared.back().view->revision});
    }
    return compared;
  }

  void AddComparisons(const std::vector<ComparedGlossary>& glossaries) {
    languages_ = {.source = request_.source, .target = request_.target};
    if (Asks(request_, ConsistencyKind::kBridge)) languages_.pivot = request_.bridge_language;
    const auto concepts = [&](TextRole from) {
      return NewConceptObserver(glossaries, languages_, from, {request_.as_of, request_.outlet});
    };
    if (Asks(request_, ConsistencyKind::kConcept)) {
      Add(ConsistencyKind::kConcept, concepts(TextRole::kSource));
    }
    if (Asks(request_, ConsistencyKind::kName)) Add(ConsistencyKind::kName, NewNameObserver());
    if (Asks(request_, ConsistencyKind::kSource)) {
      Add(ConsistencyKind::kSource, NewSourceObserver());
    }
    if (!Asks(request_, ConsistencyKind::kBridge)) return;
    comparisons_.push_back(NewConceptBridgeComparison(
        concepts(TextRole::kSource), concepts(TextRole::kPivot), request_.max_examples));
    comparisons_.push_back(NewBridgeComparison(request_.max_examples));
  }

  void Add(ConsistencyKind kind, std::unique_ptr<RenderingObserver> observer) {
    comparisons_.push_back(
        NewObservedComparison(kind, std::move(observer), languages_, request_.max_examples));
  }

  template <typename Take>
  Status ForEachUnit(const Take& take) {
    for (const auto& memory : memories_) RETURN_IF_ERROR(ForEachUnitOf(*memory, take));
    for (size_t i = 0; i < request_.pairs.size(); ++i) {
      RETURN_IF_ERROR(CheckCancelled(cancelled_));
      ComparedUnit unit(request_.pairs[i], i, languages_);
      take(unit);
    }
    return NoteProgress(request_.pairs.size());
  }

  template <typename Take>
  Status ForEachUnitOf(const MemoryShard& memory, const Take& take) {
    std::optional<UnitId> next = 1;
    while (next) {
      ASSIGN_OR_RETURN(const UnitPage page, memory.List(*next, kPageUnits));
      for (const Unit& stored : page.units) {
        RETURN_IF_ERROR(CheckCancelled(cancelled_));
        ComparedUnit unit(stored, memory.name(), languages_);
        take(unit);
      }
      RETURN_IF_ERROR(NoteProgress(page.units.size()));
      next = page.next;
    }
    return absl::OkStatus();
  }

  Status NoteProgress(size_t units) {
    progress_.units += units;
    progress_.total_units = std::max(progress_.total_units, progress_.units);
    return units == 0 ? absl::OkStatus() : sink_.progress(progress_);
  }

  Status HandOver(RenderingComparison& comparison) {
    ConsistencyCount& count = CountOf(comparison.kind());
    ASSIGN_OR_RETURN(const auto findings, comparison.Finish(cancelled_));
    for (const ConsistencyFinding& finding : findings) {
      if (count.reported == request_.max_findings) break;
      RETURN_IF_ERROR(sink_.finding(finding));
      ++count.reported;
    }
    count.found += comparison.found();
    count.cut |= comparison.cut();
    return absl::OkStatus();
  }

  ConsistencyCount& CountOf(ConsistencyKind kind) {
    auto& counts = summary_.counts;
    const bool is_new = counts.empty() || counts.back().kind != kind;
    return is_new ? counts.emplace_back(ConsistencyCount{.kind = kind}) : counts.back();
  }

  const ConsistencyRequest& request_;
  const Cancelled& cancelled_;
  const ConsistencySink& sink_;
  ComparedLanguages languages_;
  std::vector<std::shared_ptr<MemoryShard>> memories_;
  std::vector<std::unique_ptr<RenderingComparison>> comparisons_;
  ConsistencyProgress progress_;
  ConsistencySummary summary_;
};

}  // namespace

StatusOr<ConsistencySummary> ReportConsistency(const Catalog& registry,
                                               const ConsistencyRequest& request,
                                               const Cancelled& cancelled,
                                               const ConsistencySink& sink) {
  const ConsistencyRequest asked = Completed(request);
  RETURN_IF_ERROR(CheckRequest(asked));
  ConsistencyReport report(asked, cancelled, sink);
  RETURN_IF_ERROR(report.Open(registry));
  return report.Run();
}

}  // namespace dragoman
