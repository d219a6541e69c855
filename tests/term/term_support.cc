#include "tests/term/term_support.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

namespace dragoman {
namespace {

std::string Trimmed(std::string_view text) {
  const size_t begin = text.find_first_not_of(" \r");
  if (begin == std::string_view::npos) return "";
  return std::string(text.substr(begin, text.find_last_not_of(" \r") - begin + 1));
}

bool IsUpperAscii(std::string_view text) {
  return text.size() >= 2 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

}  // namespace

Language Lang(std::string_view tag) { return Language::Parse(tag).value(); }

Term MakeTerm(const Language& language, std::string text, TermType type) {
  Term term;
  term.language = language;
  term.text = std::move(text);
  term.type = type;
  return term;
}

ConceptChange MakeChange(std::string id, std::vector<Term> terms, std::string category) {
  auto value = std::make_shared<Concept>();
  value->id = id;
  value->terms = std::move(terms);
  value->category = std::move(category);
  return {.id = std::move(id), .concept_value = std::move(value)};
}

std::shared_ptr<const TermSnapshot> SnapshotOf(const Language& language,
                                               const std::vector<ConceptChange>& concepts) {
  TermIndex index(language);
  index.Apply(concepts, 1);
  return index.snapshot();
}

std::vector<TermHit> RecogniseIn(const TermSnapshot& snapshot, const std::string& text,
                                 const Language& language) {
  return snapshot.Recognise(text, Analyse(text, language));
}

std::string_view Covered(std::string_view text, const TermHit& hit) {
  return text.substr(hit.range.begin, hit.range.end - hit.range.begin);
}

std::vector<std::string> SplitAt(std::string_view text, std::string_view separator) {
  std::vector<std::string> parts;
  for (size_t begin = 0; begin <= text.size();) {
    const size_t end = std::min(text.find(separator, begin), text.size());
    parts.push_back(Trimmed(text.substr(begin, end - begin)));
    begin = end + separator.size();
  }
  return parts;
}

std::vector<std::vector<std::string>> ReadTable(const std::string& path,
                                                std::string_view separator) {
  std::vector<std::vector<std::string>> rows;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    if (!line.empty() && !line.starts_with("//")) rows.push_back(SplitAt(line, separator));
  }
  return rows;
}

std::string ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<ConceptChange> SeedGlossary() {
  std::vector<ConceptChange> concepts;
  const Language languages[] = {Lang("en"), Lang("ru"), Lang("ur")};
  const auto rows = ReadTable(SharedPath("corpus/glossary-seed.tsv"), "\t");
  for (size_t row = 1; row < rows.size(); ++row) {
    std::vector<Term> terms;
    for (size_t i = 0; i < 3; ++i) {
      terms.push_back(MakeTerm(languages[i], rows[row][2 + 2 * i]));
      for (const std::string& variant : SplitAt(rows[row][3 + 2 * i], ";")) {
        if (variant.empty()) continue;
        const TermType type = IsUpperAscii(variant) ? TermType::kAbbreviation : TermType::kVariant;
        terms.push_back(MakeTerm(languages[i], variant, type));
      }
    }
    concepts.push_back(MakeChange(rows[row][0], std::move(terms)));
  }
  return concepts;
}

std::string SharedPath(std::string_view file) {
  return std::string(DRAGOMAN_SHARED_DIR "/") + std::string(file);
}

}  // namespace dragoman
