#include "server/engine/engine_figures.h"

#include "server/engine/glossary_shard.h"
#include "server/engine/memory_shard.h"

namespace dragoman {
namespace {

void Add(const LivePart& live, ContentFigures& figures) {
  const uint64_t bytes = live.part->image().bytes.size();
  figures.entries += live.live;
  figures.dead_entries += live.part->size() - live.live;
  if (live.in_memory()) {
    ++figures.parts_in_memory;
    figures.bytes_in_memory += bytes;
    figures.entries_in_memory += live.part->size();
  } else {
    ++figures.parts_in_files;
    figures.bytes_in_files += bytes;
  }
}

void Add(const MemoryShard& memory, ContentFigures& figures) {
  ++figures.memories;
  if (!memory.CheckReady().ok()) ++figures.memories_not_ready;
  const auto view = memory.view();
  figures.units += view->units;
  for (const auto& [language, index] : view->indexes) {
    for (const LivePart& live : index->parts()) Add(live, figures);
  }
}

}  // namespace

EngineFigures& TheEngineFigures() {
  static EngineFigures figures;
  return figures;
}

void CountLookup(const LookupResult& result, const SearchCounts& counts,
                 std::chrono::nanoseconds duration) {
  LookupFigures& figures = TheEngineFigures().lookups;
  figures.durations.Add(duration);
  figures.analyse_micros.Add(result.timing.analyse_micros);
  figures.search_micros.Add(result.timing.search_micros);
  figures.fetch_micros.Add(result.timing.fetch_micros);
  figures.candidates.Add(counts.candidates);
  figures.scored.Add(counts.scored);
  for (const Match& match : result.matches) figures.matches[static_cast<size_t>(match.kind)].Add();
  const size_t best = result.matches.empty() ? 0 : static_cast<size_t>(result.matches[0].kind);
  figures.answers[best].Add();
}

ContentFigures ContentFiguresOf(const Catalog& catalog) {
  ContentFigures figures;
  for (const auto& memory : catalog.Memories()) Add(*memory, figures);
  for (const auto& glossary : catalog.Glossaries()) {
    ++figures.glossaries;
    const auto known = catalog.Figures(ResourceKind::kGlossary, glossary->name());
    if (known.ok()) figures.concepts += known->entries;
  }
  return figures;
}

}  // namespace dragoman
