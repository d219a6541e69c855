// See unit_fields.h.
#include "client/cli/unit_fields.h"

#include "client/cli/labels.h"
#include "dragoman/v1/transfer_service.pb.h"

namespace dragoman {

void AddUnitFields(CLI::App& command, UnitFields& fields) {
  AddOptional(command, "--origin", fields.origin, "human, machine or aligned")
      ->check(CLI::IsMember({"human", "machine", "aligned"}));
  AddOptional(command, "--state", fields.state, "draft, translated or reviewed")
      ->check(CLI::IsMember({"draft", "translated", "reviewed"}));
  AddOptional(command, "--author", fields.author, "Who wrote it");
  AddOptional(command, "--document", fields.document, "The document it stood in");
}

void AddPolicy(CLI::App& command, std::string& policy) {
  command
      .add_option("--policy", policy,
                  "When the source is there already in the same context: add, replace (default), "
                  "keep or keep-newest")
      ->check(CLI::IsMember({"add", "replace", "keep", "keep-newest"}));
}

template <typename Message>
void SetUnitFields(const UnitFields& fields, Message& message) {
  if (fields.origin) {
    message.set_origin(OriginOf(*fields.origin).value_or(v1::ORIGIN_UNSPECIFIED));
  }
  if (fields.state) {
    message.set_state(ReviewStateOf(*fields.state).value_or(v1::REVIEW_STATE_UNSPECIFIED));
  }
  if (fields.author) message.set_author(*fields.author);
  if (fields.document) message.set_document(*fields.document);
}

template void SetUnitFields(const UnitFields& fields, v1::Unit& message);
template void SetUnitFields(const UnitFields& fields, v1::ImportSettings& message);

}  // namespace dragoman
