#include "server/engine/store_check.h"

#include <absl/container/flat_hash_map.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "server/engine/steady_read.h"
#include "server/match/part_image.h"
#include "server/store/codec.h"
#include "server/store/keys.h"
#include "server/store/scan_all.h"

namespace dragoman {
namespace {

constexpr uint64_t kProgressRecords = 20'000;

// How units and concepts are stored.
struct UnitRecords {
  using Value = Unit;
  using Id = UnitId;
  static KeyRange All() { return AllUnits(); }
  static std::string KeyOf(const Unit& unit) { return UnitKey(unit.id); }
  static std::string VersionKeyOf(const Unit& unit, Revision by) {
    return UnitVersionKey(unit.id, by);
  }
  static StatusOr<Unit> Decode(std::string_view value) { return DecodeUnit(value); }
  static const std::vector<UnitId>& In(const LogEntry& entry) { return entry.units; }
  static std::string Label(UnitId id) { return fmt::format("unit {}", id); }
};

struct ConceptRecords {
  using Value = Concept;
  using Id = std::string;
  static KeyRange All() { return AllConcepts(); }
  static std::string KeyOf(const Concept& entry) { return ConceptKey(entry.id); }
  static std::string VersionKeyOf(const Concept& entry, Revision by) {
    return ConceptVersionKey(entry.id, by);
  }
  static StatusOr<Concept> Decode(std::string_view value) { return DecodeConcept(value); }
  static const std::vector<std::string>& In(const LogEntry& entry) { return entry.concepts; }
  static std::string Label(const std::string& id) { return fmt::format("concept {}", id); }
};

// Who asked for a check.
struct Listener {
  const StoreCheckProgress& progress;
  const Cancelled& cancelled;
};

// The check of one part. A reading function notes problems and returns only errors of the listener.
class PartCheck {
 public:
  PartCheck(Store& store, std::string shard, std::string name, const Listener& listener)
      : store_(store), shard_(std::move(shard)), listener_(listener), paced_(listener.cancelled) {
    part_.name = std::move(name);
  }

  void AddProblem(std::string place, std::string what) {
    ++part_.problem_count;
    if (part_.problems.size() >= kMaxStoreProblems) return;
    part_.problems.push_back({std::move(place), std::move(what)});
  }
  Status End() {
    part_.done = true;
    return listener_.progress(part_);
  }
  // To be called for each thing looked at. Errors: Cancelled.
  Status Step() { return paced_.Step(); }

  // Decodes every value of a range and gives `take` what it is with its item.
  template <typename Decode, typename Take>
  Status Read(const KeyRange& range, std::string_view what, Decode decode, Take take);

  // Checks the change log, the records of a kind and their superseded versions; gives `visit` each
  // record that agrees with its key and the log, and `suspect` the id of each other.
  template <typename Kind, typename Visit, typename Suspect>
  Status ReadHistory(const Visit& visit, const Suspect& suspect);
  // Returns whether the log says that the record was last changed when it says itself.
  template <typename Kind>
  StatusOr<bool> AgreesWithLog(const typename Kind::Value& value) const;

  void CountIndexEntries(uint64_t entries) { part_.index_entries += entries; }

 private:
  Status CountRecord();
  template <typename Kind>
  Status ReadLog(absl::flat_hash_map<typename Kind::Id, Revision>& last_changes);
  template <typename Kind>
  Status ReadVersions();

