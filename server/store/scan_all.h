// All of a range, page by page.
#pragma once

#include <cstddef>
#include <string_view>

#include "server/store/store.h"

namespace dragoman {

inline constexpr size_t kScanItems = 1000;  // Of a page of small records.

// Gives each item of the range to `take`, which returns a status; returns the shard's revision when
// the last page was read.
//
// Errors: those of Store::Scan and of `take`.
template <typename Take>
StatusOr<Revision> ScanAll(Store& store, std::string_view shard, KeyRange range, size_t page_items,
                           Take take) {
  while (true) {
    ASSIGN_OR_RETURN(const ScanPage page, store.Scan(shard, range, page_items));
    for (const KeyValue& item : page.items) RETURN_IF_ERROR(take(item));
    if (!page.next) return page.revision;
    range.begin = *page.next;
  }
}

}  // namespace dragoman
