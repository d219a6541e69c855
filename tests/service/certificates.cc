#include "tests/service/certificates.h"

#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <stdexcept>

namespace dragoman {
namespace {

void Require(bool done) {
  if (!done) throw std::runtime_error("OpenSSL cannot make a certificate for the tests");
}

template <typename Write>
std::string PemOf(const Write& write) {
  BIO* bio = BIO_new(BIO_s_mem());
  Require(write(bio) == 1);
  char* bytes = nullptr;
  const long size = BIO_get_mem_data(bio, &bytes);
  std::string pem(bytes, static_cast<size_t>(size));
  BIO_free(bio);
  return pem;
}

std::string PemOf(X509* certificate) {
  return PemOf([certificate](BIO* bio) { return PEM_write_bio_X509(bio, certificate); });
}

std::string PemOf(EVP_PKEY* key) {
  return PemOf([key](BIO* bio) {
    return PEM_write_bio_PrivateKey(bio, key, nullptr, nullptr, 0, nullptr, nullptr);
  });
}

void AddExtension(X509* certificate, X509* issuer, int kind, const char* value) {
  X509V3_CTX context;
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, kind, value);
  Require(extension != nullptr);
  Require(X509_add_ext(certificate, extension, -1) == 1);
  X509_EXTENSION_free(extension);
}

// Returns a certificate of the key that is not signed yet.
X509* Unsigned(EVP_PKEY* key, const std::string& name) {
  static long serial = 1;
  constexpr long kDay = 24 * 60 * 60;
  X509* certificate = X509_new();
  X509_set_version(certificate, 2);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate), serial++);
  X509_gmtime_adj(X509_getm_notBefore(certificate), -60);
  X509_gmtime_adj(X509_getm_notAfter(certificate), kDay);
  X509_set_pubkey(certificate, key);
  Require(X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate), "CN", MBSTRING_UTF8,
                                     reinterpret_cast<const unsigned char*>(name.c_str()), -1, -1,
                                     0) == 1);
  return certificate;
}

}  // namespace

struct CertificateAuthority::Parts {
  EVP_PKEY* key = EVP_EC_gen("P-256");
  X509* certificate = nullptr;
  ~Parts() {
    X509_free(certificate);
    EVP_PKEY_free(key);
  }
};

CertificateAuthority::CertificateAuthority(const std::string& name)
    : parts_(std::make_unique<Parts>()) {
  X509* root = parts_->certificate = Unsigned(parts_->key, name);
  X509_set_issuer_name(root, X509_get_subject_name(root));
  AddExtension(root, root, NID_basic_constraints, "critical,CA:TRUE");
  AddExtension(root, root, NID_key_usage, "critical,keyCertSign,cRLSign");
  AddExtension(root, root, NID_subject_key_identifier, "hash");
  Require(X509_sign(root, parts_->key, EVP_sha256()) != 0);
  root_ = PemOf(root);
}

CertificateAuthority::~CertificateAuthority() = default;

CertifiedKey CertificateAuthority::Issue(const std::string& common_name) {
  EVP_PKEY* key = EVP_EC_gen("P-256");
  X509* certificate = Unsigned(key, common_name);
  X509_set_issuer_name(certificate, X509_get_subject_name(parts_->certificate));
  AddExtension(certificate, parts_->certificate, NID_subject_alt_name,
               "DNS:localhost,IP:127.0.0.1");
  Require(X509_sign(certificate, parts_->key, EVP_sha256()) != 0);
  CertifiedKey made{PemOf(certificate), PemOf(key)};
  X509_free(certificate);
  EVP_PKEY_free(key);
  return made;
}

}  // namespace dragoman
