// The process that the tests here run into faults: a store and its engine under a fixed workload of
// writes, deletes and imports, with index files saved and merged, tables flushed and compacted. It
// tells on standard output, a line each, what became of every step:
//
//   try STEP       before each attempt
//   ok STEP        acknowledged
//   refused STEP   ResourceExhausted: the engine says that nothing was written
//   failed STEP    any other error: unknown whether it was written
//   unread WHAT    a read was not answered
//   wrong WHAT     a read was answered wrongly
//
// Steps: "W7" writes units 7.0 to 7.3 at once, "D7" deletes 7.0, "I7" imports 7.0 to 7.5. A step
// that fails is repeated, as a client would, with the same request id; on an error that stays the
// process goes on with the next step, like a server.
//
// Usage: fault_workload run DATA FIRST STEPS   exit status 3: the store did not open
//        fault_workload check DATA             prints "unit NUMBER" for each, "other NUMBER" for
//                                              that of another memory, "damaged MEMORY: ERROR" for
//                                              one that is not read, and "checked"
#include <rocksdb/db.h>
#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <cstdlib>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "server/engine/lookup.h"
#include "server/engine/registry.h"
#include "server/engine/transfer.h"
#include "tests/store/backends.h"

namespace dragoman {
namespace {

constexpr int kAttempts = 4;
constexpr int kWritten = 4;
constexpr int kImported = 6;

void Tell(const std::string& line) {
  const std::string text = line + '\n';
  if (write(STDOUT_FILENO, text.data(), text.size()) < 0) std::exit(4);
}

std::string TextOf(int serial, int item) {
  return fmt::format("Clause {}.{} enters into force at once", serial, item);
}

// "7.0" of the text above.
std::string NumberOf(const Unit& unit) {
  const std::string& text = unit.variants.front().segment.text;
  const size_t begin = text.find(' ') + 1;
  return text.substr(begin, text.find(' ', begin) - begin);
}

const Language& English() {
  static const Language english = Language::Parse("en").value();
  return english;
}

UnitWrite WriteOf(int serial, int item) {
  Unit unit;
  for (const char* tag : {"en", "ru"}) {
    Variant variant;
    variant.language = Language::Parse(tag).value();
    variant.segment.text = TextOf(serial, item);
    unit.variants.push_back(std::move(variant));
  }
  return {std::move(unit), English()};
}

// Returns the units of a memory that are exactly this text.
StatusOr<std::vector<Unit>> Find(const Registry& registry, const std::string& memory,
                                 const std::string& text) {
  LookupOptions options;
  options.memories = {{.name = memory}};
  options.source = English();
  options.min_score = 100;
  options.limit = 10;
  LookupQuery query;
  query.segment.text = text;
  ASSIGN_OR_RETURN(const LookupResult result, Lookup(registry, options, query, {}));
  std::vector<Unit> units;
  for (const Match& match : result.matches) units.push_back(match.unit);
  return units;
}

class Workload {
 public:
  Workload(DurableStore& store, Registry& registry) : store_(store), registry_(registry) {}

  void Run(int first, int steps) {
    Try("memory", [&] { return MakeMemory("other"); });
    Try("memory", [&] { return MakeMemory("m"); });
    if (!registry_.Memory("m").ok()) return;
    for (int serial = first; serial < first + steps; ++serial) {
      Step(serial);
      Maintain(serial - first + 1);
    }
  }

 private:
  // With one unit, which stays.
  Status MakeMemory(const std::string& id) {
    const Status made = registry_.Create(ResourceKind::kMemory, id, "", "").status();
    if (!made.ok() && made.code() != StatusCode::kAlreadyExists) return made;
    ASSIGN_OR_RETURN(const auto memory, registry_.Memory(id));
    return memory->Write({WriteOf(-1, 0)}, WritePolicy::kAdd, {"first", 1}).status();
  }

  void Step(int serial) {
    if (serial % 4 == 3) {
      Try(fmt::format("I{}", serial), [&] { return ImportUnits(serial); });
    } else {
      Try(fmt::format("W{}", serial), [&] { return WriteUnits(serial); });
    }
    if (serial % 4 == 1 && first_unit_ != 0) {
      Try(fmt::format("D{}", serial), [&] { return DeleteUnit(serial); });
    }
  }

  void Try(const std::string& step, const std::function<Status()>& work) {
    for (int attempt = 0; attempt < kAttempts; ++attempt) {
      Tell("try " + step);
      const Status status = work();
      if (status.ok()) return Tell("ok " + step);
      const bool is_refused = status.code() == StatusCode::kResourceExhausted;
      Tell(fmt::format("{} {} {}", is_refused ? "refused" : "failed", step, MessageOf(status)));
      Read();
    }
  }

