#include "server/service/transfer_calls.h"

#include "server/engine/limits.h"
#include "server/engine/transfer.h"
#include "server/service/convert_transfer.h"
#include "server/service/request.h"

namespace dragoman {

Status ListImports(const Call& call, const v1::ListImportsRequest& request,
                   v1::ListImportsResponse& response) {
  ASSIGN_OR_RETURN(const size_t size,
                   PageSizeOf("page_size", request.page_size(), kDefaultPageSize));
  const std::string scope = fmt::format("{}/imports", request.parent());
  ASSIGN_OR_RETURN(const uint64_t skip, ParseNumberToken(scope, request.page_token()));
  ASSIGN_OR_RETURN(const ImportPage page,
                   ListImports(call.registry(), request.parent(), skip, size));
  for (const ListedImport& import : page.imports) Fill(import, *response.add_imports());
  if (page.more) {
    response.set_next_page_token(FormatNumberToken(scope, skip + page.imports.size()));
  }
  return absl::OkStatus();
}

}  // namespace dragoman