  Store& store_;
  const std::string shard_;
  const Listener& listener_;
  PacedCheck paced_;
  StorePart part_;
};

Status PartCheck::CountRecord() {
  if (++part_.records % kProgressRecords != 0) return Step();
  return listener_.progress(part_);
}

template <typename Decode, typename Take>
Status PartCheck::Read(const KeyRange& range, std::string_view what, Decode decode, Take take) {
  Status of_listener;
  const auto read = ScanAll(store_, shard_, range, kScanItems, [&](const KeyValue& item) {
    auto value = decode(item.value);
    if (value.ok()) {
      take(*std::move(value), item);
    } else {
      AddProblem(std::string(what),
                 fmt::format("a record cannot be read: {}", MessageOf(value.status())));
    }
    of_listener = CountRecord();
    return of_listener;
  });
  RETURN_IF_ERROR(of_listener);
  if (!read.ok()) AddProblem(std::string(what), std::string(MessageOf(read.status())));
  return absl::OkStatus();
}

template <typename Kind>
Status PartCheck::ReadLog(absl::flat_hash_map<typename Kind::Id, Revision>& last_changes) {
  return Read(LogFrom(0), "change log", DecodeLogEntry, [&](LogEntry entry, const KeyValue& item) {
    if (RevisionOfLogKey(item.key) != entry.revision) {
      AddProblem("change log",
                 fmt::format("revision {} stands in another's place", entry.revision));
    }
    for (const auto& id : Kind::In(entry)) last_changes[id] = entry.revision;
  });
}

template <typename Kind>
Status PartCheck::ReadVersions() {
  const auto take = [&](typename Kind::Value value, const KeyValue& item) {
    const auto superseded_by = SupersededBy(item.key);
    const std::string place = "earlier version of " + Kind::Label(value.id);
    if (!superseded_by || Kind::VersionKeyOf(value, *superseded_by) != item.key) {
      AddProblem(place, "stands in another's place");
    } else if (value.revision >= *superseded_by) {
      AddProblem(place, fmt::format("of revision {} was superseded by revision {}", value.revision,
                                    *superseded_by));
    }
  };
  return Read(AllVersions(), "earlier versions", Kind::Decode, take);
}

template <typename Kind, typename Visit, typename Suspect>
Status PartCheck::ReadHistory(const Visit& visit, const Suspect& suspect) {
  absl::flat_hash_map<typename Kind::Id, Revision> last_changes;
  RETURN_IF_ERROR(ReadLog<Kind>(last_changes));
  const auto take = [&](typename Kind::Value value, const KeyValue& item) {
    const auto last = last_changes.find(value.id);
    if (Kind::KeyOf(value) != item.key) {
      AddProblem(Kind::Label(value.id), "stands in another's place");
    } else if (last == last_changes.end() || last->second != value.revision) {
      suspect(value.id);  // Or it was changed after the log was read.
    } else {
      visit(value);
    }
  };
  RETURN_IF_ERROR(Read(Kind::All(), "records", Kind::Decode, take));
  const auto nothing = [](const ImportRecord&, const KeyValue&) {};
  RETURN_IF_ERROR(Read(AllImports(), "imports", DecodeImportRecord, nothing));
  return ReadVersions<Kind>();
}

template <typename Kind>
StatusOr<bool> PartCheck::AgreesWithLog(const typename Kind::Value& value) const {
  ASSIGN_OR_RETURN(const auto values, store_.MultiGet(shard_, {LogKey(value.revision)}));
  if (!values.front()) return false;
  ASSIGN_OR_RETURN(const LogEntry entry, DecodeLogEntry(*values.front()));
  const auto& ids = Kind::In(entry);
  return std::find(ids.begin(), ids.end(), value.id) != ids.end();
}

// The units of a memory and its indexes.
class MemoryCheck {
 public:
  MemoryCheck(PartCheck& part, MemoryShard& memory)
      : part_(part), memory_(memory), view_(memory.view()) {}

  Status Run() {
    if (const Status ready = memory_.CheckReady(); !ready.ok()) {
      part_.AddProblem("index", std::string(MessageOf(ready)));
      return absl::OkStatus();
    }
    CheckFiles();
    RETURN_IF_ERROR(part_.ReadHistory<UnitRecords>([this](const Unit& unit) { Visit(unit); },
                                                   [this](UnitId id) { suspects_.push_back(id); }));
    FindStrays();
    std::sort(suspects_.begin(), suspects_.end());
    suspects_.erase(std::unique(suspects_.begin(), suspects_.end()), suspects_.end());
    for (const UnitId id : suspects_) {
      CheckAgain(id);
      RETURN_IF_ERROR(part_.Step());
    }
    return absl::OkStatus();
  }

 private:
  // Posting lists and dictionaries are as they were written when the checksum says so.
  void CheckFiles() {
    for (const auto& [language, index] : view_->indexes) {
      for (const LivePart& live : index->parts()) {
        if (live.in_memory()) continue;
        const PartImage& image = live.part->image();
        if (const Status whole = CheckImage(image.bytes); !whole.ok()) {
          part_.AddProblem("index file " + image.file, std::string(MessageOf(whole)));
        }
      }
    }
  }

  void Visit(const Unit& unit) {
    for (const Variant& variant : unit.variants) {
      std::vector<bool>& seen = seen_[variant.language];
      if (unit.id >= seen.size()) seen.resize(unit.id + 1);
      seen[unit.id] = true;
    }
    part_.CountIndexEntries(unit.variants.size());
    if (!view_->Agrees(unit)) suspects_.push_back(unit.id);
  }

