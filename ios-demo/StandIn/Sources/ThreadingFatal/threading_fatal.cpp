// Debian's Swift 6.0 leaves this function of its runtime undefined, and libswiftObservation asks for it.
#include <cstdarg>
#include <cstdio>
#include <cstdlib>

namespace swift {
namespace threading {
[[noreturn]] void fatal(const char *format, ...) {
  std::va_list arguments;
  va_start(arguments, format);
  std::vfprintf(stderr, format, arguments);
  va_end(arguments);
  std::abort();
}
}  // namespace threading
}  // namespace swift
