#include "server/exchange/xml_reader.h"

#include <expat.h>
#include <unicode/ucnv.h>

#include <algorithm>
#include <array>
#include <type_traits>

namespace dragoman {
namespace {

// Bytes are handed to expat in pieces of this size: it begins a token that is cut anew with every
// piece, which costs the square of the token's length over the piece's.
constexpr size_t kPieceBytes = 16 << 10;

// Returns what one byte of an encoding stands for, or -1 when it is no character by itself.
int CharacterOf(UConverter* converter, char byte) {
  std::array<UChar, 4> text{};
  UErrorCode error = U_ZERO_ERROR;
  ucnv_reset(converter);
  const int32_t size =
      ucnv_toUChars(converter, text.data(), static_cast<int32_t>(text.size()), &byte, 1, &error);
  return U_SUCCESS(error) && size == 1 && text[0] != 0xFFFD ? text[0] : -1;
}

// Tells expat what the bytes of a single-byte encoding mean.
int OnUnknownEncoding(void*, const XML_Char* name, XML_Encoding* encoding) {
  UErrorCode error = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, decltype(&ucnv_close)> converter(ucnv_open(name, &error),
                                                                     ucnv_close);
  if (U_FAILURE(error) || ucnv_getMaxCharSize(converter.get()) != 1) return XML_STATUS_ERROR;
  for (int byte = 0; byte < 256; ++byte) {
    encoding->map[byte] = CharacterOf(converter.get(), static_cast<char>(byte));
  }
  encoding->data = nullptr;
  encoding->convert = nullptr;
  encoding->release = nullptr;
  return XML_STATUS_OK;
}

// Returns whether a tag as it stands in the file has a reference that is neither to a character nor
// to one of XML's own five entities. In UTF-16 every other byte of such names is zero.
bool HasUnknownReference(std::string_view tag) {
  for (size_t at = tag.find('&'); at != tag.npos; at = tag.find('&', at + 1)) {
    std::string name;
    for (size_t i = at + 1; i < tag.size() && name.size() < 6 && tag[i] != ';'; ++i) {
      if (tag[i] != '\0') name += tag[i];
    }
    constexpr std::array<std::string_view, 5> kOwn{"lt", "gt", "amp", "quot", "apos"};
    if (name.starts_with('#')) continue;
    if (std::find(kOwn.begin(), kOwn.end(), name) == kOwn.end()) return true;
  }
  return false;
}

Status Refusal(std::string message) { return Status(StatusCode::kInvalidArgument, message); }

}  // namespace

std::string_view ValueOf(const XmlAttributes& attributes, std::string_view name) {
  const auto found = std::find_if(attributes.begin(), attributes.end(),
                                  [name](const XmlAttribute& one) { return one.name == name; });
  return found == attributes.end() ? "" : found->value;
}

Status XmlHandler::UnknownEntity(std::string_view name) {
  return Error(StatusCode::kInvalidArgument,
               "the entity '&{};' is not known; write the character itself", Shortened(name));
}

// Expat, with what it calls. Conversions of its errors end here.
class XmlReader::Parser {
 public:
  Parser(const XmlSettings& settings, XmlHandler& handler)
      : settings_(settings),
        handler_(handler),
        parser_(settings.namespace_separator == '\0'
                    ? XML_ParserCreate(nullptr)
                    : XML_ParserCreateNS(nullptr, settings.namespace_separator),
                XML_ParserFree) {
    XML_SetUserData(parser_.get(), this);
    XML_SetElementHandler(parser_.get(), OnStart, OnEnd);
    XML_SetCharacterDataHandler(parser_.get(), OnText);
    XML_SetSkippedEntityHandler(parser_.get(), OnSkippedEntity);
    XML_SetStartDoctypeDeclHandler(parser_.get(), OnDoctype);
    XML_SetUnknownEncodingHandler(parser_.get(), OnUnknownEncoding, nullptr);
  }

  Status Parse(std::string_view bytes, bool is_last) {
    bytes_ += bytes.size();
    const XML_Status parsed =
        XML_Parse(parser_.get(), bytes.data(), static_cast<int>(bytes.size()), is_last);
    if (!status_.ok()) return status_;
    if (parsed != XML_STATUS_OK) return Refusal(Fault());
    const XML_Index token = XML_GetCurrentByteIndex(parser_.get());
    if (!is_last && token >= 0 &&
        bytes_ - static_cast<uint64_t>(token) > settings_.max_token_bytes) {
      return Refusal(fmt::format("a tag or comment of more than {} bytes without an end",
                                 settings_.max_token_bytes));
    }
    return absl::OkStatus();
  }

  uint64_t line() const {
    return status_.ok() ? XML_GetCurrentLineNumber(parser_.get()) : fault_line_;
  }
  uint64_t bytes() const { return bytes_; }
  XmlToken token() const {
    const auto begin = static_cast<uint64_t>(XML_GetCurrentByteIndex(parser_.get()));
    return {begin, begin + static_cast<uint64_t>(XML_GetCurrentByteCount(parser_.get()))};
  }

