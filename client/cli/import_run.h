// One run of an import: a file goes up in pieces while progress comes back.
#pragma once

#include <cstdint>
#include <cstdio>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "client/api/client.h"

namespace dragoman {

// What an import did, or would have done.
struct ImportReport {
  v1::WriteAccount account;
  std::vector<v1::Problem> problems;  // as many as were asked for
  uint64_t revision = 0;
  std::string batch_id;
  std::vector<v1::FileLanguage> languages;
  std::vector<v1::Loss> losses;
  v1::FileFormat format = v1::FILE_FORMAT_UNSPECIFIED;
  std::optional<v1::TableForm> table;
};

// Called for every progress message with the entries and bytes so far.
using Progress = std::function<void(uint64_t entries, uint64_t bytes)>;

// Takes the next bytes of the file of skipped entries.
using SkippedSink = std::function<Done(std::string_view bytes)>;

// Sends `file` from its present position to its end. `report` has what is known, after a failure
// too.
//
// Errors: those of the call and of `skipped`; a file that cannot be read, which ends the call.
Done RunImport(Client& client, const v1::ImportSettings& settings, std::FILE* file,
               const Progress& progress, const SkippedSink& skipped, ImportReport& report);

}  // namespace dragoman
