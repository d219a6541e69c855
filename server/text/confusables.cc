#include "server/text/confusables.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uspoof.h>

#include <algorithm>
#include <memory>

namespace dragoman {
namespace {

constexpr size_t kMaxNameBytes = 100;
constexpr std::string_view kAllowedSigns = "._-@";

struct CloseChecker {
  void operator()(USpoofChecker* checker) const { uspoof_close(checker); }
};

// ICU's tables are part of its library: a checker that cannot be made is a broken installation.
const USpoofChecker* Checker() {
  static const USpoofChecker* const checker = [] {
    UErrorCode error = U_ZERO_ERROR;
    std::unique_ptr<USpoofChecker, CloseChecker> made(uspoof_open(&error));
    uspoof_setChecks(made.get(), USPOOF_RESTRICTION_LEVEL | USPOOF_MIXED_NUMBERS, &error);
    uspoof_setRestrictionLevel(made.get(), USPOOF_HIGHLY_RESTRICTIVE);
    return U_SUCCESS(error) ? made.release() : nullptr;
  }();
  return checker;
}

icu::UnicodeString Utf16Of(std::string_view text) {
  return icu::UnicodeString::fromUTF8({text.data(), static_cast<int32_t>(text.size())});
}

icu::UnicodeString Folded(icu::UnicodeString text) { return text.foldCase(); }

icu::UnicodeString SkeletonOf(const icu::UnicodeString& text) {
  UErrorCode error = U_ZERO_ERROR;
  icu::UnicodeString skeleton;
  uspoof_getSkeletonUnicodeString(Checker(), 0, text, skeleton, &error);
  return U_SUCCESS(error) ? skeleton : text;
}

bool IsNameCharacter(UChar32 c) {
  if (c < 0x80 && kAllowedSigns.find(static_cast<char>(c)) != std::string_view::npos) return true;
  const uint32_t allowed = U_GC_L_MASK | U_GC_M_MASK | U_GC_ND_MASK;
  return (U_GET_GC_MASK(c) & allowed) != 0;
}

bool HasOnlyNameCharacters(const icu::UnicodeString& name) {
  for (int32_t i = 0; i < name.length(); i = name.moveIndex32(i, 1)) {
    if (!IsNameCharacter(name.char32At(i))) return false;
  }
  return true;
}

bool IsNfc(const icu::UnicodeString& name) {
  UErrorCode error = U_ZERO_ERROR;
  const icu::Normalizer2* nfc = icu::Normalizer2::getNFCInstance(error);
  return U_SUCCESS(error) && nfc->isNormalized(name, error) && U_SUCCESS(error);
}

bool IsOfOneScript(const icu::UnicodeString& name) {
  UErrorCode error = U_ZERO_ERROR;
  const int32_t found = uspoof_check2UnicodeString(Checker(), name, nullptr, &error);
  return U_SUCCESS(error) && found == 0;
}

}  // namespace

bool AreConfusable(std::string_view a, std::string_view b) {
  const icu::UnicodeString first = Utf16Of(a);
  const icu::UnicodeString second = Utf16Of(b);
  // In both cases: "I" is like "l", which "i" is not. Of a digit the skeleton may be a capital.
  return SkeletonOf(first) == SkeletonOf(second) ||
         Folded(SkeletonOf(Folded(first))) == Folded(SkeletonOf(Folded(second)));
}

Status CheckSafeName(std::string_view name) {
  const icu::UnicodeString text = Utf16Of(name);
  std::string utf8;
  text.toUTF8String(utf8);
  const bool fits = !name.empty() && name.size() <= kMaxNameBytes && utf8 == name;
  if (!fits || !HasOnlyNameCharacters(text) || !IsNfc(text)) {
    return Error(StatusCode::kInvalidArgument,
                 "'{}' is no name; use 1 to {} bytes of letters, digits and . _ - @",
                 Shortened(name), kMaxNameBytes);
  }
  if (IsOfOneScript(text)) return absl::OkStatus();
  return Error(StatusCode::kInvalidArgument,
               "'{}' mixes scripts that are easy to confuse; write its letters in one script",
               Shortened(name));
}

}  // namespace dragoman
