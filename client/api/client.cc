// See client.h. Every method is a line; what they share is at the top.
#include "client/api/client.h"

#include <utility>

namespace dragoman {
Client::Client(const ClientOptions& options)
    : options_(options),
      channel_(Connect(options.connection)),
      memories_(v1::MemoryService::NewStub(channel_)),
      glossaries_(v1::GlossaryService::NewStub(channel_)),
      transfer_(v1::TransferService::NewStub(channel_)),
      documents_(v1::DocumentService::NewStub(channel_)),
      checks_(v1::CheckService::NewStub(channel_)),
      names_(v1::NameService::NewStub(channel_)),
      admin_(v1::AdminService::NewStub(channel_)),
      backups_(v1::BackupService::NewStub(channel_)),
      changes_(v1::ChangeService::NewStub(channel_)),
      access_(v1::AccessService::NewStub(channel_)) {}

std::unique_ptr<grpc::ClientContext> Client::NewContext() const {
  auto context = std::make_unique<grpc::ClientContext>();
  const std::string& token = options_.connection.token;
  if (!token.empty()) context->AddMetadata("authorization", "Bearer " + token);
  return context;
}

std::optional<std::chrono::system_clock::time_point> Client::Deadline() const {
  if (options_.timeout.count() <= 0) return std::nullopt;
  return std::chrono::system_clock::now() + options_.timeout;
}

std::chrono::milliseconds Client::Patience() const {
  return reached_ ? options_.patience : options_.first_patience;
}

void Client::Note(const grpc::Status& status) {
  if (status.error_code() != grpc::StatusCode::UNAVAILABLE) reached_ = true;
}

template <typename Response, typename Open>
Done Client::ReadAll(const Open& open, const Receiver<Response>& receive) {
  Retry retry(Patience());
  while (true) {
    const auto context = NewContext();
    const auto reader = open(context.get());
    Response response;
    bool received = false;
    bool enough = false;
    while (!enough && reader->Read(&response)) {
      received = reached_ = true;
      enough = !receive(response);
    }
    if (enough) context->TryCancel();
    const grpc::Status status = reader->Finish();
    if (status.ok() || enough) return Nothing{};
    Note(status);
    if (received || !retry.Again(status)) return FailureOf(status);
  }
}

// What was written to a stream cannot be written again from here, so it is not begun before the
// server is there.
template <typename Stub, typename Request, typename Response>
std::unique_ptr<Duplex<Request, Response>> Client::Begin(
    Stub& stub, std::unique_ptr<grpc::ClientReaderWriterInterface<Request, Response>> (
                    Stub::*method)(grpc::ClientContext*)) {
  if (channel_->WaitForConnected(std::chrono::system_clock::now() + Patience())) reached_ = true;
  auto context = NewContext();
  auto stream = (stub.*method)(context.get());
  return std::make_unique<Duplex<Request, Response>>(std::move(context), std::move(stream));
}

template <typename Stub, typename Request, typename Response>
Result<Response> Client::Call(Stub& stub,
                              grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                                           Response*),
                              const Request& request) {
  const auto deadline = Deadline();
  Retry retry(Patience());
  while (true) {
    const auto context = NewContext();
    if (deadline) context->set_deadline(*deadline);
    Response response;
    const grpc::Status status = (stub.*method)(context.get(), request, &response);
    Note(status);
    if (status.ok()) return response;
    if (!retry.Again(status)) return FailureOf(status);
  }
}

template <typename Stub, typename Request>
Done Client::CallForNothing(Stub& stub,
                            grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                                         google::protobuf::Empty*),
                            const Request& request) {
  auto reply = Call(stub, method, request);
  if (!reply.ok()) {
    return reply.failure();
  }
  return Nothing{};
}

Result<v1::Memory> Client::CreateMemory(const v1::CreateMemoryRequest& request) {
  return Call(*memories_, &v1::MemoryService::StubInterface::CreateMemory, request);
}