 private:
  static Parser& Of(void* data) { return *static_cast<Parser*>(data); }

  static void OnStart(void* data, const XML_Char* name, const XML_Char** pairs) {
    Of(data).Start(name, pairs);
  }
  static void OnEnd(void* data, const XML_Char* name) {
    Parser& parser = Of(data);
    --parser.depth_;
    parser.Note(parser.handler_.End(name));
  }
  static void OnText(void* data, const XML_Char* text, int size) {
    Of(data).Note(Of(data).handler_.Text({text, static_cast<size_t>(size)}));
  }
  static void OnSkippedEntity(void* data, const XML_Char* name, int is_parameter) {
    if (is_parameter == 0) Of(data).Note(Of(data).handler_.UnknownEntity(name));
  }
  static void OnDoctype(void* data, const XML_Char*, const XML_Char*, const XML_Char*,
                        int has_declarations) {
    Of(data).StartDoctype(has_declarations != 0);
  }

  void Start(const XML_Char* name, const XML_Char** pairs) {
    if (++depth_ > settings_.max_depth) {
      return Note(Refusal(
          fmt::format("elements are nested too deep; at most {} are read", settings_.max_depth)));
    }
    attributes_.clear();
    for (; *pairs != nullptr; pairs += 2) attributes_.push_back({pairs[0], pairs[1]});
    if (attributes_.size() > settings_.max_attributes) {
      return Note(
          Refusal(fmt::format("<{}> has {} attributes; at most {} are read", Shortened(name),
                              attributes_.size(), settings_.max_attributes)));
    }
    // Expat leaves such entities out without a word where a document type could declare them.
    if (has_doctype_ && !attributes_.empty() && HasUnknownReference(Token())) {
      return Note(
          Refusal(fmt::format("an unknown entity in an attribute of <{}>; write the "
                              "character itself",
                              Shortened(name))));
    }
    Note(handler_.Start(name, attributes_));
  }

  void StartDoctype(bool has_declarations) {
    has_doctype_ = true;
    if (settings_.doctype == XmlDoctype::kRefused) {
      return Note(Refusal("a document type; remove the <!DOCTYPE ...>"));
    }
    if (!has_declarations) return;
    Note(Refusal(
        "a document type with declarations of its own; remove what stands in its brackets [ ]"));
  }

  // Returns the bytes of the file that are being handled.
  std::string_view Token() const {
    int offset = 0;
    int size = 0;
    const char* context = XML_GetInputContext(parser_.get(), &offset, &size);
    if (context == nullptr) return {};
    return std::string_view(context, static_cast<size_t>(size))
        .substr(static_cast<size_t>(offset),
                static_cast<size_t>(XML_GetCurrentByteCount(parser_.get())));
  }

  void Note(const Status& status) {
    if (status.ok() || !status_.ok()) return;
    fault_line_ = line();
    status_ = status;
    XML_StopParser(parser_.get(), XML_FALSE);
  }

  std::string Fault() const {
    const XML_Error error = XML_GetErrorCode(parser_.get());
    if (error == XML_ERROR_UNKNOWN_ENCODING) {
      return "the encoding is not one that is read; save the file as UTF-8";
    }
    return XML_ErrorString(error);
  }

  const XmlSettings settings_;
  XmlHandler& handler_;
  const std::unique_ptr<std::remove_pointer_t<XML_Parser>, decltype(&XML_ParserFree)> parser_;
  XmlAttributes attributes_;
  size_t depth_ = 0;
  bool has_doctype_ = false;
  uint64_t bytes_ = 0;
  Status status_;  // The first error from within a call of expat's.
  uint64_t fault_line_ = 0;
};

XmlReader::XmlReader(const XmlSettings& settings, XmlHandler& handler)
    : parser_(std::make_unique<Parser>(settings, handler)) {}

XmlReader::~XmlReader() = default;

Status XmlReader::Feed(std::string_view bytes) {
  while (status_.ok() && !bytes.empty()) {
    const size_t taken = std::min(bytes.size(), kPieceBytes - waiting_.size());
    waiting_.append(bytes, 0, taken);
    bytes.remove_prefix(taken);
    if (waiting_.size() < kPieceBytes) break;
    status_ = parser_->Parse(waiting_, false);
    waiting_.clear();
  }
  return status_;
}

Status XmlReader::Finish() {
  if (status_.ok()) status_ = parser_->Parse(waiting_, true);
  waiting_.clear();
  return status_;
}

uint64_t XmlReader::line() const { return parser_->line(); }

uint64_t XmlReader::bytes() const { return parser_->bytes(); }

XmlToken XmlReader::token() const { return parser_->token(); }

}  // namespace dragoman
