// Formats of files and the resource they go to or come from, as options of import and export.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "client/api/result.h"
#include "client/cli/command.h"
#include "dragoman/v1/transfer_service.pb.h"

namespace dragoman {

// What --memory or --glossary names: one of them is given.
struct Resource {
  std::optional<std::string> memory;
  std::optional<std::string> glossary;
};

void AddResource(CLI::App& command, Resource& resource);

// Returns what is wrong, or "".
std::string ProblemOf(const Resource& resource);

// Requires: ProblemOf(resource) is "".
std::string NameOf(const Resource& resource);

void AddFormat(CLI::App& command, std::optional<std::string>& format);

// Adds --delimiter; `usual` says what it is otherwise.
void AddDelimiter(CLI::App& command, std::string& delimiter, const std::string& usual);

// Returns the format of a file to be written: the one that `given` names, else that of the file's
// suffix; "-" and "" are TSV. Fails for a suffix that is not known.
Result<v1::FileFormat> FormatOf(const std::string& path, const std::optional<std::string>& given);

// Returns the format of a file to be read: the one that `given` names, else that of the file's
// suffix, else what `head`, its first bytes, looks like; "-" is TSV if it looks like nothing else.
// A packed file that says no more is the XML format of the resource.
Result<v1::FileFormat> FormatOf(const std::string& path, const std::optional<std::string>& given,
                                std::string_view head, const Resource& resource);

// How many of a file's bytes it takes to tell its format.
inline constexpr size_t kFormatHeadBytes = 4096;

}  // namespace dragoman
