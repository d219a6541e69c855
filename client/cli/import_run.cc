// See import_run.h.
#include "client/cli/import_run.h"

#include <atomic>
#include <thread>

namespace dragoman {
namespace {

constexpr size_t kPieceBytes = 256 << 10;

// Sends settings and file. Returns false when the file could not be read.
bool Send(ImportStream& stream, const v1::ImportSettings& settings, std::FILE* file) {
  v1::ImportRequest request;
  *request.mutable_settings() = settings;
  bool open = stream.Write(request);
  while (open) {
    std::string& piece = *request.mutable_data();
    piece.resize(kPieceBytes);
    piece.resize(std::fread(piece.data(), 1, kPieceBytes, file));
    if (piece.empty()) break;
    open = stream.Write(request);
  }
  if (std::ferror(file) != 0) {
    stream.Cancel();
    return false;
  }
  stream.WritesDone();
  return true;
}

}  // namespace

Done RunImport(Client& client, const v1::ImportSettings& settings, std::FILE* file,
               const Progress& progress, const SkippedSink& skipped, ImportReport& report) {
  report.format = settings.format();
  const auto stream = client.Import();
  std::atomic<bool> readable = true;
  std::thread sender([&] { readable = Send(*stream, settings, file); });
  bool complete = false;
  Done written = Nothing{};
  v1::ImportResponse response;
  while (stream->Read(response)) {
    report.account = response.account();
    report.revision = response.revision();
    report.batch_id = response.batch_id();
    report.problems.insert(report.problems.end(), response.problems().begin(),
                           response.problems().end());
    report.languages = {response.languages().begin(), response.languages().end()};
    report.losses = {response.losses().begin(), response.losses().end()};
    if (response.has_table()) report.table = response.table();
    complete = response.done();
    progress(response.account().entries(), response.bytes());
    if (written.ok() && !response.skipped_data().empty()) {
      written = skipped(response.skipped_data());
      if (!written.ok()) stream->Cancel();
    }
  }
  sender.join();
  const Done done = stream->Finish();
  if (!written.ok()) return written.failure();
  if (!readable) return Failure{grpc::StatusCode::UNKNOWN, "the file cannot be read further", {}};
  if (!done.ok()) return done.failure();
  if (!complete) {
    return Failure{grpc::StatusCode::INTERNAL,
                   "the server ended the import before the end of the file; repeat it",
                   {}};
  }
  return Nothing{};
}

}  // namespace dragoman