Result<v1::Memory> Client::GetMemory(const v1::GetMemoryRequest& request) {
  return Call(*memories_, &v1::MemoryService::StubInterface::GetMemory, request);
}

Result<v1::ListMemoriesResponse> Client::ListMemories(const v1::ListMemoriesRequest& request) {
  return Call(*memories_, &v1::MemoryService::StubInterface::ListMemories, request);
}

Result<v1::Memory> Client::UpdateMemory(const v1::UpdateMemoryRequest& request) {
  return Call(*memories_, &v1::MemoryService::StubInterface::UpdateMemory, request);
}

Done Client::DeleteMemory(const v1::DeleteMemoryRequest& request) {
  return CallForNothing(*memories_, &v1::MemoryService::StubInterface::DeleteMemory, request);
}

Result<v1::WriteUnitsResponse> Client::WriteUnits(const v1::WriteUnitsRequest& request) {
  return Call(*memories_, &v1::MemoryService::StubInterface::WriteUnits, request);
}

Result<v1::Unit> Client::GetUnit(const v1::GetUnitRequest& request) {
  return Call(*memories_, &v1::MemoryService::StubInterface::GetUnit, request);
}

Result<v1::Unit> Client::UpdateUnit(const v1::UpdateUnitRequest& request) {
  return Call(*memories_, &v1::MemoryService::StubInterface::UpdateUnit, request);
}

Done Client::DeleteUnit(const v1::DeleteUnitRequest& request) {
  return CallForNothing(*memories_, &v1::MemoryService::StubInterface::DeleteUnit, request);
}

Result<v1::ListUnitsResponse> Client::ListUnits(const v1::ListUnitsRequest& request) {
  return Call(*memories_, &v1::MemoryService::StubInterface::ListUnits, request);
}

Result<v1::ListUnitVersionsResponse> Client::ListUnitVersions(
    const v1::ListUnitVersionsRequest& request) {
  return Call(*memories_, &v1::MemoryService::StubInterface::ListUnitVersions, request);
}

Result<v1::LookupResponse> Client::Lookup(const v1::LookupRequest& request) {
  return Call(*memories_, &v1::MemoryService::StubInterface::Lookup, request);
}

Result<v1::BatchLookupResponse> Client::BatchLookup(const v1::BatchLookupRequest& request) {
  return Call(*memories_, &v1::MemoryService::StubInterface::BatchLookup, request);
}

Result<v1::Explanation> Client::Explain(const v1::ExplainRequest& request) {
  return Call(*memories_, &v1::MemoryService::StubInterface::Explain, request);
}

Result<v1::SearchConcordanceResponse> Client::SearchConcordance(
    const v1::SearchConcordanceRequest& request) {
  return Call(*memories_, &v1::MemoryService::StubInterface::SearchConcordance, request);
}

Result<v1::Glossary> Client::CreateGlossary(const v1::CreateGlossaryRequest& request) {
  return Call(*glossaries_, &v1::GlossaryService::StubInterface::CreateGlossary, request);
}

Result<v1::Glossary> Client::GetGlossary(const v1::GetGlossaryRequest& request) {
  return Call(*glossaries_, &v1::GlossaryService::StubInterface::GetGlossary, request);
}

Result<v1::ListGlossariesResponse> Client::ListGlossaries(
    const v1::ListGlossariesRequest& request) {
  return Call(*glossaries_, &v1::GlossaryService::StubInterface::ListGlossaries, request);
}

Result<v1::Glossary> Client::UpdateGlossary(const v1::UpdateGlossaryRequest& request) {
  return Call(*glossaries_, &v1::GlossaryService::StubInterface::UpdateGlossary, request);
}

Done Client::DeleteGlossary(const v1::DeleteGlossaryRequest& request) {
  return CallForNothing(*glossaries_, &v1::GlossaryService::StubInterface::DeleteGlossary, request);
}

Result<v1::WriteConceptsResponse> Client::WriteConcepts(const v1::WriteConceptsRequest& request) {
  return Call(*glossaries_, &v1::GlossaryService::StubInterface::WriteConcepts, request);
}

