// Answers to calls about whole memories and glossaries: create, get, list, update, delete. Both
// kinds have the same life; only their messages differ.
#pragma once

#include <google/protobuf/empty.pb.h>

#include "dragoman/v1/glossary_service.pb.h"
#include "dragoman/v1/memory_service.pb.h"
#include "server/service/call.h"

namespace dragoman {

Status CreateMemory(const Call& call, const v1::CreateMemoryRequest& request, v1::Memory& response);
Status GetMemory(const Call& call, const v1::GetMemoryRequest& request, v1::Memory& response);
Status ListMemories(const Call& call, const v1::ListMemoriesRequest& request,
                    v1::ListMemoriesResponse& response);
Status UpdateMemory(const Call& call, const v1::UpdateMemoryRequest& request, v1::Memory& response);
Status DeleteMemory(const Call& call, const v1::DeleteMemoryRequest& request,
                    google::protobuf::Empty& response);

Status CreateGlossary(const Call& call, const v1::CreateGlossaryRequest& request,
                      v1::Glossary& response);
Status GetGlossary(const Call& call, const v1::GetGlossaryRequest& request, v1::Glossary& response);
Status ListGlossaries(const Call& call, const v1::ListGlossariesRequest& request,
                      v1::ListGlossariesResponse& response);
Status UpdateGlossary(const Call& call, const v1::UpdateGlossaryRequest& request,
                      v1::Glossary& response);
Status DeleteGlossary(const Call& call, const v1::DeleteGlossaryRequest& request,
                      google::protobuf::Empty& response);

}  // namespace dragoman
