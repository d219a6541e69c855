// TLS: who is served, by which versions, and certificates that change while calls go on.
#include "server/service/tls.h"

#include <gtest/gtest.h>
#include <openssl/ssl.h>

#include <atomic>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <thread>

#include "dragoman/v1/access_service.grpc.pb.h"
#include "server/store/memory_store.h"
#include "tests/service/certificates.h"
#include "tests/service/running_server.h"
#include "tests/status_matchers.h"

namespace dragoman {
namespace {

class TlsTest : public testing::Test {
 protected:
  TlsTest() : folder_(testing::TempDir() + "tls_test." + std::to_string(getpid())) {
    std::filesystem::create_directories(folder_);
    Install(authority_.Issue("server"));
    Write("clients.pem", clients_.root());
  }
  ~TlsTest() override { std::filesystem::remove_all(folder_); }

  std::string Path(const std::string& name) const { return folder_ + "/" + name; }
  void Write(const std::string& name, const std::string& text) const {
    std::ofstream(Path(name) + ".new", std::ios::binary) << text;
    std::filesystem::rename(Path(name) + ".new", Path(name));
  }
  // As an operator renews both: a new folder, in place of the old one at once.
  void Install(const CertifiedKey& key) {
    const std::string made = "live." + std::to_string(++installed_);
    std::filesystem::create_directories(Path(made));
    Write(made + "/cert.pem", key.certificate);
    Write(made + "/key.pem", key.key);
    std::filesystem::create_symlink(made, Path("live.link"));
    std::filesystem::rename(Path("live.link"), Path("live"));
  }

  ServerOptions Options() const {
    return {.tls = {.certificate = Path("live/cert.pem"),
                    .key = Path("live/key.pem"),
                    .client_roots = Path("clients.pem"),
                    .reload_seconds = 1},
            .require_tokens = true};
  }

  // Returns a new connection; `key`: what the client shows of itself.
  static std::shared_ptr<grpc::Channel> Connect(const std::string& address,
                                                const std::string& roots,
                                                const CertifiedKey& key = {}) {
    grpc::ChannelArguments arguments;
    arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
    const grpc::SslCredentialsOptions options{
        .pem_root_certs = roots, .pem_private_key = key.key, .pem_cert_chain = key.certificate};
    return grpc::CreateCustomChannel(address, grpc::SslCredentials(options), arguments);
  }

  static grpc::Status WhoAmI(const std::shared_ptr<grpc::Channel>& channel, std::string* principal,
                             const std::string& token = "") {
    const auto stub = v1::AccessService::NewStub(channel);
    Context context;
    if (!token.empty()) context.AddMetadata("authorization", "Bearer " + token);
    v1::WhoAmIResponse response;
    const grpc::Status status = stub->WhoAmI(&context, v1::WhoAmIRequest(), &response);
    *principal = response.principal();
    return status;
  }

