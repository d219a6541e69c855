// ICU's normalisers for the levels. They live as long as the process.
#pragma once

#include <unicode/normalizer2.h>

namespace dragoman {

// Canonical composition (NFC).
inline const icu::Normalizer2& Composer() {
  static const icu::Normalizer2* const nfc = [] {
    UErrorCode error = U_ZERO_ERROR;
    return icu::Normalizer2::getNFCInstance(error);
  }();
  return *nfc;
}

// Compatibility composition (NFKC).
inline const icu::Normalizer2& CompatibilityComposer() {
  static const icu::Normalizer2* const nfkc = [] {
    UErrorCode error = U_ZERO_ERROR;
    return icu::Normalizer2::getNFKCInstance(error);
  }();
  return *nfkc;
}

// Compatibility composition with case folding (NFKC_Casefold).
inline const icu::Normalizer2& CaseFolder() {
  static const icu::Normalizer2* const folder = [] {
    UErrorCode error = U_ZERO_ERROR;
    return icu::Normalizer2::getNFKCCasefoldInstance(error);
  }();
  return *folder;
}

}  // namespace dragoman