  // Reads are answered whatever became of a write.
  void Read() {
    if (last_text_.empty()) return;
    const auto found = Find(registry_, "m", last_text_);
    if (!found.ok())
      return Tell(fmt::format("unread {} {}", last_text_, MessageOf(found.status())));
    if (found->size() != 1) Tell(fmt::format("wrong {} found {}", last_text_, found->size()));
  }

  Status WriteUnits(int serial) {
    first_unit_ = 0;
    std::vector<UnitWrite> writes;
    for (int item = 0; item < kWritten; ++item) writes.push_back(WriteOf(serial, item));
    ASSIGN_OR_RETURN(const auto memory, registry_.Memory("m"));
    ASSIGN_OR_RETURN(const auto report,
                     memory->Write(writes, WritePolicy::kAdd, {fmt::format("w{}", serial), 1}));
    first_unit_ = report.outcomes.front().id;
    last_text_ = TextOf(serial, kWritten - 1);
    return absl::OkStatus();
  }

  Status DeleteUnit(int serial) {
    ASSIGN_OR_RETURN(const auto memory, registry_.Memory("m"));
    return memory->Delete(first_unit_, 0, {fmt::format("d{}", serial), 1});
  }

  Status ImportUnits(int serial) {
    ImportSettings settings;
    settings.parent = "memories/m";
    settings.batch_id = fmt::format("b{}", serial);
    std::string file = "en\tru\n";
    for (int item = 0; item < kImported; ++item) {
      file += fmt::format("{}\t{}\n", TextOf(serial, item), TextOf(serial, item));
    }
    ASSIGN_OR_RETURN(const auto import, Import::Start(registry_, settings));
    RETURN_IF_ERROR(import->Feed(file));
    return import->Finish();
  }

  // Their errors are those of the disk; what they do is derived, or done again later.
  void Maintain(int step) {
    if (step % 4 == 0) registry_.Memory("m").value()->SaveIndexes().IgnoreError();
    if (step % 10 == 0) registry_.Memory("m").value()->MaintainIndexes(true).status().IgnoreError();
    if (step % 8 == 0) store_.database().Flush({}).PermitUncheckedError();
    if (step % 16 == 0) {
      store_.database().CompactRange({}, nullptr, nullptr).PermitUncheckedError();
    }
  }

  DurableStore& store_;
  Registry& registry_;
  UnitId first_unit_ = 0;  // Of the last step, if it wrote units.
  std::string last_text_;  // Of a unit that is acknowledged and not deleted.
};

// Prints every unit of a memory; each is found by its text.
Status Check(const Registry& registry, const std::string& id) {
  const auto memory = registry.Memory(id);
  if (!memory.ok()) return absl::OkStatus();  // Never acknowledged: the test knows.
  RETURN_IF_ERROR((*memory)->CheckReady());
  uint64_t count = 0;
  std::optional<UnitId> from = 1;
  while (from) {
    ASSIGN_OR_RETURN(const UnitPage page, (*memory)->List(*from, 1000));
    for (const Unit& unit : page.units) {
      ++count;
      const std::string& text = unit.variants.front().segment.text;
      Tell((id == "m" ? "unit " : "other ") + NumberOf(unit));
      ASSIGN_OR_RETURN(const auto found, Find(registry, id, text));
      if (found.empty() || found.front().id != unit.id) Tell("wrong " + NumberOf(unit));
    }
    from = page.next;
  }
  ASSIGN_OR_RETURN(const auto figures, registry.Figures(ResourceKind::kMemory, id));
  if (figures.entries != count) Tell(fmt::format("wrong {} of {}", count, figures.entries));
  return absl::OkStatus();
}

Status Main(int argc, char** argv) {
  const std::string mode = argv[1];
  const std::string data = argv[2];
  ASSIGN_OR_RETURN(const auto store, OpenRocksdbStore(data, TestOptions()));
  ASSIGN_OR_RETURN(const auto registry, Registry::Open(*store, data + "/index"));
  if (mode == "check") {
    for (const char* id : {"other", "m"}) {
      const Status checked = Check(*registry, id);
      if (!checked.ok()) Tell(fmt::format("damaged {}: {}", id, checked.ToString()));
    }
    Tell("checked");
  } else if (argc == 5) {
    Workload(*store, *registry).Run(std::atoi(argv[3]), std::atoi(argv[4]));
  }
  return absl::OkStatus();
}

}  // namespace
}  // namespace dragoman

int main(int argc, char** argv) {
  if (argc < 3) return 1;
  spdlog::set_default_logger(spdlog::stderr_color_mt("fault_workload"));
  const dragoman::Status status = dragoman::Main(argc, argv);
  if (status.ok()) return 0;
  dragoman::Tell(fmt::format("error {}", status.ToString()));
  return 3;
}
