// How a server is reached: in the clear on this machine, by TLS elsewhere; and the token that goes
// along with each call.
#pragma once

#include <grpcpp/channel.h>

#include <memory>
#include <string>
#include <string_view>

#include "client/api/result.h"

namespace dragoman {

// Certificates and keys as PEM; "" where there is none.
struct TlsMaterial {
  std::string roots{};  // Who signs the server's certificate; "": those the system trusts.
  std::string certificate{};
  std::string key{};
};

struct Connection {
  // HOST:PORT, "https://HOST:PORT", "unix:PATH" or a name with another scheme of gRPC.
  std::string address = "127.0.0.1:7070";
  TlsMaterial tls{};
  std::string token{};  // "": none.
};

// Whether the server's certificate is asked for: "https://", or TLS material is given.
bool UsesTls(const Connection& connection);

// Whether only this machine is reached.
bool IsOnThisMachine(std::string_view address);

// Returns what is wrong: a token that is none, or that others could read on its way; a certificate
// without its key.
Done CheckConnection(const Connection& connection);

// Requires: CheckConnection.
std::shared_ptr<grpc::Channel> Connect(const Connection& connection);

}  // namespace dragoman
