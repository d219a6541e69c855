// A client of a Dragoman server: one function for each method of the wire, with the field names of
// a refusal in its Failure. What requests mean is said in proto/dragoman/v1.
#pragma once

#include <atomic>
#include <chrono>
#include <memory>
#include <optional>
#include <string>

#include "client/api/connection.h"
#include "client/api/result.h"
#include "client/api/retry.h"
#include "client/api/stream.h"
#include "dragoman/v1/access_service.grpc.pb.h"
#include "dragoman/v1/admin_service.grpc.pb.h"
#include "dragoman/v1/backup_service.grpc.pb.h"
#include "dragoman/v1/change_service.grpc.pb.h"
#include "dragoman/v1/check_service.grpc.pb.h"
#include "dragoman/v1/document_service.grpc.pb.h"
#include "dragoman/v1/glossary_service.grpc.pb.h"
#include "dragoman/v1/memory_service.grpc.pb.h"
#include "dragoman/v1/name_service.grpc.pb.h"
#include "dragoman/v1/transfer_service.grpc.pb.h"

namespace dragoman {

// How to reach a server.
struct ClientOptions {
  Connection connection;
  // Limit of a call that is answered by one message; 0 is none. Streams of files have none.
  std::chrono::milliseconds timeout = std::chrono::seconds(60);
  // How long a call is tried again, within its timeout, when a server that was reached before says
  // UNAVAILABLE or is away: so long may a restart take. A stream is tried again until its first
  // message has come; one that goes both ways waits as long for the server before it begins, and is
  // the caller's to repeat after that. Writes with a request id are done once however often they
  // are tried.
  std::chrono::milliseconds patience = std::chrono::seconds(30);
  // The same for a server that was never reached, which may not be there at all.
  std::chrono::milliseconds first_patience{0};
};

using LookupStream = Duplex<v1::StreamLookupRequest, v1::StreamLookupResponse>;
using TermStream = Duplex<v1::StreamRecogniseTermsRequest, v1::StreamRecogniseTermsResponse>;
using ImportStream = Duplex<v1::ImportRequest, v1::ImportResponse>;

// A connection that is made with the first call and kept. Thread-safe.
class Client {
 public:
  explicit Client(const ClientOptions& options);

  Result<v1::Memory> CreateMemory(const v1::CreateMemoryRequest& request);
  Result<v1::Memory> GetMemory(const v1::GetMemoryRequest& request);
  Result<v1::ListMemoriesResponse> ListMemories(const v1::ListMemoriesRequest& request);
  Result<v1::Memory> UpdateMemory(const v1::UpdateMemoryRequest& request);
  Done DeleteMemory(const v1::DeleteMemoryRequest& request);

  Result<v1::WriteUnitsResponse> WriteUnits(const v1::WriteUnitsRequest& request);
  Result<v1::Unit> GetUnit(const v1::GetUnitRequest& request);
  Result<v1::Unit> UpdateUnit(const v1::UpdateUnitRequest& request);
  Done DeleteUnit(const v1::DeleteUnitRequest& request);
  Result<v1::ListUnitsResponse> ListUnits(const v1::ListUnitsRequest& request);
  Result<v1::ListUnitVersionsResponse> ListUnitVersions(const v1::ListUnitVersionsRequest& request);

  Result<v1::LookupResponse> Lookup(const v1::LookupRequest& request);
  Result<v1::BatchLookupResponse> BatchLookup(const v1::BatchLookupRequest& request);
  Result<v1::Explanation> Explain(const v1::ExplainRequest& request);
  Result<v1::SearchConcordanceResponse> SearchConcordance(
      const v1::SearchConcordanceRequest& request);
  std::unique_ptr<LookupStream> StreamLookup();

  Result<v1::Glossary> CreateGlossary(const v1::CreateGlossaryRequest& request);
  Result<v1::Glossary> GetGlossary(const v1::GetGlossaryRequest& request);
  Result<v1::ListGlossariesResponse> ListGlossaries(const v1::ListGlossariesRequest& request);
  Result<v1::Glossary> UpdateGlossary(const v1::UpdateGlossaryRequest& request);
  Done DeleteGlossary(const v1::DeleteGlossaryRequest& request);

  Result<v1::WriteConceptsResponse> WriteConcepts(const v1::WriteConceptsRequest& request);
  Result<v1::Concept> GetConcept(const v1::GetConceptRequest& request);
  Done DeleteConcept(const v1::DeleteConceptRequest& request);
  Result<v1::ListConceptsResponse> ListConcepts(const v1::ListConceptsRequest& request);
  Result<v1::SearchConceptsResponse> SearchConcepts(const v1::SearchConceptsRequest& request);

  Result<v1::RecogniseTermsResponse> RecogniseTerms(const v1::RecogniseTermsRequest& request);
  std::unique_ptr<TermStream> StreamRecogniseTerms();

  Result<v1::FindNameResponse> FindName(const v1::FindNameRequest& request);

