// Imports and exports over the wire.
#include <gtest/gtest.h>

#include <thread>

#include "tests/service/running_server.h"

namespace dragoman {
namespace {

class TransferServiceTest : public testing::Test {
 protected:
  using ImportCall = grpc::ClientReaderWriter<v1::ImportRequest, v1::ImportResponse>;

  void SetUp() override {
    server_.CreateMemory("un");
    server_.CreateGlossary("titles");
  }

  static v1::ImportRequest Settings(const std::string& parent) {
    v1::ImportRequest request;
    request.mutable_settings()->set_parent(parent);
    request.mutable_settings()->set_format(v1::TSV);
    return request;
  }

  static void Send(ImportCall& stream, std::string_view bytes, size_t piece) {
    v1::ImportRequest request;
    for (; !bytes.empty(); bytes.remove_prefix(std::min(piece, bytes.size()))) {
      request.set_data(std::string(bytes.substr(0, piece)));
      if (!stream.Write(request)) return;
    }
  }

  // Imports the bytes; the last message goes to `last`, all problems to its problems.
  grpc::Status Import(const v1::ImportRequest& settings, std::string_view bytes, size_t piece,
                      v1::ImportResponse* last) {
    Context context;
    const auto stream = server_.transfers().Import(&context);
    std::thread writer([&] {
      stream->Write(settings);
      Send(*stream, bytes, piece);
      stream->WritesDone();
    });
    v1::ImportResponse response;
    std::vector<v1::Problem> problems;
    while (stream->Read(&response)) {
      problems.insert(problems.end(), response.problems().begin(), response.problems().end());
      *last = response;
    }
    writer.join();
    *last->mutable_problems() = {problems.begin(), problems.end()};
    return stream->Finish();
  }

  grpc::Status Export(const std::string& parent, std::string* bytes, uint64_t* entries) {
    v1::ExportRequest request;
    request.set_parent(parent);
    request.set_format(v1::TSV);
    Context context;
    const auto stream = server_.transfers().Export(&context, request);
    v1::ExportResponse response;
    bool done = false;
    while (stream->Read(&response)) {
      EXPECT_FALSE(done);
      *bytes += response.data();
      *entries = response.entries();
      done = response.done();
    }
    const grpc::Status status = stream->Finish();
    EXPECT_EQ(done, status.ok());
    return status;
  }

  uint64_t UnitCount() { return server_.registry().Figures(ResourceKind::kMemory, "un")->entries; }

