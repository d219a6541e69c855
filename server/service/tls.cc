#include "server/service/tls.h"

#include <grpcpp/security/tls_certificate_provider.h>
#include <grpcpp/security/tls_credentials_options.h>
#include <openssl/bio.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>

namespace dragoman {
namespace {

// Runs a function of OpenSSL when the owner goes.
template <auto free>
struct Freed {
  template <typename T>
  void operator()(T* value) const {
    free(value);
  }
};
using Bio = std::unique_ptr<BIO, Freed<BIO_free_all>>;
using Certificate = std::unique_ptr<X509, Freed<X509_free>>;
using Key = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;

StatusOr<std::string> ReadPem(std::string_view option, const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string bytes((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  if (file.is_open() && !file.bad()) return bytes;
  return FieldError(option, fmt::format("cannot read {}: {}", path, std::strerror(errno)));
}

Bio BioOf(const std::string& bytes) {
  return Bio(BIO_new_mem_buf(bytes.data(), static_cast<int>(bytes.size())));
}

StatusOr<Certificate> ReadCertificate(std::string_view option, const std::string& path) {
  ASSIGN_OR_RETURN(const std::string bytes, ReadPem(option, path));
  Certificate certificate(PEM_read_bio_X509(BioOf(bytes).get(), nullptr, nullptr, nullptr));
  if (certificate != nullptr) return certificate;
  return FieldError(option, fmt::format("{} has no certificate; give one in PEM", path));
}

// A key with a pass phrase is refused: nobody is there to type it.
StatusOr<Key> ReadKey(std::string_view option, const std::string& path) {
  ASSIGN_OR_RETURN(const std::string bytes, ReadPem(option, path));
  char no_phrase[] = "";
  Key key(PEM_read_bio_PrivateKey(BioOf(bytes).get(), nullptr, nullptr, no_phrase));
  if (key != nullptr) return key;
  return FieldError(
      option, fmt::format("{} has no private key; give one in PEM, without a pass phrase", path));
}

// gRPC only logs what is wrong with its files, and then refuses every connection.
Status CheckFiles(const TlsFiles& files) {
  if (files.key.empty()) return FieldError("tls-key", "required with tls-cert");
  ASSIGN_OR_RETURN(const Certificate certificate, ReadCertificate("tls-cert", files.certificate));
  ASSIGN_OR_RETURN(const Key key, ReadKey("tls-key", files.key));
  if (X509_check_private_key(certificate.get(), key.get()) != 1) {
    return FieldError("tls-key", fmt::format("{} is not the key of the certificate {}", files.key,
                                             files.certificate));
  }
  if (files.client_roots.empty()) return absl::OkStatus();
  return ReadCertificate("tls-client-ca", files.client_roots).status();
}

}  // namespace

StatusOr<std::shared_ptr<grpc::ServerCredentials>> TlsCredentials(const TlsFiles& files) {
  RETURN_IF_ERROR(CheckFiles(files));
  using grpc::experimental::FileWatcherCertificateProvider;
  const bool asks_clients = !files.client_roots.empty();
  const auto provider =
      asks_clients ? std::make_shared<FileWatcherCertificateProvider>(
                         files.key, files.certificate, files.client_roots, files.reload_seconds)
                   : std::make_shared<FileWatcherCertificateProvider>(files.key, files.certificate,
                                                                      files.reload_seconds);
  grpc::experimental::TlsServerCredentialsOptions options(provider);
  options.watch_identity_key_cert_pairs();
  if (asks_clients) {
    options.watch_root_certs();
    options.set_cert_request_type(GRPC_SSL_REQUEST_CLIENT_CERTIFICATE_AND_VERIFY);
  }
  return grpc::experimental::TlsServerCredentials(options);
}

}  // namespace dragoman
