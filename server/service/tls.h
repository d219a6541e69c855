// What the server shows to prove who it is, and what it asks of clients. The files are read again
// when they change, so that a certificate is renewed without a restart.
#pragma once

#include <grpcpp/security/server_credentials.h>

#include <memory>
#include <string>

#include "server/base/status.h"

namespace dragoman {

struct TlsFiles {
  std::string certificate{};   // PEM, with what leads to the root; "": no TLS.
  std::string key{};           // PEM.
  std::string client_roots{};  // PEM: who signs the certificates of clients; "": none is asked for.
  // How often to look for new files.
  unsigned reload_seconds = 5;
};

// Returns the credentials of TLS 1.2 and 1.3. A client may show a certificate; one that is wrong
// ends the connection.
//
// Errors: InvalidArgument naming the option and the file that cannot be read, is no PEM, or
//         does not belong to the other.
StatusOr<std::shared_ptr<grpc::ServerCredentials>> TlsCredentials(const TlsFiles& files);

}  // namespace dragoman
