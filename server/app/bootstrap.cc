#include "server/app/bootstrap.h"

#include <fcntl.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace dragoman {
namespace {

constexpr char kFirstAdmin[] = "admin";

bool HasAdmin(const RightsTable& table) {
  return std::any_of(table.tokens().begin(), table.tokens().end(), [&table](const auto& entry) {
    return table.Of(entry.second.principal).on_server() == Role::kAdmin;
  });
}

Status CannotWrite(const std::string& path, int error) {
  return Error(error == EEXIST ? StatusCode::kAlreadyExists : StatusCode::kUnavailable,
               "cannot write the first token to {}: {}; name a file that is not there, in a folder "
               "that is",
               path, std::strerror(error));
}

// Writes all bytes and closes the file; returns the error number, 0 for none.
int WriteAndClose(int file, std::string_view bytes) {
  int error = 0;
  while (error == 0 && !bytes.empty()) {
    const ssize_t written = write(file, bytes.data(), bytes.size());
    if (written >= 0) bytes.remove_prefix(static_cast<size_t>(written));
    if (written < 0 && errno != EINTR) error = errno;
  }
  if (error == 0 && fsync(file) != 0) error = errno;
  if (close(file) != 0 && error == 0) error = errno;
  return error;
}

}  // namespace

Status WriteFirstToken(Access& access, const std::string& path) {
  if (path.empty() || HasAdmin(*access.table())) return absl::OkStatus();
  // The file comes first: a token that nobody has would keep this from being done again.
  const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file < 0) return CannotWrite(path, errno);
  const auto issued = access.CreateToken(
      {.principal = kFirstAdmin,
       .grants = {{.principal = {}, .resource = kServerResource, .role = Role::kAdmin}}},
      kLocalCaller);
  const int error = WriteAndClose(file, issued.ok() ? issued->secret + "\n" : "");
  if (issued.ok() && error == 0) {
    spdlog::info("the first token, of '{}', is in {}", kFirstAdmin, path);
    return absl::OkStatus();
  }
  unlink(path.c_str());
  if (issued.ok()) (void)access.RevokeToken(issued->token.id);
  return issued.ok() ? CannotWrite(path, error) : issued.status();
}

}  // namespace dragoman
