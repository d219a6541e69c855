#include "server/exchange/text_decoder.h"

#include <absl/strings/match.h>
#include <absl/strings/str_split.h>
#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>

#include <algorithm>
#include <array>
#include <vector>

#include "server/base/utf8.h"

namespace dragoman {
namespace {

constexpr size_t kEncodingHeadBytes = 16 << 10;
constexpr size_t kMaxCharacterBytes = 4;
// ICU's measure of 0 to 100; it gives a text of some words in the right encoding 30 and more.
constexpr int32_t kSureConfidence = 30;
constexpr std::array<std::string_view, 2> kGuessed{"windows-1251", "windows-1256"};

struct Mark {
  std::string_view bytes;
  std::string_view encoding;  // "": not read.
};
// The longer ones first: that of UTF-32 begins with that of UTF-16.
constexpr std::array kMarks{Mark{{"\xFF\xFE\0\0", 4}, ""}, Mark{{"\0\0\xFE\xFF", 4}, ""},
                            Mark{kByteOrderMark, "UTF-8"}, Mark{"\xFF\xFE", "UTF-16LE"},
                            Mark{"\xFE\xFF", "UTF-16BE"}};

Status Unreadable(std::string_view what) {
  return Error(StatusCode::kInvalidArgument, "{}; save it as UTF-8", what);
}

const Mark* MarkOf(std::string_view head) {
  const auto mark = std::find_if(kMarks.begin(), kMarks.end(),
                                 [head](const Mark& one) { return head.starts_with(one.bytes); });
  return mark == kMarks.end() ? nullptr : &*mark;
}

// Returns the byte order of UTF-16 by the NULs of the first line: the high bytes of delimiters,
// line ends and Latin letters. "": there are none; NULs of both kinds are no text.
StatusOr<std::string> Utf16Of(std::string_view head) {
  head = head.substr(0, head.find('\n'));
  std::array<size_t, 2> nuls{};
  for (size_t i = 0; i < head.size(); ++i) nuls[i % 2] += head[i] == '\0' ? 1 : 0;
  if (nuls[0] == 0 && nuls[1] == 0) return "";
  if (nuls[0] == 0) return "UTF-16LE";
  if (nuls[1] == 0) return "UTF-16BE";
  return Unreadable("the file is no text: it has NUL characters");
}

// Returns whether more of the characters beyond ASCII are valid UTF-8 than not. Without any: true.
bool IsMostlyUtf8(std::string_view text) {
  size_t invalid = 0;
  size_t valid = 0;  // Bytes.
  while (!text.empty()) {
    const auto offset = FirstInvalidUtf8(text);
    const std::string_view good = text.substr(0, offset.value_or(text.size()));
    valid +=
        static_cast<size_t>(std::count_if(good.begin(), good.end(), [](char c) { return c < 0; }));
    if (!offset) break;
    // A character may be cut at the end.
    if (text.size() - *offset >= kMaxCharacterBytes) ++invalid;
    text.remove_prefix(*offset + 1);
  }
  return invalid == 0 || valid / 2 >= invalid;
}

// Returns which of kGuessed the text is, "" when that is not sure.
std::string SingleByteEncodingOf(std::string_view text) {
  UErrorCode error = U_ZERO_ERROR;
  const std::unique_ptr<UCharsetDetector, decltype(&ucsdet_close)> detector(ucsdet_open(&error),
                                                                            ucsdet_close);
  ucsdet_setText(detector.get(), text.data(), static_cast<int32_t>(text.size()), &error);
  const UCharsetMatch* match = ucsdet_detect(detector.get(), &error);
  if (U_FAILURE(error) || match == nullptr) return "";
  const std::string_view name = ucsdet_getName(match, &error);
  const bool is_known = std::find(kGuessed.begin(), kGuessed.end(), name) != kGuessed.end();
  const bool is_sure = ucsdet_getConfidence(match, &error) >= kSureConfidence;
  return is_known && is_sure && U_SUCCESS(error) ? std::string(name) : "";
}

StatusOr<std::string> EncodingOf(std::string_view head) {
  if (const Mark* mark = MarkOf(head)) {
    if (mark->encoding.empty()) return Unreadable("the file is UTF-32");
    return std::string(mark->encoding);
  }
  ASSIGN_OR_RETURN(std::string utf16, Utf16Of(head));
  if (!utf16.empty()) return utf16;
  if (IsMostlyUtf8(head)) return "UTF-8";
  const std::string guessed = SingleByteEncodingOf(head);
  return guessed.empty() ? "UTF-8" : guessed;
}

}  // namespace

// Turns pieces of another encoding into UTF-8.
class TextDecoder::Converter {
 public:
  static StatusOr<std::unique_ptr<Converter>> Open(const std::string& encoding) {
    UErrorCode error = U_ZERO_ERROR;
    auto converter = std::make_unique<Converter>();
    converter->from_.reset(ucnv_open(encoding.c_str(), &error));
    converter->to_.reset(ucnv_open("UTF-8", &error));
    ucnv_setToUCallBack(converter->from_.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr,
                        &error);
    if (U_SUCCESS(error)) return converter;
    return Error(StatusCode::kInternal, "ICU does not read {}", encoding);
  }

