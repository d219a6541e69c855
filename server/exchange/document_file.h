// Documents that translators hand over: a file gives its blocks of text, and takes their
// translations back in its own format.
//
// Invariant: a file written without translations is the same bytes; a block without a translation
//            keeps its bytes whatever becomes of the others. Of an archive that is said of its
//            members.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/base/status.h"
#include "server/exchange/segment_notes.h"
#include "server/model/language.h"
#include "server/model/segment.h"

namespace dragoman {

enum class DocumentFormat : uint8_t { kText = 1, kMarkdown = 2, kHtml = 3, kDocx = 4, kXliff = 5 };

// Returns the format that the end of a file's name stands for, or nullopt.
std::optional<DocumentFormat> DocumentFormatOfName(std::string_view name);

enum class BlockKind : uint8_t {
  kParagraph = 1,  // Also an item of a list, a line of a text.
  kHeading = 2,    // Also the title of a page.
  kCell = 3,       // Of a table.
  kAttribute = 4   // A text within a tag, such as the one that stands for a picture.
};

// Whether a file wants a translation of a block. Only files of two languages have others than
// kOpen.
enum class BlockStatus : uint8_t {
  kOpen,
  kTranslated,  // It has one.
  kLocked       // It is approved, locked, or not to be translated: it is never written.
};

// A text that is one in the eyes of a reader. Its codes are what stands in it and is no text: the
// source's own bytes.
struct DocumentBlock {
  BlockKind kind = BlockKind::kParagraph;
  Segment segment;
  bool is_segment = false;  // The file cut it: it is one segment, however many sentences it has.
  BlockStatus status = BlockStatus::kOpen;
  std::optional<Segment> translation{};           // What the file has.
  ReviewState state = ReviewState::kUnspecified;  // Of that.
};

// The translations of a file's blocks, by their place; nullopt leaves a block as it is.
using BlockTranslations = std::vector<std::optional<Segment>>;

struct DocumentLanguages {
  Language source;
  Language target;
};

// One file that was read. Immutable; any thread.
class DocumentFile {
 public:
  virtual ~DocumentFile() = default;

  // Returns the blocks in the order in which they begin.
  virtual const std::vector<DocumentBlock>& blocks() const = 0;

  // Returns the file with the translations in place. Where it names its language or direction, and
  // a block is translated, it names those of the target.
  //
  // Requires: one entry for each block.
  // Errors:   InvalidArgument about "translations[N]" when its codes are not those of the block, in
  //           any order.
  virtual StatusOr<std::string> Write(const BlockTranslations& translations,
                                      const DocumentLanguages& languages) const = 0;

  // Writes what is known of each block too, where the format has a place for it. A block of which
  // nothing is known has notes as they are made.
  virtual bool HasNotes() const { return false; }
  virtual StatusOr<std::string> WriteWithNotes(const BlockTranslations& translations,
                                               const std::vector<SegmentNotes>&,
                                               const DocumentLanguages& languages) const {
    return Write(translations, languages);
  }

  // Returns whether the codes of a translation can stand in their order; they are the block's.
  virtual bool Takes(size_t, const Segment&) const { return true; }

  // Errors: InvalidArgument when the file says that it is of another language, or to be translated
  //         into others than all of `targets`.
  virtual Status CheckLanguages(const Language&, const std::vector<Language>&) const {
    return absl::OkStatus();
  }
};

// The error of Write about a translation with other codes.
Status OtherCodes(size_t index);

// Reads a file.
//
// Cost:   O(size) time and memory: some ten times a usual file, and up to some 250 bytes for each
//         byte of one that is made of nothing but marks.
// Errors: InvalidArgument, which says where the file is not what its format wants.
StatusOr<std::unique_ptr<DocumentFile>> ReadDocumentFile(std::string bytes, DocumentFormat format);

}  // namespace dragoman