Result<v1::Concept> Client::GetConcept(const v1::GetConceptRequest& request) {
  return Call(*glossaries_, &v1::GlossaryService::StubInterface::GetConcept, request);
}

Done Client::DeleteConcept(const v1::DeleteConceptRequest& request) {
  return CallForNothing(*glossaries_, &v1::GlossaryService::StubInterface::DeleteConcept, request);
}

Result<v1::ListConceptsResponse> Client::ListConcepts(const v1::ListConceptsRequest& request) {
  return Call(*glossaries_, &v1::GlossaryService::StubInterface::ListConcepts, request);
}

Result<v1::SearchConceptsResponse> Client::SearchConcepts(
    const v1::SearchConceptsRequest& request) {
  return Call(*glossaries_, &v1::GlossaryService::StubInterface::SearchConcepts, request);
}

Result<v1::RecogniseTermsResponse> Client::RecogniseTerms(
    const v1::RecogniseTermsRequest& request) {
  return Call(*glossaries_, &v1::GlossaryService::StubInterface::RecogniseTerms, request);
}

Result<v1::SegmentDocumentResponse> Client::SegmentDocument(
    const v1::SegmentDocumentRequest& request) {
  return Call(*documents_, &v1::DocumentService::StubInterface::SegmentDocument, request);
}

Result<v1::CheckTranslationResponse> Client::CheckTranslation(
    const v1::CheckTranslationRequest& request) {
  return Call(*checks_, &v1::CheckService::StubInterface::CheckTranslation, request);
}

Result<v1::ListCheckRulesResponse> Client::ListCheckRules() {
  return Call(*checks_, &v1::CheckService::StubInterface::ListCheckRules,
              v1::ListCheckRulesRequest());
}

Result<v1::ExportSentenceRulesResponse> Client::ExportSentenceRules(
    const v1::ExportSentenceRulesRequest& request) {
  return Call(*documents_, &v1::DocumentService::StubInterface::ExportSentenceRules, request);
}

Result<v1::GetStatusResponse> Client::GetStatus() {
  return Call(*admin_, &v1::AdminService::StubInterface::GetStatus, v1::GetStatusRequest());
}

Result<v1::ListBackupsResponse> Client::ListBackups(const v1::ListBackupsRequest& request) {
  return Call(*backups_, &v1::BackupService::StubInterface::ListBackups, request);
}

Result<v1::TrimBackupsResponse> Client::TrimBackups(const v1::TrimBackupsRequest& request) {
  return Call(*backups_, &v1::BackupService::StubInterface::TrimBackups, request);
}

Result<v1::CreateTokenResponse> Client::CreateToken(const v1::CreateTokenRequest& request) {
  return Call(*access_, &v1::AccessService::StubInterface::CreateToken, request);
}

Result<v1::ListTokensResponse> Client::ListTokens(const v1::ListTokensRequest& request) {
  return Call(*access_, &v1::AccessService::StubInterface::ListTokens, request);
}

Done Client::RevokeToken(const v1::RevokeTokenRequest& request) {
  return CallForNothing(*access_, &v1::AccessService::StubInterface::RevokeToken, request);
}

Result<v1::Grant> Client::GrantRole(const v1::GrantRoleRequest& request) {
  return Call(*access_, &v1::AccessService::StubInterface::GrantRole, request);
}

Done Client::RevokeRole(const v1::RevokeRoleRequest& request) {
  return CallForNothing(*access_, &v1::AccessService::StubInterface::RevokeRole, request);
}

Result<v1::ListGrantsResponse> Client::ListGrants(const v1::ListGrantsRequest& request) {
  return Call(*access_, &v1::AccessService::StubInterface::ListGrants, request);
}

Result<v1::WhoAmIResponse> Client::WhoAmI() {
  return Call(*access_, &v1::AccessService::StubInterface::WhoAmI, v1::WhoAmIRequest());
}

