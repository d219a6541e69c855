// Stored values of any kind: refused, or decoded to what encodes to the same again.
#include <zlib.h>

#include "server/store/codec.h"
#include "tests/fuzz/fuzz_target.h"

namespace dragoman {
namespace {

// Returns the record as it is stored: with format and checksum, which no fuzzer would find.
std::string Stored(std::string_view message) {
  std::string value = "\x01" + std::string(message);
  const auto checksum = static_cast<uint32_t>(
      crc32_z(0, reinterpret_cast<const unsigned char*>(value.data()), value.size()));
  for (int shift = 24; shift >= 0; shift -= 8) value += static_cast<char>(checksum >> shift);
  return value;
}

template <typename Value>
void RequireStable(StatusOr<Value> (*decode)(std::string_view), std::string (*encode)(const Value&),
                   std::string_view bytes) {
  const StatusOr<Value> value = decode(bytes);
  if (!value.ok()) return;
  const std::string encoded = encode(*value);
  const StatusOr<Value> again = decode(encoded);
  Require(again.ok() && encode(*again) == encoded, "what is encoded is decoded");
}

const FuzzRegistration kCodec("codec", [](std::string_view bytes) {
  FuzzInput input(bytes);
  const size_t kind = input.Below(10);
  const std::string value = Stored(input.Rest());
  if (kind == 0) RequireStable(&DecodeUnit, &EncodeUnit, value);
  if (kind == 1) RequireStable(&DecodeConcept, &EncodeConcept, value);
  if (kind == 2) RequireStable(&DecodeResource, &EncodeResource, value);
  if (kind == 3) RequireStable(&DecodeShardMeta, &EncodeShardMeta, value);
  if (kind == 4) RequireStable(&DecodeLogEntry, &EncodeLogEntry, value);
  if (kind == 5) RequireStable(&DecodeImportRecord, &EncodeImportRecord, value);
  if (kind == 6) RequireStable(&DecodeRequestRecord, &EncodeRequestRecord, value);
  if (kind == 7) RequireStable(&DecodeToken, &EncodeToken, value);
  if (kind == 8) RequireStable(&DecodeGrant, &EncodeGrant, value);
  if (kind == 9) RequireStable(&DecodeAuditRecord, &EncodeAuditRecord, value);
});

}  // namespace
}  // namespace dragoman