  // Finds what the indexes have of units that the store has not, or not in that language.
  void FindStrays() {
    for (const auto& [language, index] : view_->indexes) {
      const std::vector<bool>& seen = seen_[language];
      for (const LivePart& live : index->parts()) {
        for (uint32_t entry = 0; entry < live.part->size(); ++entry) {
          const UnitId id = live.part->unit(entry);
          if (live.IsLive(entry) && (id >= seen.size() || !seen[id])) suspects_.push_back(id);
        }
      }
    }
  }

  // What a writer was at when it was read the first time agrees now.
  void CheckAgain(UnitId id) {
    std::string problem;
    const Status read = ReadSteadily(memory_, [&](const MemoryView& view) -> StatusOr<bool> {
      ASSIGN_OR_RETURN(const auto units, memory_.Read({&id, 1}));
      const std::optional<Unit>& unit = units.front();
      if (unit && unit->revision > view.revision) return false;
      ASSIGN_OR_RETURN(problem, ProblemOf(id, unit, view));
      if (problem.empty()) return true;
      memory_.AwaitIndexes();  // Perhaps a commit was between the store and the indexes.
      return memory_.view()->revision == view.revision;
    });
    if (read.code() == StatusCode::kAborted) return;  // It changes all the time.
    if (!read.ok()) problem = MessageOf(read);
    if (!problem.empty()) part_.AddProblem(UnitRecords::Label(id), problem);
  }

  // Returns what does not agree of a unit, "" when all does.
  StatusOr<std::string> ProblemOf(UnitId id, const std::optional<Unit>& unit,
                                  const MemoryView& view) const {
    for (const auto& [language, index] : view.indexes) {
      if (Has(*index, id) && !(unit && unit->Has(language))) {
        return fmt::format("the index of {} has a text of it that is not there", language.tag());
      }
    }
    if (!unit) return std::string();
    ASSIGN_OR_RETURN(const bool logged, part_.AgreesWithLog<UnitRecords>(*unit));
    if (!logged)
      return fmt::format("no entry of the change log has its revision {}", unit->revision);
    return std::string(view.Agrees(*unit) ? "" : "the index has other texts of it, or none");
  }

  static bool Has(const IndexSnapshot& index, UnitId id) {
    return std::any_of(index.parts().begin(), index.parts().end(),
                       [id](const LivePart& live) { return live.FindLive(id).has_value(); });
  }

  PartCheck& part_;
  MemoryShard& memory_;
  const std::shared_ptr<const MemoryView> view_;
  std::map<Language, std::vector<bool>> seen_;  // By unit.
  std::vector<UnitId> suspects_;
};

// The concepts of a glossary and the view that requests read.
class GlossaryCheck {
 public:
  GlossaryCheck(PartCheck& part, Store& store, const std::string& shard, GlossaryShard& glossary)
      : part_(part), store_(store), shard_(shard), glossary_(glossary), view_(glossary.view()) {}

  Status Run() {
    std::set<std::string> suspects;  // What is in the view and not seen to agree is one too.
    for (const auto& [id, entry] : *view_->concepts) suspects.insert(id);
    const auto suspect = [&](const std::string& id) { suspects.insert(id); };
    const auto visit = [&](const Concept& entry) {
      part_.CountIndexEntries(1);
      if (Agrees(*view_, entry.id, entry)) {
        suspects.erase(entry.id);
      } else {
        suspects.insert(entry.id);
      }
    };
    RETURN_IF_ERROR(part_.ReadHistory<ConceptRecords>(visit, suspect));
    for (const std::string& id : suspects) {
      CheckAgain(id);
      RETURN_IF_ERROR(part_.Step());
    }
    return absl::OkStatus();
  }

 private:
  static bool Agrees(const GlossaryView& view, const std::string& id,
                     const std::optional<Concept>& stored) {
    const auto found = view.concepts->find(id);
    if (found == view.concepts->end()) return !stored;
    return stored && *found->second == *stored;
  }

  void CheckAgain(const std::string& id) {
    const auto found = ProblemOf(id);
    const std::string problem(found.ok() ? *found : MessageOf(found.status()));
    if (!problem.empty()) part_.AddProblem(ConceptRecords::Label(id), problem);
  }

