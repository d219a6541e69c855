#include "tests/match/brute_force.h"

#include <fmt/format.h>

#include <algorithm>

namespace dragoman {
namespace {

// 1: the same neighbour; -1: another; 0: not known on both sides.
int Compare(uint64_t a, uint64_t b) {
  if (a == 0 || b == 0) return 0;
  return a == b ? 1 : -1;
}

bool InContext(const IndexEntry& entry, const SearchOptions& options) {
  const int previous = Compare(entry.previous_hash, options.previous_hash);
  const int next = Compare(entry.next_hash, options.next_hash);
  return std::max(previous, next) == 1 && std::min(previous, next) >= 0;
}

// Written out once more, one criterion a line.
bool Better(const Hit& a, const Hit& b) {
  const int net_a = a.score.score - a.penalty;
  const int net_b = b.score.score - b.penalty;
  if (net_a != net_b) return net_a > net_b;
  if (a.in_context != b.in_context) return a.in_context;
  if ((a.score.score == 100) != (b.score.score == 100)) return a.score.score == 100;
  if (a.same_document != b.same_document) return a.same_document;
  if (a.same_domain != b.same_domain) return a.same_domain;
  if (a.reviewed != b.reviewed) return a.reviewed;
  if (a.changed_seconds != b.changed_seconds) return a.changed_seconds > b.changed_seconds;
  return a.unit > b.unit;
}

}  // namespace

std::vector<Hit> BruteForce(const Entries& entries, const Analysis& query,
                            const SearchOptions& options) {
  std::vector<Hit> hits;
  for (const auto& [unit, known] : entries) {
    const IndexEntry& entry = known.entry;
    const bool any_language = options.languages == ~uint64_t{0};
    if (!any_language && (entry.languages & options.languages) == 0) continue;
    Hit hit;
    hit.unit = unit;
    hit.score = ScoreOf(query, known.analysis);
    if (hit.score.score < options.min_score) continue;
    hit.penalty = options.penalties[entry.penalty_class];
    hit.same_document = entry.document_hash != 0 && entry.document_hash == options.document_hash;
    hit.same_domain = entry.domain_hash != 0 && entry.domain_hash == options.domain_hash;
    hit.reviewed = (options.reviewed_classes & (1U << entry.penalty_class)) != 0;
    hit.changed_seconds = entry.changed_seconds;
    hit.in_context = hit.score.score == 100 && InContext(entry, options);
    hits.push_back(hit);
  }
  std::sort(hits.begin(), hits.end(), Better);
  if (hits.size() > options.limit) hits.resize(options.limit);
  return hits;
}

std::vector<ExactHit> BruteForceExact(const Entries& entries, const Analysis& query) {
  std::vector<ExactHit> hits;
  for (const auto& [unit, known] : entries) {
    if (ScoreOf(query, known.analysis).score != 100) continue;
    const IndexEntry& entry = known.entry;
    hits.push_back(
        {unit, entry.languages, ContextKey(entry.previous_hash), ContextKey(entry.next_hash)});
  }
  return hits;
}

std::string Show(const std::vector<Hit>& hits) {
  std::string text;
  for (const Hit& hit : hits) {
    const Penalties& p = hit.score.penalties;
    text += fmt::format(
        "unit {} score {} base {} ({} {} {} {} {} {} {}) penalty {} {}{}{}{} of {}\n", hit.unit,
        hit.score.score, hit.score.base, p.words, p.endings, p.numbers, p.marks, p.form, p.codes,
        p.cap, hit.penalty, hit.in_context ? "context " : "", hit.same_document ? "document " : "",
        hit.same_domain ? "domain " : "", hit.reviewed ? "reviewed " : "", hit.changed_seconds);
  }
  return text;
}

}  // namespace dragoman
