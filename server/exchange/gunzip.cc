#include "server/exchange/gunzip.h"

#include <zlib.h>

#include <array>

namespace dragoman {
namespace {

constexpr std::string_view kMagic = "\x1F\x8B";
constexpr size_t kOutputBytes = 64 << 10;
constexpr int kGzipWindow = 15 + 16;  // The largest window, of a gzip file.

Status Damaged(std::string_view why) {
  return Error(StatusCode::kInvalidArgument,
               "the compressed file (gzip) is damaged: {}; fetch or compress it again", why);
}

}  // namespace

// A file of one or more gzip members.
class Gunzip::Inflater {
 public:
  Inflater() { inflateInit2(&stream_, kGzipWindow); }
  ~Inflater() { inflateEnd(&stream_); }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  Status Feed(std::string_view bytes, const Sink& sink) {
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));  // NOLINT: C API
    stream_.avail_in = static_cast<uInt>(bytes.size());
    bool is_full = false;
    while (stream_.avail_in > 0 || is_full) {
      if (at_end_) {
        inflateReset(&stream_);
        at_end_ = false;
      }
      ASSIGN_OR_RETURN(is_full, Inflate(sink));
    }
    return absl::OkStatus();
  }

  Status Finish() const { return at_end_ ? absl::OkStatus() : Damaged("its end is missing"); }

 private:
  // Unpacks one piece; returns whether more may be waiting in the decoder.
  StatusOr<bool> Inflate(const Sink& sink) {
    stream_.next_out = reinterpret_cast<Bytef*>(output_.data());
    stream_.avail_out = static_cast<uInt>(output_.size());
    const int result = inflate(&stream_, Z_NO_FLUSH);
    if (result != Z_OK && result != Z_STREAM_END && result != Z_BUF_ERROR) {
      return Damaged(stream_.msg == nullptr ? "it cannot be unpacked" : stream_.msg);
    }
    at_end_ = result == Z_STREAM_END;
    RETURN_IF_ERROR(sink({output_.data(), output_.size() - stream_.avail_out}));
    return stream_.avail_out == 0 && !at_end_;
  }

  z_stream stream_{};
  bool at_end_ = false;  // Of a member.
  std::array<char, kOutputBytes> output_{};
};

Gunzip::Gunzip() = default;
Gunzip::~Gunzip() = default;

Status Gunzip::Feed(std::string_view bytes, const Sink& sink) {
  if (!begun_) {
    const size_t taken = std::min(bytes.size(), kMagic.size() - head_.size());
    head_.append(bytes, 0, taken);
    bytes.remove_prefix(taken);
    if (head_.size() < kMagic.size()) return absl::OkStatus();
    RETURN_IF_ERROR(Begin(sink));
  }
  if (bytes.empty()) return absl::OkStatus();
  return inflater_ == nullptr ? sink(bytes) : inflater_->Feed(bytes, sink);
}

Status Gunzip::Finish(const Sink& sink) {
  if (!begun_) RETURN_IF_ERROR(Begin(sink));
  return inflater_ == nullptr ? absl::OkStatus() : inflater_->Finish();
}

Status Gunzip::Begin(const Sink& sink) {
  begun_ = true;
  if (head_ == kMagic) inflater_ = std::make_unique<Inflater>();
  return inflater_ == nullptr ? sink(head_) : inflater_->Feed(head_, sink);
}

}  // namespace dragoman
