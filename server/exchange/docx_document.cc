#include "server/exchange/docx_document.h"

#include <algorithm>
#include <map>
#include <span>
#include <utility>
#include <vector>

#include "server/exchange/word_part.h"
#include "server/exchange/zip_archive.h"
#include "server/model/writing.h"

namespace dragoman {
namespace {

constexpr size_t kMaxUnpackedBytes = 32 << 20;
constexpr std::string_view kMainPart = "word/document.xml";

// Returns whether a member of the archive has text of the document, beside the main part.
bool IsTextPart(std::string_view name) {
  if (!name.starts_with("word/") || !name.ends_with(".xml")) return false;
  const std::string_view stem = name.substr(5, name.size() - 9);
  return stem.starts_with("header") || stem.starts_with("footer") || stem == "footnotes" ||
         stem == "endnotes";
}

// Returns the parts with text in the order in which they are read: the document, then by name.
std::vector<std::string> TextParts(const std::vector<std::string>& members) {
  std::vector<std::string> parts;
  std::copy_if(members.begin(), members.end(), std::back_inserter(parts), IsTextPart);
  std::sort(parts.begin(), parts.end());
  parts.erase(std::unique(parts.begin(), parts.end()), parts.end());
  parts.insert(parts.begin(), std::string(kMainPart));
  return parts;
}

class DocxDocument : public DocumentFile {
 public:
  explicit DocxDocument(ZipArchive archive) : archive_(std::move(archive)) {}

  Status ReadParts() {
    size_t left = kMaxUnpackedBytes;
    for (const std::string& name : TextParts(archive_.names())) {
      ASSIGN_OR_RETURN(std::string xml, archive_.Read(name, left));
      left -= xml.size();
      ASSIGN_OR_RETURN(WordPart part, WordPart::Read(name, std::move(xml)));
      blocks_.insert(blocks_.end(), part.blocks().begin(), part.blocks().end());
      parts_.emplace_back(name, std::move(part));
    }
    return absl::OkStatus();
  }

  const std::vector<DocumentBlock>& blocks() const override { return blocks_; }

  StatusOr<std::string> Write(const BlockTranslations& translations,
                              const DocumentLanguages& languages) const override {
    BlockTranslations all = translations;
    all.resize(blocks_.size());
    for (size_t i = 0; i < all.size(); ++i) {
      if (all[i] && !HaveSameCodes(*all[i], blocks_[i].segment)) return OtherCodes(i);
    }
    const bool right_to_left = IsRightToLeft(languages.target);
    std::map<std::string, std::string> changed;
    std::span<const std::optional<Segment>> left(all);
    for (const auto& [name, part] : parts_) {
      const auto own = left.first(part.blocks().size());
      left = left.subspan(own.size());
      std::string xml = part.Write(own, right_to_left);
      if (xml != part.xml()) changed.emplace(name, std::move(xml));
    }
    return archive_.With(changed);
  }

 private:
  const ZipArchive archive_;
  std::vector<std::pair<std::string, WordPart>> parts_;
  std::vector<DocumentBlock> blocks_;
};

}  // namespace

StatusOr<std::unique_ptr<DocumentFile>> ReadDocxDocument(std::string bytes) {
  ASSIGN_OR_RETURN(ZipArchive archive, ZipArchive::Open(std::move(bytes)));
  const std::vector<std::string>& names = archive.names();
  if (std::find(names.begin(), names.end(), kMainPart) == names.end()) {
    return Error(StatusCode::kInvalidArgument,
                 "the zip archive has no {}: it is no Word document; save it as .docx", kMainPart);
  }
  auto document = std::make_unique<DocxDocument>(std::move(archive));
  RETURN_IF_ERROR(document->ReadParts());
  return std::unique_ptr<DocumentFile>(std::move(document));
}

}  // namespace dragoman