  StatusOr<std::string> ProblemOf(const std::string& id) const {
    std::string problem;
    for (int attempt = 0; attempt < kReadAttempts; ++attempt) {
      const auto view = glossary_.view();
      ASSIGN_OR_RETURN(const auto values, store_.MultiGet(shard_, {ConceptKey(id)}));
      std::optional<Concept> stored;
      if (values.front()) {
        ASSIGN_OR_RETURN(stored, DecodeConcept(*values.front()));
      }
      problem = Agrees(*view, id, stored) ? "" : "is another in the store than requests see";
      if (problem.empty() && stored) {
        ASSIGN_OR_RETURN(const bool logged, part_.AgreesWithLog<ConceptRecords>(*stored));
        if (!logged) problem = "no entry of the change log has its revision";
      }
      ASSIGN_OR_RETURN(const Revision head, store_.Head(shard_));
      if (problem.empty() || head == view->revision) return problem;
    }
    return std::string();  // It changes all the time.
  }

  PartCheck& part_;
  Store& store_;
  const std::string& shard_;
  GlossaryShard& glossary_;
  const std::shared_ptr<const GlossaryView> view_;
};

Status CheckFiles(Store& store, const Listener& listener) {
  PartCheck part(store, "", "files", listener);
  if (const Status whole = store.VerifyBytes(); !whole.ok()) {
    part.AddProblem("", std::string(MessageOf(whole)));
  }
  return part.End();
}

Status CheckCatalog(Store& store, const Registry& registry, const Listener& listener) {
  PartCheck part(store, std::string(kCatalogShard), "catalog", listener);
  const auto take = [&](const ResourceRecord& record, const KeyValue& item) {
    const Resource& resource = record.resource;
    const std::string name = resource.name();
    if (ResourceKey(resource.kind, resource.id) != item.key) {
      part.AddProblem(name, "stands in another's place");
    } else if (!record.deleting && !registry.Get(resource.kind, name).ok()) {
      part.AddProblem(name,
                      "is in the catalog and not served; if it was made just now, this is "
                      "no problem");
    }
  };
  RETURN_IF_ERROR(part.Read(AllResources(), "catalog", DecodeResource, take));
  return part.End();
}

Status CheckAccess(Store& store, const Listener& listener) {
  PartCheck access(store, std::string(kAccessShard), "access", listener);
  const auto nothing = [](const auto&, const KeyValue&) {};
  RETURN_IF_ERROR(access.Read(AllTokens(), "tokens", DecodeToken, nothing));
  RETURN_IF_ERROR(access.Read(AllGrants(), "grants", DecodeGrant, nothing));
  RETURN_IF_ERROR(access.End());
  PartCheck audit(store, std::string(kAuditShard), "audit", listener);
  RETURN_IF_ERROR(audit.Read(AuditFrom(0), "audit log", DecodeAuditRecord, nothing));
  return audit.End();
}

// Checks a memory or glossary by `run(part, shard)`; one that is deleted meanwhile is left out.
template <typename Run>
Status CheckResource(const Registry& registry, ResourceKind kind, const std::string& name,
                     const Listener& listener, const Run& run) {
  const auto resource = registry.Get(kind, name);
  if (!resource.ok()) return absl::OkStatus();
  const std::string shard = ShardName(*resource);
  PartCheck part(registry.store(), shard, name, listener);
  RETURN_IF_ERROR(run(part, shard));
  return registry.Get(kind, name).ok() ? part.End() : absl::OkStatus();
}

}  // namespace

Status CheckStore(const Registry& registry, const StoreCheckProgress& progress,
                  const Cancelled& cancelled) {
  const Listener listener{progress, cancelled};
  Store& store = registry.store();
  RETURN_IF_ERROR(CheckFiles(store, listener));
  RETURN_IF_ERROR(CheckCatalog(store, registry, listener));
  RETURN_IF_ERROR(CheckAccess(store, listener));
  for (const auto& glossary : registry.Glossaries()) {
    const auto run = [&](PartCheck& part, const std::string& shard) {
      return GlossaryCheck(part, store, shard, *glossary).Run();
    };
    RETURN_IF_ERROR(
        CheckResource(registry, ResourceKind::kGlossary, glossary->name(), listener, run));
  }
  for (const auto& memory : registry.Memories()) {
    const auto run = [&](PartCheck& part, const std::string&) {
      return MemoryCheck(part, *memory).Run();
    };
    RETURN_IF_ERROR(CheckResource(registry, ResourceKind::kMemory, memory->name(), listener, run));
  }
  return absl::OkStatus();
}

}  // namespace dragoman
