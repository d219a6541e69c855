// What the tests of the engine share: short ways to make units, concepts and languages, and an
// engine over a store of its own.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/engine/lookup.h"
#include "server/engine/registry.h"
#include "server/engine/unit_write.h"
#include "server/model/partial_date.h"
#include "server/store/memory_store.h"
#include "tests/random.h"
#include "tests/status_matchers.h"

namespace dragoman {

inline constexpr ResourceKind kMemory = ResourceKind::kMemory;
inline constexpr ResourceKind kGlossary = ResourceKind::kGlossary;

// Returns the language of a tag, or a date, that is known to be right.
Language Lang(std::string_view tag);
PartialDate Date(std::string_view text);

// Returns a variant without codes or neighbours.
Variant MakeVariant(std::string_view language, std::string text);

// Returns a unit of the variants given as {language, text} pairs, in that order.
using VariantTexts = std::vector<std::pair<std::string, std::string>>;
Unit MakeUnit(const VariantTexts& variants);

// Returns a write whose source is the unit's first variant.
UnitWrite MakeWrite(Unit unit);
UnitWrite MakeWrite(const VariantTexts& variants);

// Returns a concept of the terms given as {language, text} pairs.
Concept MakeConcept(std::string id, const VariantTexts& terms);

// Returns every unit of a memory, by id.
std::vector<Unit> AllUnitsOf(const MemoryShard& memory);

// Returns a text of up to `max_words` words of a small vocabulary with numbers and marks, so that
// texts resemble each other; never blank.
std::string RandomSentence(TestRandom& random, size_t max_words);

// An engine over a memory store, with memories/m and glossaries/g.
class EngineTest : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_OK_AND_ASSIGN(registry_, Registry::Open(*store_));
    ASSERT_OK(registry_->Create(ResourceKind::kMemory, "m", "", ""));
    ASSERT_OK(registry_->Create(ResourceKind::kGlossary, "g", "", ""));
  }

  // Closes the engine and opens it again over what the store holds.
  void Reopen() {
    registry_.reset();
    ASSERT_OK_AND_ASSIGN(registry_, Registry::Open(*store_));
  }

  void CreateMemory(std::string_view id) {
    ASSERT_OK(registry_->Create(ResourceKind::kMemory, id, "", ""));
  }
  void CreateGlossary(std::string_view id) {
    ASSERT_OK(registry_->Create(ResourceKind::kGlossary, id, "", ""));
  }

  std::shared_ptr<MemoryShard> Memory(std::string_view id = "m") {
    return registry_->Memory(id).value();
  }
  std::shared_ptr<GlossaryShard> Glossary(std::string_view id = "g") {
    return registry_->Glossary(id).value();
  }

  // Writes one unit and returns what became of it.
  UnitOutcome Put(const UnitWrite& write, WritePolicy policy = WritePolicy::kAdd,
                  std::string_view memory = "m") {
    const auto report = Memory(memory)->Write({write}, policy, {});
    EXPECT_OK(report);
    return report.ok() ? report->outcomes.front() : UnitOutcome{};
  }

  std::unique_ptr<Store> store_ = NewMemoryStore();
  std::unique_ptr<Registry> registry_;
};

}  // namespace dragoman
