// Values of the store: a record as Protocol Buffers message with a format byte and a checksum. The
// one file that knows the stored messages.
//
// Grammar:  value = format(1 byte, 0x01) message crc(4 bytes, big-endian CRC-32 of all before it)
// Every Decode fails with DataLoss on any damage.
#pragma once

#include <string>
#include <string_view>

#include "server/base/status.h"
#include "server/model/access.h"
#include "server/model/concept.h"
#include "server/model/unit.h"
#include "server/store/records.h"

namespace dragoman {

std::string EncodeUnit(const Unit& unit);
StatusOr<Unit> DecodeUnit(std::string_view value);

std::string EncodeConcept(const Concept& entry);
StatusOr<Concept> DecodeConcept(std::string_view value);

std::string EncodeResource(const ResourceRecord& record);
StatusOr<ResourceRecord> DecodeResource(std::string_view value);

std::string EncodeShardMeta(const ShardMeta& meta);
StatusOr<ShardMeta> DecodeShardMeta(std::string_view value);

std::string EncodeLogEntry(const LogEntry& entry);
StatusOr<LogEntry> DecodeLogEntry(std::string_view value);

std::string EncodeImportRecord(const ImportRecord& record);
StatusOr<ImportRecord> DecodeImportRecord(std::string_view value);

std::string EncodeRequestRecord(const RequestRecord& record);
StatusOr<RequestRecord> DecodeRequestRecord(std::string_view value);

std::string EncodeToken(const Token& token);
StatusOr<Token> DecodeToken(std::string_view value);

std::string EncodeGrant(const Grant& grant);
StatusOr<Grant> DecodeGrant(std::string_view value);

std::string EncodeAuditRecord(const AuditRecord& record);
StatusOr<AuditRecord> DecodeAuditRecord(std::string_view value);

}  // namespace dragoman
