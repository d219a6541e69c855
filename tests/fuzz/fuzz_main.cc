// The libFuzzer program of one target, DRAGOMAN_FUZZ_TARGET.
#include <cstddef>
#include <cstdint>

#include "tests/fuzz/fuzz_target.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const dragoman::FuzzTarget target = dragoman::FuzzTargets().at(DRAGOMAN_FUZZ_TARGET);
  target({reinterpret_cast<const char*>(data), size});
  return 0;
}
