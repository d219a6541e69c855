// Part of every program that is built with the thread sanitizer: its options, and what it must be
// told of Abseil's mutexes and gRPC's callbacks. Debian's libraries are built without it, so that
// it would see neither our locks nor theirs, and take all that they guard for races.
//
// The functions below stand before those of the libraries, which they call: each says what it locks
// or unlocks, and a callback that it comes after the call that asked for it. Conditions of waiting
// threads are evaluated by whichever thread unlocks, after it has said so: their reads are not
// looked at.
#include <absl/synchronization/mutex.h>
#include <absl/synchronization/notification.h>
#include <dlfcn.h>
#include <grpc/grpc.h>
#include <grpcpp/support/callback_common.h>
#include <sanitizer/tsan_interface.h>

#include <cstdio>
#include <cstdlib>
#include <string>

extern "C" {
void AnnotateIgnoreReadsBegin(const char* file, int line);
void AnnotateIgnoreReadsEnd(const char* file, int line);
}

// Calls of the C library that come from libraries built without the sanitizer say nothing of what
// orders them.
extern "C" const char* __tsan_default_options() { return "ignore_noninstrumented_modules=1"; }

// The end of a call on the server, which deletes it, is ordered by a count that gRPC's library
// takes down: what is deleted too soon the address sanitizer finds.
extern "C" const char* __tsan_default_suppressions() { return "race:CallOnDone\n"; }

#define DRAGOMAN_TEXT_OF(name) #name
#define DRAGOMAN_TEXT(name) DRAGOMAN_TEXT_OF(name)

namespace {

// Returns the library's own function: `name` is its mangled name behind that of Abseil's namespace.
template <typename Function>
Function* RealOf(const std::string& prefix, const std::string& name) {
  const std::string space = DRAGOMAN_TEXT(ABSL_OPTION_INLINE_NAMESPACE_NAME);
  const std::string mangled = prefix + "4absl" + std::to_string(space.size()) + space + name;
  void* const found = dlsym(RTLD_NEXT, mangled.c_str());
  if (found == nullptr) {
    std::fprintf(stderr, "thread_sanitizer: no %s in the libraries\n", mangled.c_str());
    std::abort();
  }
  return reinterpret_cast<Function*>(found);
}

constexpr unsigned kWrite = 0;
constexpr unsigned kRead = __tsan_mutex_read_lock;

template <typename Real>
void Locking(void* mutex, unsigned how, const Real& real) {
  __tsan_mutex_pre_lock(mutex, how);
  real();
  __tsan_mutex_post_lock(mutex, how, 0);
}

template <typename Real>
bool TryLocking(void* mutex, unsigned how, const Real& real) {
  __tsan_mutex_pre_lock(mutex, how | __tsan_mutex_try_lock);
  const bool locked = real();
  __tsan_mutex_post_lock(mutex, how | (locked ? 0 : __tsan_mutex_try_lock_failed), 0);
  return locked;
}

template <typename Real>
void Unlocking(void* mutex, unsigned how, const Real& real) {
  __tsan_mutex_pre_unlock(mutex, how);
  real();
  __tsan_mutex_post_unlock(mutex, how);
}

// Unlocks, waits, and locks again.
template <typename Real>
bool Waiting(void* mutex, const Real& real) {
  __tsan_mutex_pre_unlock(mutex, kWrite);
  __tsan_mutex_post_unlock(mutex, kWrite);
  const bool result = real();
  __tsan_mutex_pre_lock(mutex, kWrite);
  __tsan_mutex_post_lock(mutex, kWrite, 0);
  return result;
}

}  // namespace

