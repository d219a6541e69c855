#include "server/service/convert_score.h"

namespace dragoman {
namespace {

// Both enumerations of the engine begin with 0, which on the wire means "not given".
v1::DiffPart::Kind KindOf(DiffKind kind) {
  return static_cast<v1::DiffPart::Kind>(static_cast<int>(kind) + 1);
}
v1::DiffPart::Kind KindOf(Step step) {
  return static_cast<v1::DiffPart::Kind>(static_cast<int>(step) + 1);
}
static_assert(static_cast<int>(DiffKind::kEqual) + 1 == v1::DiffPart::EQUAL);
static_assert(static_cast<int>(DiffKind::kMark) + 1 == v1::DiffPart::MARK);
static_assert(static_cast<int>(Step::kKeep) + 1 == v1::DiffPart::EQUAL);
static_assert(static_cast<int>(Step::kDelete) + 1 == v1::DiffPart::DELETE);

void Fill(const std::vector<Word>& words, google::protobuf::RepeatedPtrField<v1::Word>& messages) {
  for (const Word& word : words) {
    v1::Word& out = *messages.Add();
    out.set_form(word.form);
    out.set_fold(word.fold);
    out.set_stem(word.stem);
    out.set_value(word.value);
    Fill(word.range, *out.mutable_range());
  }
}

void Fill(const AlignedStep& step, v1::AlignedStep& message) {
  message.set_kind(KindOf(step.step));
  message.set_cost(step.cost);
  message.set_query_word(step.query_word);
  message.set_stored_word(step.stored_word);
}

}  // namespace

void Fill(const ByteRange& range, v1::ByteRange& message) {
  message.set_begin(range.begin);
  message.set_end(range.end);
}

void Fill(const std::vector<ByteRange>& ranges,
          google::protobuf::RepeatedPtrField<v1::ByteRange>& messages) {
  for (const ByteRange& range : ranges) Fill(range, *messages.Add());
}

void Fill(const std::vector<UsedRevision>& used,
          google::protobuf::RepeatedPtrField<v1::ResourceRevision>& messages) {
  for (const UsedRevision& one : used) {
    v1::ResourceRevision& out = *messages.Add();
    out.set_name(one.name);
    out.set_revision(one.revision);
  }
}

void Fill(const Penalties& penalties, v1::Penalties& message) {
  message.set_words(penalties.words);
  message.set_endings(penalties.endings);
  message.set_numbers(penalties.numbers);
  message.set_marks(penalties.marks);
  message.set_form(penalties.form);
  message.set_codes(penalties.codes);
  message.set_cap(penalties.cap);
}

void Fill(const Flags& flags, v1::MatchFlags& message) {
  message.set_negation(flags.negation);
  message.set_number(flags.number);
  message.set_name(flags.name);
  message.set_date(flags.date);
}

void Fill(const std::vector<DiffPart>& diff,
          google::protobuf::RepeatedPtrField<v1::DiffPart>& messages) {
  for (const DiffPart& part : diff) {
    v1::DiffPart& out = *messages.Add();
    out.set_kind(KindOf(part.kind));
    Fill(part.query, *out.mutable_query());
    Fill(part.stored, *out.mutable_stored());
  }
}

void Fill(const Explanation& explanation, v1::Explanation& message) {
  message.set_score(explanation.score.score);
  message.set_base(explanation.score.base);
  Fill(explanation.score.penalties, *message.mutable_penalties());
  Fill(explanation.query.words, *message.mutable_query());
  Fill(explanation.stored.words, *message.mutable_stored());
  for (const AlignedStep& step : explanation.alignment) Fill(step, *message.add_alignment());
  Fill(explanation.diff, *message.mutable_diff());
  Fill(explanation.flags, *message.mutable_flags());
  message.set_score_version(kScoreVersion);
  message.set_text_rules_version(kTextRulesVersion);
}

}  // namespace dragoman
