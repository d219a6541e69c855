// Certificates for tests, made when they are needed and valid for a day.
#pragma once

#include <memory>
#include <string>

namespace dragoman {

struct CertifiedKey {
  std::string certificate;  // PEM.
  std::string key;          // PEM.
};

// Signs certificates. Thread-compatible.
class CertificateAuthority {
 public:
  explicit CertificateAuthority(const std::string& name);
  ~CertificateAuthority();

  // Its own certificate, PEM.
  const std::string& root() const { return root_; }
  // Returns a new certificate for this machine ("localhost", 127.0.0.1) and that common name.
  CertifiedKey Issue(const std::string& common_name);

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
  std::string root_;
};

}  // namespace dragoman