Result<v1::ListAuditEntriesResponse> Client::ListAuditEntries(
    const v1::ListAuditEntriesRequest& request) {
  return Call(*access_, &v1::AccessService::StubInterface::ListAuditEntries, request);
}

std::unique_ptr<LookupStream> Client::StreamLookup() {
  return Begin(*memories_, &v1::MemoryService::StubInterface::StreamLookup);
}

std::unique_ptr<TermStream> Client::StreamRecogniseTerms() {
  return Begin(*glossaries_, &v1::GlossaryService::StubInterface::StreamRecogniseTerms);
}

Result<v1::FindNameResponse> Client::FindName(const v1::FindNameRequest& request) {
  return Call(*names_, &v1::NameService::StubInterface::FindName, request);
}

std::unique_ptr<ImportStream> Client::Import() {
  return Begin(*transfer_, &v1::TransferService::StubInterface::Import);
}

Done Client::Export(const v1::ExportRequest& request, const Receiver<v1::ExportResponse>& receive) {
  const auto open = [&](auto* context) { return transfer_->Export(context, request); };
  return ReadAll(open, receive);
}

Result<v1::ListImportsResponse> Client::ListImports(const v1::ListImportsRequest& request) {
  return Call(*transfer_, &v1::TransferService::StubInterface::ListImports, request);
}

Done Client::UndoImport(const v1::UndoImportRequest& request,
                        const Receiver<v1::UndoImportResponse>& receive) {
  const auto open = [&](auto* context) { return transfer_->UndoImport(context, request); };
  return ReadAll(open, receive);
}

Done Client::ReportConsistency(const v1::ReportConsistencyRequest& request,
                               const Receiver<v1::ReportConsistencyResponse>& receive) {
  const auto open = [&](auto* context) { return checks_->ReportConsistency(context, request); };
  return ReadAll(open, receive);
}

Done Client::CreateBackup(const v1::CreateBackupRequest& request,
                          const Receiver<v1::CreateBackupResponse>& receive) {
  const auto open = [&](auto* context) { return backups_->CreateBackup(context, request); };
  return ReadAll(open, receive);
}

Done Client::VerifyBackup(const v1::VerifyBackupRequest& request,
                          const Receiver<v1::VerifyBackupResponse>& receive) {
  const auto open = [&](auto* context) { return backups_->VerifyBackup(context, request); };
  return ReadAll(open, receive);
}

Done Client::CheckStore(const v1::CheckStoreRequest& request,
                        const Receiver<v1::CheckStoreResponse>& receive) {
  const auto open = [&](auto* context) { return admin_->CheckStore(context, request); };
  return ReadAll(open, receive);
}

Done Client::WatchChanges(const v1::WatchChangesRequest& request,
                          const Receiver<v1::WatchChangesResponse>& receive) {
  const auto open = [&](auto* context) { return changes_->WatchChanges(context, request); };
  return ReadAll(open, receive);
}

Done Client::RenderDocument(const v1::RenderDocumentRequest& request,
                            const Receiver<v1::RenderedSegment>& receive) {
  const auto open = [&](auto* context) { return documents_->RenderDocument(context, request); };
  return ReadAll(open, receive);
}

Done Client::AnalyseDocuments(const v1::AnalyseDocumentsRequest& request,
                              const Receiver<v1::AnalyseDocumentsResponse>& receive) {
  const auto open = [&](auto* context) { return documents_->AnalyseDocuments(context, request); };
  return ReadAll(open, receive);
}

Result<v1::PretranslateDocumentResponse> Client::PretranslateDocument(
    const v1::PretranslateDocumentRequest& request) {
  return Call(*documents_, &v1::DocumentService::StubInterface::PretranslateDocument, request);
}

Done Client::AlignDocuments(const v1::AlignDocumentsRequest& request,
                            const Receiver<v1::AlignedUnit>& receive) {
  const auto open = [&](auto* context) { return documents_->AlignDocuments(context, request); };
  return ReadAll(open, receive);
}

}  // namespace dragoman