  Status Pass(std::string_view bytes, bool is_last, const std::string& encoding, const Sink& sink) {
    const char* source = bytes.data();
    const char* end = source + bytes.size();
    UErrorCode error = U_BUFFER_OVERFLOW_ERROR;
    while (error == U_BUFFER_OVERFLOW_ERROR) {
      error = U_ZERO_ERROR;
      char* target = output_.data();
      ucnv_convertEx(to_.get(), from_.get(), &target, target + output_.size(), &source, end,
                     pivot_.data(), &pivot_source_, &pivot_target_, pivot_.data() + pivot_.size(),
                     /*reset=*/0, is_last ? 1 : 0, &error);
      const auto size = static_cast<size_t>(target - output_.data());
      if (size > 0) RETURN_IF_ERROR(sink({output_.data(), size}));
    }
    if (U_SUCCESS(error)) return absl::OkStatus();
    return Error(StatusCode::kInvalidArgument,
                 "the file is not {} all through; state its encoding or save it as UTF-8",
                 encoding);
  }

 private:
  struct Close {
    void operator()(UConverter* converter) const { ucnv_close(converter); }
  };
  std::unique_ptr<UConverter, Close> from_;
  std::unique_ptr<UConverter, Close> to_;
  std::array<char, 64 << 10> output_{};
  std::array<UChar, 16 << 10> pivot_{};
  UChar* pivot_source_ = pivot_.data();
  UChar* pivot_target_ = pivot_.data();
};

TextDecoder::TextDecoder(std::string stated) : stated_(std::move(stated)) {}

TextDecoder::~TextDecoder() = default;

StatusOr<std::unique_ptr<TextDecoder>> TextDecoder::Create(std::string_view stated) {
  std::string encoding;
  const std::vector<std::string> names = absl::StrSplit(ToAbsl(kTextEncodings), ", ");
  for (const std::string& name : names) {
    if (absl::EqualsIgnoreCase(name, ToAbsl(stated))) encoding = name;
  }
  if (encoding.empty() && !stated.empty()) {
    return FieldError("encoding", fmt::format("'{}' is not read; use one of {}", Shortened(stated),
                                              kTextEncodings));
  }
  return std::unique_ptr<TextDecoder>(new TextDecoder(std::move(encoding)));
}

Status TextDecoder::Feed(std::string_view bytes, const Sink& sink) {
  if (!encoding_.empty()) return Pass(bytes, false, sink);
  head_.append(bytes);
  return head_.size() < kEncodingHeadBytes ? absl::OkStatus() : Begin(sink);
}

Status TextDecoder::Finish(const Sink& sink) {
  if (encoding_.empty()) RETURN_IF_ERROR(Begin(sink));
  return Pass("", true, sink);
}

// Settles the encoding and passes on what waited for it.
Status TextDecoder::Begin(const Sink& sink) {
  const Mark* mark = MarkOf(head_);
  std::string encoding = stated_;
  if (encoding.empty() || (encoding == "UTF-16" && mark != nullptr)) {
    ASSIGN_OR_RETURN(encoding, EncodingOf(std::string_view(head_).substr(0, kEncodingHeadBytes)));
  }
  if (encoding == "UTF-16") encoding = "UTF-16LE";
  if (encoding != "UTF-8") {
    ASSIGN_OR_RETURN(converter_, Converter::Open(encoding));
  }
  encoding_ = std::move(encoding);
  std::string_view head = head_;
  if (mark != nullptr && mark->encoding == encoding_) head.remove_prefix(mark->bytes.size());
  const Status status = Pass(head, false, sink);
  head_ = {};
  return status;
}

Status TextDecoder::Pass(std::string_view bytes, bool is_last, const Sink& sink) {
  if (converter_ != nullptr) return converter_->Pass(bytes, is_last, encoding_, sink);
  return bytes.empty() ? absl::OkStatus() : sink(bytes);
}

}  // namespace dragoman
