#include "server/store/store_figures.h"

#include <absl/strings/numbers.h>
#include <rocksdb/transaction_log.h>

#include <map>

#include "server/store/rocksdb_folder.h"

namespace dragoman {
namespace {

using Properties = rocksdb::DB::Properties;

// Returns 0 for a property that RocksDB does not know.
uint64_t Number(rocksdb::DB& database, const std::string& property) {
  uint64_t value = 0;
  return database.GetIntProperty(property, &value) ? value : 0;
}

uint64_t LogBytes(rocksdb::DB& database) {
  rocksdb::VectorLogPtr logs;
  uint64_t bytes = 0;
  if (!database.GetSortedWalFiles(logs).ok()) return 0;
  for (const auto& log : logs) bytes += log->SizeFileBytes();
  return bytes;
}

// Adds what was counted since the database was opened.
void AddTotals(rocksdb::DB& database, StoreFigures& figures) {
  std::map<std::string, std::string> totals;
  if (!database.GetMapProperty(Properties::kDBStats, &totals)) return;
  const auto read = [&totals](const char* name, uint64_t& value) {
    const auto found = totals.find(name);
    if (found == totals.end() || !absl::SimpleAtoi(found->second, &value)) value = 0;
  };
  read("db.wal_bytes_written", figures.log_bytes_written);
  read("db.wal_syncs", figures.log_syncs);
  read("db.user_write_stall_micros", figures.stall_micros);
}

}  // namespace

StoreFigures StoreFiguresOf(rocksdb::DB& database) {
  StoreFigures figures;
  figures.file_bytes = Number(database, Properties::kLiveSstFilesSize);
  figures.memory_table_bytes = Number(database, Properties::kCurSizeAllMemTables);
  figures.reader_bytes = Number(database, Properties::kEstimateTableReadersMem);
  figures.cache_bytes = Number(database, Properties::kBlockCacheUsage);
  figures.pending_compaction_bytes = Number(database, Properties::kEstimatePendingCompactionBytes);
  figures.running_compactions = Number(database, Properties::kNumRunningCompactions);
  figures.running_flushes = Number(database, Properties::kNumRunningFlushes);
  figures.background_errors = Number(database, Properties::kBackgroundErrors);
  figures.keys = Number(database, Properties::kEstimateNumKeys);
  figures.writes_stopped = Number(database, Properties::kIsWriteStopped) != 0;
  figures.delayed_write_rate = Number(database, Properties::kActualDelayedWriteRate);
  figures.log_bytes = LogBytes(database);
  figures.disk_free_bytes = FreeBytes(database.GetName()).value_or(0);
  AddTotals(database, figures);
  return figures;
}

}  // namespace dragoman
