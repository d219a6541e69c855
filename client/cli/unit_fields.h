// What may be said of a unit besides its texts, as options of add, edit and import.
#pragma once

#include <string>

#include "client/cli/command.h"
#include "dragoman/v1/memory_service.pb.h"

namespace dragoman {

// Words as the options have them; absent where not given.
struct UnitFields {
  std::optional<std::string> origin;
  std::optional<std::string> state;
  std::optional<std::string> author;
  std::optional<std::string> document;
};

void AddUnitFields(CLI::App& command, UnitFields& fields);

// Adds --policy.
void AddPolicy(CLI::App& command, std::string& policy);

// Sets what is given in a Unit or ImportSettings.
template <typename Message>
void SetUnitFields(const UnitFields& fields, Message& message);

}  // namespace dragoman