  std::unique_ptr<ImportStream> Import();
  Done Export(const v1::ExportRequest& request, const Receiver<v1::ExportResponse>& receive);
  Result<v1::ListImportsResponse> ListImports(const v1::ListImportsRequest& request);
  Done UndoImport(const v1::UndoImportRequest& request,
                  const Receiver<v1::UndoImportResponse>& receive);

  Result<v1::SegmentDocumentResponse> SegmentDocument(const v1::SegmentDocumentRequest& request);
  Result<v1::ExportSentenceRulesResponse> ExportSentenceRules(
      const v1::ExportSentenceRulesRequest& request);
  Done RenderDocument(const v1::RenderDocumentRequest& request,
                      const Receiver<v1::RenderedSegment>& receive);
  Done AnalyseDocuments(const v1::AnalyseDocumentsRequest& request,
                        const Receiver<v1::AnalyseDocumentsResponse>& receive);
  Result<v1::PretranslateDocumentResponse> PretranslateDocument(
      const v1::PretranslateDocumentRequest& request);
  Done AlignDocuments(const v1::AlignDocumentsRequest& request,
                      const Receiver<v1::AlignedUnit>& receive);

  Result<v1::CheckTranslationResponse> CheckTranslation(const v1::CheckTranslationRequest& request);
  Result<v1::ListCheckRulesResponse> ListCheckRules();
  Done ReportConsistency(const v1::ReportConsistencyRequest& request,
                         const Receiver<v1::ReportConsistencyResponse>& receive);

  Result<v1::GetStatusResponse> GetStatus();

  Done CreateBackup(const v1::CreateBackupRequest& request,
                    const Receiver<v1::CreateBackupResponse>& receive);
  Result<v1::ListBackupsResponse> ListBackups(const v1::ListBackupsRequest& request);
  Done VerifyBackup(const v1::VerifyBackupRequest& request,
                    const Receiver<v1::VerifyBackupResponse>& receive);
  Result<v1::TrimBackupsResponse> TrimBackups(const v1::TrimBackupsRequest& request);

  Done CheckStore(const v1::CheckStoreRequest& request,
                  const Receiver<v1::CheckStoreResponse>& receive);

  // `receive` ends the call by returning false.
  Done WatchChanges(const v1::WatchChangesRequest& request,
                    const Receiver<v1::WatchChangesResponse>& receive);

  Result<v1::CreateTokenResponse> CreateToken(const v1::CreateTokenRequest& request);
  Result<v1::ListTokensResponse> ListTokens(const v1::ListTokensRequest& request);
  Done RevokeToken(const v1::RevokeTokenRequest& request);
  Result<v1::Grant> GrantRole(const v1::GrantRoleRequest& request);
  Done RevokeRole(const v1::RevokeRoleRequest& request);
  Result<v1::ListGrantsResponse> ListGrants(const v1::ListGrantsRequest& request);
  Result<v1::WhoAmIResponse> WhoAmI();
  Result<v1::ListAuditEntriesResponse> ListAuditEntries(const v1::ListAuditEntriesRequest& request);

 private:
  // Returns the context of a call, with the token if there is one.
  std::unique_ptr<grpc::ClientContext> NewContext() const;
  // Returns until when a call that is made now must be answered.
  std::optional<std::chrono::system_clock::time_point> Deadline() const;

  // For how long a call that begins now is tried again.
  std::chrono::milliseconds Patience() const;
  void Note(const grpc::Status& status);
  // Reads a server's stream to its end, or until the receiver has enough. `open` begins the call.
  template <typename Response, typename Open>
  Done ReadAll(const Open& open, const Receiver<Response>& receive);
  // Begins a stream both ways. It has no deadline: its length is the caller's.
  template <typename Stub, typename Request, typename Response>
  std::unique_ptr<Duplex<Request, Response>> Begin(
      Stub& stub, std::unique_ptr<grpc::ClientReaderWriterInterface<Request, Response>> (
                      Stub::*method)(grpc::ClientContext*));

  template <typename Stub, typename Request, typename Response>
  Result<Response> Call(Stub& stub,
                        grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                                     Response*),
                        const Request& request);
  template <typename Stub, typename Request>
  Done CallForNothing(Stub& stub,
                      grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                                   google::protobuf::Empty*),
                      const Request& request);

  const ClientOptions options_;
  std::atomic<bool> reached_ = false;  // A server has answered.
  const std::shared_ptr<grpc::Channel> channel_;
  const std::unique_ptr<v1::MemoryService::StubInterface> memories_;
  const std::unique_ptr<v1::GlossaryService::StubInterface> glossaries_;
  const std::unique_ptr<v1::TransferService::StubInterface> transfer_;
  const std::unique_ptr<v1::DocumentService::StubInterface> documents_;
  const std::unique_ptr<v1::CheckService::StubInterface> checks_;
  const std::unique_ptr<v1::NameService::StubInterface> names_;
  const std::unique_ptr<v1::AdminService::StubInterface> admin_;
  const std::unique_ptr<v1::BackupService::StubInterface> backups_;
  const std::unique_ptr<v1::ChangeService::StubInterface> changes_;
  const std::unique_ptr<v1::AccessService::StubInterface> access_;
};

}  // namespace dragoman
