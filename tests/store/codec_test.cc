#include "server/store/codec.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include <string>

#include "tests/random.h"
#include "tests/status_matchers.h"
#include "tests/store/random_records.h"

namespace dragoman {
namespace {

using namespace std::string_literals;

// One kind of record: how it is made, written and read.
template <typename T>
struct Codec {
  T (*random)(TestRandom&);
  std::string (*encode)(const T&);
  StatusOr<T> (*decode)(std::string_view);
};

constexpr Codec<Unit> kUnits{RandomUnit, EncodeUnit, DecodeUnit};
constexpr Codec<Concept> kConcepts{RandomConcept, EncodeConcept, DecodeConcept};
constexpr Codec<ResourceRecord> kResources{RandomResource, EncodeResource, DecodeResource};
constexpr Codec<ShardMeta> kMetas{RandomShardMeta, EncodeShardMeta, DecodeShardMeta};
constexpr Codec<LogEntry> kLog{RandomLogEntry, EncodeLogEntry, DecodeLogEntry};
constexpr Codec<ImportRecord> kImports{RandomImportRecord, EncodeImportRecord, DecodeImportRecord};
constexpr Codec<RequestRecord> kRequests{RandomRequestRecord, EncodeRequestRecord,
                                         DecodeRequestRecord};
constexpr Codec<Token> kTokens{RandomToken, EncodeToken, DecodeToken};
constexpr Codec<Grant> kGrants{RandomGrant, EncodeGrant, DecodeGrant};
constexpr Codec<AuditRecord> kAudit{RandomAuditRecord, EncodeAuditRecord, DecodeAuditRecord};

template <typename T>
void ExpectRoundTrips(const Codec<T>& codec) {
  TestRandom random;
  for (int i = 0; i < 300; ++i) {
    const T value = codec.random(random);
    ASSERT_OK_AND_ASSIGN(const T decoded, codec.decode(codec.encode(value)));
    ASSERT_EQ(decoded, value) << i;
  }
}

TEST(Codec, ValuesComeBack) {
  ExpectRoundTrips(kUnits);
  ExpectRoundTrips(kConcepts);
  ExpectRoundTrips(kResources);
  ExpectRoundTrips(kMetas);
  ExpectRoundTrips(kLog);
  ExpectRoundTrips(kImports);
  ExpectRoundTrips(kRequests);
  ExpectRoundTrips(kTokens);
  ExpectRoundTrips(kGrants);
  ExpectRoundTrips(kAudit);
}

TEST(Codec, DefaultValuesComeBack) {
  EXPECT_EQ(DecodeUnit(EncodeUnit({})).value(), Unit());
  Unit unit;
  unit.variants.emplace_back();
  EXPECT_EQ(DecodeUnit(EncodeUnit(unit)).value(), unit);
  Concept entry;
  entry.terms.emplace_back();
  EXPECT_EQ(DecodeConcept(EncodeConcept(entry)).value(), entry);
  EXPECT_EQ(DecodeResource(EncodeResource({})).value(), ResourceRecord());
  EXPECT_EQ(DecodeShardMeta(EncodeShardMeta({})).value(), ShardMeta());
  EXPECT_EQ(DecodeLogEntry(EncodeLogEntry({})).value(), LogEntry());
  EXPECT_EQ(DecodeImportRecord(EncodeImportRecord({})).value(), ImportRecord());
  EXPECT_EQ(DecodeRequestRecord(EncodeRequestRecord({})).value(), RequestRecord());
}

template <typename T>
void ExpectDamageIsRefused(const Codec<T>& codec) {
  const auto refused = StatusIs(StatusCode::kDataLoss, "damaged");
  TestRandom random;
  for (int i = 0; i < 5; ++i) {
    const std::string value = codec.encode(codec.random(random));
    for (size_t size = 0; size < value.size(); ++size) {
      ASSERT_THAT(codec.decode(std::string_view(value).substr(0, size)), refused) << size;
      ASSERT_THAT(codec.decode(std::string_view(value).substr(size + 1)), refused) << size;
    }
    for (size_t bit = 0; bit < value.size() * 8; ++bit) {
      std::string flipped = value;
      flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ 1 << bit % 8);
      ASSERT_THAT(codec.decode(flipped), refused) << bit;
    }
    ASSERT_THAT(codec.decode(value + '\0'), refused);
  }
}

TEST(Codec, EveryTruncationAndEveryFlippedBitIsRefused) {
  ExpectDamageIsRefused(kUnits);
  ExpectDamageIsRefused(kConcepts);
  ExpectDamageIsRefused(kResources);
  ExpectDamageIsRefused(kMetas);
  ExpectDamageIsRefused(kLog);
  ExpectDamageIsRefused(kImports);
  ExpectDamageIsRefused(kRequests);
  ExpectDamageIsRefused(kTokens);
  ExpectDamageIsRefused(kGrants);
  ExpectDamageIsRefused(kAudit);
}

TEST(Codec, RandomBytesAreRefused) {
  TestRandom random;
  for (int i = 0; i < 1000; ++i) {
    EXPECT_THAT(DecodeUnit(RandomBytes(random, 60)), StatusIs(StatusCode::kDataLoss, ""));
  }
}

// Returns `body` with its checksum, as the grammar in codec.h says.
std::string Sealed(std::string body) {
  const uint32_t checksum = static_cast<uint32_t>(
      crc32_z(0, reinterpret_cast<const unsigned char*>(body.data()), body.size()));
  for (int shift = 24; shift >= 0; shift -= 8) body += static_cast<char>(checksum >> shift);
  return body;
}

// Written by this version for good: later ones must read it.
TEST(Codec, BytesStandAsTheGrammarSays) {
  EXPECT_EQ(EncodeShardMeta({.next_number = 300}), Sealed("\x01\x08\xAC\x02"s));
  EXPECT_EQ(DecodeShardMeta("\x01\x08\x07\xA8\x3E\xAC\x8E"s).value().next_number, 7u);
}

TEST(Codec, SoundChecksumOverOtherBytesIsRefused) {
  EXPECT_OK(DecodeShardMeta(Sealed("\x01\x08\x07"s)));
  EXPECT_THAT(DecodeShardMeta(Sealed("\x02\x08\x07"s)),
              StatusIs(StatusCode::kDataLoss, "another version"));
  EXPECT_THAT(DecodeShardMeta(Sealed("\x01\x08"s)), StatusIs(StatusCode::kDataLoss, "message"));
  EXPECT_THAT(DecodeShardMeta(Sealed("")), StatusIs(StatusCode::kDataLoss, "too short"));
}

TEST(Codec, FieldsOfLaterVersionsArePassedOver) {
  EXPECT_EQ(DecodeShardMeta(Sealed("\x01\x08\x07\x98\x06\x01"s)).value().next_number, 7u);
}

// The bytes of a concept as they were written before terms had times, outlets and the rest.
TEST(Codec, ConceptsOfBeforeDecode) {
  const Concept decoded = DecodeConcept(Sealed("\x01\x0A\x01"s + "c\x10\x07\x4A\x0C\x0A\x02"s +
                                               "en\x12\x02"s + "UN\x18\x01\x20\x02"s))
                              .value();
  Concept expected;
  expected.id = "c";
  expected.revision = 7;
  expected.terms.emplace_back();
  expected.terms[0].language = Language::Parse("en").value();
  expected.terms[0].text = "UN";
  expected.terms[0].status = TermStatus::kPreferred;
  expected.terms[0].type = TermType::kAbbreviation;
  EXPECT_EQ(decoded, expected);
}

TEST(Codec, ADateThatIsNoneIsDamage) {
  EXPECT_THAT(DecodeConcept(Sealed("\x01\x72\x03"s + "now"s)),
              StatusIs(StatusCode::kDataLoss, "date"));
}

TEST(Codec, UnknownNeighboursAreNotEmptyOnes) {
  Unit unit;
  unit.variants.resize(2);
  unit.variants[0].previous = "";
  unit.variants[1].next = "";
  const Unit decoded = DecodeUnit(EncodeUnit(unit)).value();
  EXPECT_EQ(decoded.variants[0].previous, "");
  EXPECT_EQ(decoded.variants[0].next, std::nullopt);
  EXPECT_EQ(decoded.variants[1].previous, std::nullopt);
  EXPECT_EQ(decoded.variants[1].next, "");
}

}  // namespace
}  // namespace dragoman