  RunningServer server_;
};

std::string Rows(int count) {
  std::string rows = "en\tru\n";
  for (int i = 0; i < count; ++i) {
    rows += "Segment " + std::to_string(i) + "\tСегмент " + std::to_string(i) + "\n";
  }
  return rows;
}

TEST_F(TransferServiceTest, ImportsInPiecesOfAnySize) {
  for (const size_t piece : {1, 7, 100'000}) {
    v1::ImportResponse last;
    ASSERT_THAT(Import(Settings("memories/un"), Rows(50), piece, &last), Succeeds());
    EXPECT_TRUE(last.done());
    EXPECT_EQ(last.account().entries(), 50u);
    EXPECT_EQ(last.bytes(), Rows(50).size());
    EXPECT_NE(last.batch_id(), "");
    EXPECT_EQ(last.problems_size(), 0);
    EXPECT_EQ(UnitCount(), 50u);
  }
}

TEST_F(TransferServiceTest, CountsAndReportsBadRows) {
  const std::string rows = "en\tru\nOne\tОдин\n\tДва\nThree\tТри\nFour\n";
  v1::ImportResponse last;
  ASSERT_THAT(Import(Settings("memories/un"), rows, 1000, &last), Succeeds());
  EXPECT_TRUE(last.done());
  EXPECT_EQ(last.account().stored(), 2u);
  EXPECT_EQ(last.account().skipped(), 2u);
  EXPECT_EQ(last.account().entries(), 4u);
  ASSERT_EQ(last.problems_size(), 2);
  EXPECT_EQ(last.problems(0).line(), 3u);
  EXPECT_NE(last.problems(0).message(), "");
  EXPECT_EQ(last.problems(1).line(), 5u);
}

TEST_F(TransferServiceTest, RefusesWrongImports) {
  v1::ImportResponse last;
  EXPECT_THAT(Import(Settings("memories/none"), "", 1, &last),
              FailsWith(grpc::StatusCode::NOT_FOUND, ""));
  EXPECT_THAT(Import(Settings("un"), "", 1, &last), RefusesField("settings.parent"));
  v1::ImportRequest request = Settings("memories/un");
  request.mutable_settings()->clear_format();
  EXPECT_THAT(Import(request, Rows(1), 10, &last), RefusesField("settings.format"));
  request.set_data("en\tru\n");
  EXPECT_THAT(Import(request, Rows(1), 10, &last), RefusesField("settings"));
  request = Settings("memories/un");
  EXPECT_THAT(Import(request, std::string((1 << 20) + 1, 'x'), 2 << 20, &last),
              RefusesField("data"));
}

TEST_F(TransferServiceTest, ImportWithoutAnyMessageIsRefused) {
  Context context;
  const auto stream = server_.transfers().Import(&context);
  stream->WritesDone();
  EXPECT_THAT(stream->Finish(), RefusesField("settings"));
}

TEST_F(TransferServiceTest, SettingsMayComeOnlyOnce) {
  Context context;
  const auto stream = server_.transfers().Import(&context);
  stream->Write(Settings("memories/un"));
  stream->Write(Settings("memories/un"));
  v1::ImportResponse response;
  while (stream->Read(&response)) {
  }
  EXPECT_THAT(stream->Finish(), RefusesField("data"));
}

TEST_F(TransferServiceTest, ValidateOnlyWritesNothing) {
  v1::ImportRequest settings = Settings("memories/un");
  settings.mutable_settings()->set_validate_only(true);
  v1::ImportResponse last;
  ASSERT_THAT(Import(settings, Rows(20), 64, &last), Succeeds());
  EXPECT_EQ(last.account().stored(), 20u);
  EXPECT_EQ(UnitCount(), 0u);
}

TEST_F(TransferServiceTest, ClientMayReadAfterItHasSentAll) {
  Context context;
  const auto stream = server_.transfers().Import(&context);
  stream->Write(Settings("memories/un"));
  Send(*stream, Rows(30'000), 512);
  stream->WritesDone();
  v1::ImportResponse response;
  while (stream->Read(&response)) {
  }
  EXPECT_THAT(stream->Finish(), Succeeds());
  EXPECT_TRUE(response.done());
  EXPECT_EQ(response.account().entries(), 30'000u);
}

// A row that was cut off with its client must not be stored as if it were whole.
TEST_F(TransferServiceTest, CancelledImportStoresNoPartOfARow) {
  for (int round = 0; round < 200; ++round) {
    Context context;
    const auto stream = server_.transfers().Import(&context);
    stream->Write(Settings("memories/un"));
    Send(*stream, "en\tru\nThe whole segment\tОтрез", 1000);
    v1::ImportResponse response;
    if (round % 2 == 0) stream->Read(&response);
    context.TryCancel();
    EXPECT_FALSE(stream->Finish().ok());
  }
  server_.server().Drain(absl::Seconds(30));
  EXPECT_EQ(UnitCount(), 0u);
}

TEST_F(TransferServiceTest, CancelledImportLeavesWholeBatches) {
  Context context;
  const auto stream = server_.transfers().Import(&context);
  stream->Write(Settings("memories/un"));
  Send(*stream, Rows(5000), 4096);
  v1::ImportResponse response;
  // Each message is answered with the progress at that time.
  do {
    Send(*stream, "One more\tЕщё один\n", 4096);
  } while (stream->Read(&response) && response.account().entries() == 0);
  EXPECT_GT(response.account().entries(), 0u);
  context.TryCancel();
  EXPECT_FALSE(stream->Finish().ok());
  server_.server().Drain(absl::Seconds(30));
  EXPECT_GE(UnitCount(), response.account().entries());
}

TEST_F(TransferServiceTest, ExportOfAnImportIsTheSame) {
  v1::ImportResponse last;
  ASSERT_THAT(Import(Settings("memories/un"), Rows(3000), 4096, &last), Succeeds());
  std::string first;
  uint64_t entries = 0;
  ASSERT_THAT(Export("memories/un", &first, &entries), Succeeds());
  EXPECT_EQ(entries, 3000u);
  server_.CreateMemory("copy");
  ASSERT_THAT(Import(Settings("memories/copy"), first, 4096, &last), Succeeds());
  EXPECT_EQ(last.account().stored(), 3000u);
  std::string second;
  ASSERT_THAT(Export("memories/copy", &second, &entries), Succeeds());
  EXPECT_EQ(second.size(), first.size());
}

TEST_F(TransferServiceTest, ImportsAndExportsConcepts) {
  v1::WriteConceptsRequest request;
  request.set_parent("glossaries/titles");
  *request.add_concepts() = MakeConcept("ambassador", {{"en", "ambassador"}, {"ru", "посол"}});
  v1::WriteConceptsResponse written;
  ASSERT_THAT(
      CallTo(server_.glossaries(), &v1::GlossaryService::Stub::WriteConcepts, request, &written),
      Succeeds());
  std::string file;
  uint64_t entries = 0;
  ASSERT_THAT(Export("glossaries/titles", &file, &entries), Succeeds());
  EXPECT_EQ(entries, 1u);
  EXPECT_NE(file.find("посол"), std::string::npos);
  server_.CreateGlossary("copy");
  v1::ImportResponse last;
  ASSERT_THAT(Import(Settings("glossaries/copy"), file, 16, &last), Succeeds());
  EXPECT_EQ(last.account().stored(), 1u);
}

TEST_F(TransferServiceTest, RefusesWrongExports) {
  std::string bytes;
  uint64_t entries = 0;
  EXPECT_THAT(Export("memories/none", &bytes, &entries),
              FailsWith(grpc::StatusCode::NOT_FOUND, ""));
  EXPECT_THAT(Export("un", &bytes, &entries), RefusesField("parent"));
}

TEST_F(TransferServiceTest, CancelledExportsEnd) {
  v1::ImportResponse last;
  ASSERT_THAT(Import(Settings("memories/un"), Rows(20'000), 65536, &last), Succeeds());
  v1::ExportRequest request;
  request.set_parent("memories/un");
  request.set_format(v1::TSV);
  for (int round = 0; round < 20; ++round) {
    Context context;
    const auto stream = server_.transfers().Export(&context, request);
    v1::ExportResponse response;
    if (round % 2 == 0) stream->Read(&response);
    context.TryCancel();
    (void)stream->Finish();
  }
  server_.server().Drain(absl::Seconds(30));
}

}  // namespace
}  // namespace dragoman
