// See connection.h.
#include "client/api/connection.h"

#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>

#include <algorithm>

namespace dragoman {
namespace {

// Large enough for a page of a thousand units of three long segments each.
constexpr int kMaxMessageBytes = 64 << 20;
constexpr int kFirstReconnectMs = 100;
constexpr int kMostReconnectMs = 1000;
constexpr std::string_view kTlsScheme = "https://";

bool IsGraphic(char c) { return c > ' ' && c < 0x7F; }

}  // namespace

bool UsesTls(const Connection& connection) {
  return connection.address.starts_with(kTlsScheme) || !connection.tls.roots.empty() ||
         !connection.tls.certificate.empty();
}

bool IsOnThisMachine(std::string_view address) {
  for (const std::string_view prefix : {"127.", "localhost:", "[::1]:", "unix:", "ipv4:127."}) {
    if (address.starts_with(prefix)) return true;
  }
  return false;
}

Done CheckConnection(const Connection& connection) {
  if (connection.tls.certificate.empty() != connection.tls.key.empty()) {
    return Refusal("a certificate and its key go together; give --tls-cert and --tls-key");
  }
  const std::string& token = connection.token;
  if (!std::all_of(token.begin(), token.end(), IsGraphic)) {
    return Refusal("the token has characters that no token has; is its file the right one?");
  }
  if (token.empty() || UsesTls(connection) || IsOnThisMachine(connection.address)) return Nothing{};
  return Refusal(
      "without TLS others could read the token on its way; give --tls-ca FILE, or write "
      "the server as https://HOST:PORT");
}

std::shared_ptr<grpc::Channel> Connect(const Connection& connection) {
  grpc::ChannelArguments arguments;
  arguments.SetMaxReceiveMessageSize(kMaxMessageBytes);
  arguments.SetMaxSendMessageSize(kMaxMessageBytes);
  // A server that was restarted is found again soon; gRPC itself would wait up to two minutes.
  arguments.SetInt(GRPC_ARG_INITIAL_RECONNECT_BACKOFF_MS, kFirstReconnectMs);
  arguments.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, kMostReconnectMs);
  // A proxy of the environment is for the web; it would also catch servers on this machine.
  arguments.SetInt(GRPC_ARG_ENABLE_HTTP_PROXY, 0);
  std::string address = connection.address;
  if (address.starts_with(kTlsScheme)) address.erase(0, kTlsScheme.size());
  if (!UsesTls(connection)) {
    return grpc::CreateCustomChannel(address, grpc::InsecureChannelCredentials(), arguments);
  }
  const grpc::SslCredentialsOptions options{.pem_root_certs = connection.tls.roots,
                                            .pem_private_key = connection.tls.key,
                                            .pem_cert_chain = connection.tls.certificate};
  return grpc::CreateCustomChannel(address, grpc::SslCredentials(options), arguments);
}

}  // namespace dragoman
