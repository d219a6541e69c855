#include "server/text/letters.h"

#include <cstddef>

namespace dragoman {

char32_t UrduLetter(char32_t c) {
  if (c >= 0x660 && c <= 0x669) return c - 0x660 + 0x6F0;  // Arabic-Indic digits.
  switch (c) {
    case 0x649:
    case 0x64A:
      return kYeh;
    case 0x643:
      return 0x6A9;
    case 0x647:
    case 0x6D5:
      return kHeh;
    case 0x6C0:
      return kHehWithHamza;
    case 0x629:
      return 0x6C3;
    default:
      return c;
  }
}

char32_t FoldedPunctuation(char32_t c) {
  switch (c) {
    case 0x2BC:
    case 0x2018:
    case 0x2019:
    case 0x201A:
    case 0x201B:
      return U'\'';
    case 0xAB:
    case 0xBB:
    case 0x201C:
    case 0x201D:
    case 0x201E:
    case 0x201F:
      return U'"';
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2015:
    case 0x2212:
      return U'-';
    default:
      return c;
  }
}

char32_t FoldedRussian(char32_t c) {
  switch (c) {
    case 0x300:
    case 0x301:
      return kNothing;  // Stress marks.
    case 0x450:
    case 0x451:
      return 0x435;
    case 0x45D:
      return 0x438;
    // Composition makes these of г and к with a stress mark.
    case 0x453:
      return 0x433;
    case 0x45C:
      return 0x43A;
    default:
      return c;
  }
}

char32_t FoldedUrdu(char32_t c) {
  const bool is_vowel_mark = (c >= 0x64B && c <= 0x65F) || c == 0x670 ||
                             (c >= 0x610 && c <= 0x61A) || (c >= 0x6D6 && c <= 0x6DC) ||
                             (c >= 0x6DF && c <= 0x6E8) || (c >= 0x6EA && c <= 0x6ED);
  if (is_vowel_mark) return kNothing;
  switch (c) {
    case 0x621:
      return kNothing;  // Hamza alone.
    case 0x623:
    case 0x625:
    case 0x671:
      return 0x627;
    case 0x624:
      return 0x648;
    case kYehWithHamza:
      return kYeh;
    case kHehWithHamza:
    case 0x6C3:
    case 0x6BE:
      return kHeh;
    default:
      return c;
  }
}

char32_t SignatureMark(char32_t c) {
  switch (c) {
    case 0x6D4:
      return U'.';
    case 0x60C:
      return U',';
    case 0x61B:
      return U';';
    case 0x61F:
      return U'?';
    case 0x66A:
      return U'%';
    case 0x66B:
      return U'.';
    case 0x66C:
      return U',';
    default:
      return c;
  }
}

}  // namespace dragoman