namespace absl {
ABSL_NAMESPACE_BEGIN

void Mutex::Lock() {
  static auto* const real = RealOf<void(Mutex*)>("_ZN", "5Mutex4LockEv");
  Locking(this, kWrite, [this] { real(this); });
}

void Mutex::Unlock() {
  static auto* const real = RealOf<void(Mutex*)>("_ZN", "5Mutex6UnlockEv");
  Unlocking(this, kWrite, [this] { real(this); });
}

bool Mutex::TryLock() {
  static auto* const real = RealOf<bool(Mutex*)>("_ZN", "5Mutex7TryLockEv");
  return TryLocking(this, kWrite, [this] { return real(this); });
}

void Mutex::LockWhen(const Condition& condition) {
  using Real = void(Mutex*, const Condition&);
  static auto* const real = RealOf<Real>("_ZN", "5Mutex8LockWhenERKNS0_9ConditionE");
  Locking(this, kWrite, [&] { real(this, condition); });
}

bool Mutex::LockWhenWithDeadline(const Condition& condition, Time deadline) {
  using Real = bool(Mutex*, const Condition&, Time);
  static auto* const real =
      RealOf<Real>("_ZN", "5Mutex20LockWhenWithDeadlineERKNS0_9ConditionENS0_4TimeE");
  bool result = false;
  Locking(this, kWrite, [&] { result = real(this, condition, deadline); });
  return result;
}

void Mutex::ReaderLock() {
  static auto* const real = RealOf<void(Mutex*)>("_ZN", "5Mutex10ReaderLockEv");
  Locking(this, kRead, [this] { real(this); });
}

void Mutex::ReaderUnlock() {
  static auto* const real = RealOf<void(Mutex*)>("_ZN", "5Mutex12ReaderUnlockEv");
  Unlocking(this, kRead, [this] { real(this); });
}

bool Mutex::AwaitCommon(const Condition& condition, synchronization_internal::KernelTimeout until) {
  using Real = bool(Mutex*, const Condition&, synchronization_internal::KernelTimeout);
  static auto* const real = RealOf<Real>(
      "_ZN", "5Mutex11AwaitCommonERKNS0_9ConditionENS0_24synchronization_internal13KernelTimeoutE");
  return Waiting(this, [&] { return real(this, condition, until); });
}

bool CondVar::WaitCommon(Mutex* mutex, synchronization_internal::KernelTimeout until) {
  using Real = bool(CondVar*, Mutex*, synchronization_internal::KernelTimeout);
  static auto* const real = RealOf<Real>(
      "_ZN", "7CondVar10WaitCommonEPNS0_5MutexENS0_24synchronization_internal13KernelTimeoutE");
  return Waiting(mutex, [&] { return real(this, mutex, until); });
}

bool Condition::Eval() const {
  static auto* const real = RealOf<bool(const Condition*)>("_ZNK", "9Condition4EvalEv");
  AnnotateIgnoreReadsBegin(__FILE__, __LINE__);
  const bool result = real(this);
  AnnotateIgnoreReadsEnd(__FILE__, __LINE__);
  return result;
}

void Notification::Notify() {
  static auto* const real = RealOf<void(Notification*)>("_ZN", "12Notification6NotifyEv");
  __tsan_release(this);
  real(this);
}

void Notification::WaitForNotification() const {
  static auto* const real =
      RealOf<void(const Notification*)>("_ZNK", "12Notification19WaitForNotificationEv");
  real(this);
  __tsan_acquire(const_cast<Notification*>(this));
}

bool Notification::WaitForNotificationWithDeadline(Time deadline) const {
  using Real = bool(const Notification*, Time);
  static auto* const real =
      RealOf<Real>("_ZNK", "12Notification31WaitForNotificationWithDeadlineENS0_4TimeE");
  const bool notified = real(this, deadline);
  if (notified) __tsan_acquire(const_cast<Notification*>(this));
  return notified;
}

bool Notification::WaitForNotificationWithTimeout(Duration timeout) const {
  return WaitForNotificationWithDeadline(Now() + timeout);
}

ABSL_NAMESPACE_END
}  // namespace absl

// What is started in one thread ends in another: its tag goes from one to the other.
extern "C" grpc_call_error grpc_call_start_batch(grpc_call* call, const grpc_op* operations,
                                                 size_t count, void* tag, void* reserved) {
  using Real = grpc_call_error(grpc_call*, const grpc_op*, size_t, void*, void*);
  static auto* const real = reinterpret_cast<Real*>(dlsym(RTLD_NEXT, "grpc_call_start_batch"));
  __tsan_release(tag);
  return real(call, operations, count, tag, reserved);
}

// StaticRun of gRPC's two tags, which its headers define inline and private: these have their
// names, and are linked in place of them.
using grpc::internal::CallbackWithStatusTag;
using grpc::internal::CallbackWithSuccessTag;

void RunStatusTag(grpc_completion_queue_functor* tag, int ok) __asm__(
    "_ZN4grpc8internal21CallbackWithStatusTag9StaticRunEP29grpc_completion_queue_functori");
void RunSuccessTag(grpc_completion_queue_functor* tag, int ok) __asm__(
    "_ZN4grpc8internal22CallbackWithSuccessTag9StaticRunEP29grpc_completion_queue_functori");

void RunStatusTag(grpc_completion_queue_functor* tag, int ok) {
  __tsan_acquire(tag);
  static_cast<CallbackWithStatusTag*>(tag)->Run(ok != 0);
}

void RunSuccessTag(grpc_completion_queue_functor* tag, int ok) {
  __tsan_acquire(tag);
  static_cast<CallbackWithSuccessTag*>(tag)->Run(ok != 0);
}
