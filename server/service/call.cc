#include "server/service/call.h"

#include <algorithm>
#include <thread>

namespace dragoman {

NetworkThreads::NetworkThreads()
    : spare_(static_cast<int>(std::clamp(std::thread::hardware_concurrency(), 2U, 16U)) - 1) {}

NetworkThreads::Lease::Lease(NetworkThreads& threads)
    : threads_(threads), taken_(threads.spare_.fetch_sub(1, std::memory_order_acquire) > 0) {
  if (!taken_) threads_.spare_.fetch_add(1, std::memory_order_release);
}

NetworkThreads::Lease::~Lease() {
  if (taken_) threads_.spare_.fetch_add(1, std::memory_order_release);
}

}  // namespace dragoman
