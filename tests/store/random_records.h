// Random values of everything that is stored: empty and long texts, NULs, codes, known and unknown
// neighbours.
#pragma once

#include "server/model/access.h"
#include "server/model/concept.h"
#include "server/model/unit.h"
#include "server/store/records.h"
#include "tests/random.h"

namespace dragoman {

// Returns up to `max_bytes` arbitrary bytes, often none.
std::string RandomBytes(TestRandom& random, size_t max_bytes);

Unit RandomUnit(TestRandom& random);
Concept RandomConcept(TestRandom& random);
ResourceRecord RandomResource(TestRandom& random);
ShardMeta RandomShardMeta(TestRandom& random);
LogEntry RandomLogEntry(TestRandom& random);
ImportRecord RandomImportRecord(TestRandom& random);
RequestRecord RandomRequestRecord(TestRandom& random);
Token RandomToken(TestRandom& random);
Grant RandomGrant(TestRandom& random);
AuditRecord RandomAuditRecord(TestRandom& random);

}  // namespace dragoman