  const std::string folder_;
  int installed_ = 0;
  CertificateAuthority authority_{"Servers"};
  CertificateAuthority clients_{"Clients"};
};

TEST_F(TlsTest, ServesWhoTrustsItsCertificate) {
  RunningServer server(Options());
  const auto issued = server.access().CreateToken({.principal = "anna"}, "test");
  ASSERT_OK(issued.status());
  std::string principal;
  const std::string address = server.server().address();
  EXPECT_THAT(WhoAmI(Connect(address, authority_.root()), &principal, issued->secret), Succeeds());
  EXPECT_EQ(principal, "anna");
  EXPECT_EQ(WhoAmI(Connect(address, authority_.root()), &principal).error_code(),
            grpc::StatusCode::UNAUTHENTICATED);
  EXPECT_EQ(WhoAmI(Connect(address, clients_.root()), &principal, issued->secret).error_code(),
            grpc::StatusCode::UNAVAILABLE);
  EXPECT_EQ(WhoAmI(grpc::CreateChannel(address, grpc::InsecureChannelCredentials()), &principal,
                   issued->secret)
                .error_code(),
            grpc::StatusCode::UNAVAILABLE);
}

TEST_F(TlsTest, KnowsClientsByTheirCertificates) {
  RunningServer server(Options());
  const std::string address = server.server().address();
  ASSERT_OK(server.access()
                .GrantRole({.principal = "cert:ci.example", .resource = "*", .role = Role::kReader})
                .status());
  std::string principal;
  EXPECT_THAT(WhoAmI(Connect(address, authority_.root(), clients_.Issue("ci.example")), &principal),
              Succeeds());
  EXPECT_EQ(principal, "cert:ci.example");
  // Signed by another authority: no connection.
  EXPECT_EQ(WhoAmI(Connect(address, authority_.root(), authority_.Issue("ci.example")), &principal)
                .error_code(),
            grpc::StatusCode::UNAVAILABLE);
  const auto channel = Connect(address, authority_.root(), clients_.Issue("ci.example"));
  const auto memories = v1::MemoryService::NewStub(channel);
  v1::CreateMemoryRequest create;
  create.set_memory_id("un");
  v1::Memory memory;
  EXPECT_EQ(CallTo(*memories, &v1::MemoryService::Stub::CreateMemory, create, &memory).error_code(),
            grpc::StatusCode::PERMISSION_DENIED);
  v1::ListMemoriesResponse list;
  EXPECT_THAT(
      CallTo(*memories, &v1::MemoryService::Stub::ListMemories, v1::ListMemoriesRequest(), &list),
      Succeeds());
}

TEST_F(TlsTest, ATokenCountsBeforeACertificate) {
  RunningServer server(Options());
  const auto issued = server.access().CreateToken({.principal = "anna"}, "test");
  ASSERT_OK(issued.status());
  std::string principal;
  const auto channel =
      Connect(server.server().address(), authority_.root(), clients_.Issue("ci.example"));
  EXPECT_THAT(WhoAmI(channel, &principal, issued->secret), Succeeds());
  EXPECT_EQ(principal, "anna");
  EXPECT_EQ(WhoAmI(channel, &principal, "wrong").error_code(), grpc::StatusCode::UNAUTHENTICATED);
}

// Tries to connect with one version of TLS; returns its name, "" when the server refuses.
std::string HandshakeWith(const std::string& address, int version) {
  SSL_CTX* context = SSL_CTX_new(TLS_client_method());
  SSL_CTX_set_security_level(context, 0);  // Else OpenSSL itself refuses old versions.
  SSL_CTX_set_min_proto_version(context, version);
  SSL_CTX_set_max_proto_version(context, version);
  const unsigned char http2[] = "\x02h2";
  SSL_CTX_set_alpn_protos(context, http2, 3);
  BIO* bio = BIO_new_ssl_connect(context);
  BIO_set_conn_hostname(bio, address.c_str());
  SSL* ssl = nullptr;
  BIO_get_ssl(bio, &ssl);
  const bool done = BIO_do_connect(bio) == 1 && BIO_do_handshake(bio) == 1;
  const std::string name = done ? SSL_get_version(ssl) : "";
  BIO_free_all(bio);
  SSL_CTX_free(context);
  return name;
}

TEST_F(TlsTest, SpeaksTls12AndLater) {
  RunningServer server(Options());
  const std::string address = server.server().address();
  EXPECT_EQ(HandshakeWith(address, TLS1_VERSION), "");
  EXPECT_EQ(HandshakeWith(address, TLS1_1_VERSION), "");
  EXPECT_EQ(HandshakeWith(address, TLS1_2_VERSION), "TLSv1.2");
  EXPECT_EQ(HandshakeWith(address, TLS1_3_VERSION), "TLSv1.3");
}

// Counts calls over one standing connection and over new ones, until told to stop.
struct Load {
  std::atomic<bool> ends = false;
  std::atomic<int> calls = 0;
  std::atomic<int> failed = 0;
};

// Returns once so many more calls have ended.
void AwaitCalls(const Load& load, int more) {
  const int until = load.calls + more;
  while (load.calls < until) std::this_thread::yield();
}

TEST_F(TlsTest, NewCertificatesAreTakenWhileCallsGoOn) {
  RunningServer server(Options());
  const std::string address = server.server().address();
  const auto issued = server.access().CreateToken({.principal = "anna"}, "test");
  ASSERT_OK(issued.status());
  CertificateAuthority renewed("New servers");
  const std::string both = authority_.root() + renewed.root();
  Load load;
  const auto call = [&](const std::shared_ptr<grpc::Channel>& channel) {
    std::string principal;
    ++load.calls;
    if (!WhoAmI(channel, &principal, issued->secret).ok()) ++load.failed;
  };
  std::thread standing([&] {
    const auto channel = Connect(address, both);
    while (!load.ends) call(channel);
  });
  std::thread anew([&] {
    while (!load.ends) call(Connect(address, both));
  });
  AwaitCalls(load, 50);
  Install(renewed.Issue("server"));
  std::string principal;
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(30);
  bool is_taken = false;
  while (!is_taken && std::chrono::steady_clock::now() < deadline) {
    is_taken = WhoAmI(Connect(address, renewed.root()), &principal, issued->secret).ok();
  }
  AwaitCalls(load, 50);
  load.ends = true;
  standing.join();
  anew.join();
  EXPECT_TRUE(is_taken);
  EXPECT_GT(load.calls, 100);
  EXPECT_EQ(load.failed, 0);
  RecordProperty("calls", load.calls);
}

TEST_F(TlsTest, WrongFilesAreNamedAtTheStart) {
  const auto check = [](TlsFiles files, const char* field, const char* words) {
    const Status status = TlsCredentials(files).status();
    EXPECT_EQ(FieldOf(status), field) << status;
    EXPECT_THAT(status, StatusIs(StatusCode::kInvalidArgument, words));
  };
  const TlsFiles right = Options().tls;
  TlsFiles files = right;
  files.key = "";
  check(files, "tls-key", "required");
  files = right;
  files.certificate = Path("none.pem");
  check(files, "tls-cert", "none.pem");
  files = right;
  files.certificate = Path("live/key.pem");
  check(files, "tls-cert", "no certificate");
  files = right;
  files.key = Path("live/cert.pem");
  check(files, "tls-key", "no private key");
  Write("other.pem", authority_.Issue("other").key);
  files = right;
  files.key = Path("other.pem");
  check(files, "tls-key", "not the key");
  files = right;
  files.client_roots = Path("live/key.pem");
  check(files, "tls-client-ca", "no certificate");
}

// What is open to other machines and what is not; see CheckExposure.
TEST_F(TlsTest, IsNotOpenToTheWorldByMistake) {
  const auto store = NewMemoryStore();
  ASSERT_OK_AND_ASSIGN(const auto registry, Registry::Open(*store));
  ASSERT_OK_AND_ASSIGN(const auto access, Access::Open(*store));
  const auto start = [&](ServerOptions options) {
    return GrpcServer::Start(*registry, *access, options).status();
  };
  EXPECT_THAT(start({.listen = "0.0.0.0:0"}),
              StatusIs(StatusCode::kFailedPrecondition, "give --tls-cert and --tls-key"));
  EXPECT_THAT(start({.listen = "[::]:0"}),
              StatusIs(StatusCode::kFailedPrecondition, "--insecure-open-to-network"));
  EXPECT_THAT(start({.listen = "0.0.0.0:0", .require_tokens = true}),
              StatusIs(StatusCode::kFailedPrecondition, "no TLS"));
  EXPECT_THAT(start({.listen = "0.0.0.0:0", .tls = Options().tls}),
              StatusIs(StatusCode::kFailedPrecondition, "--bootstrap-token-file"));
  EXPECT_THAT(start({.listen = "127.0.0.1:0", .tls = {.key = Path("live/key.pem")}}),
              StatusIs(StatusCode::kInvalidArgument, "tls-cert"));
  EXPECT_OK(start({.listen = "0.0.0.0:0", .open_to_network = true}));
  EXPECT_OK(start({.listen = "127.0.0.1:0"}));
  EXPECT_OK(start({.listen = "unix:" + Path("socket")}));
  ASSERT_OK(access->CreateToken({.principal = "anna"}, "test").status());
  EXPECT_OK(start({.listen = "0.0.0.0:0", .tls = Options().tls}));
}

TEST_F(TlsTest, ServesASocketOfTheFileSystem) {
  RunningServer server({.listen = "unix:" + Path("socket")});
  EXPECT_EQ(server.server().address(), "unix:" + Path("socket"));
  std::string principal;
  EXPECT_THAT(WhoAmI(server.channel(), &principal), Succeeds());
  EXPECT_EQ(principal, "local");
}

}  // namespace
}  // namespace dragoman
