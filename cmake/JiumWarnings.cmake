# Flags that every first-party target carries. Both g++ 12 and clang 16 must be clean.
add_library(jium_flags INTERFACE)
target_compile_options(jium_flags INTERFACE
  -Wall -Wextra -Werror -Wshadow -Wnon-virtual-dtor -Wold-style-cast
  -fstack-protector-strong
  # Float sums must give the same bits on every compiler: PDQ is compared bit for bit.
  -ffp-contract=off)
# A coroutine frame of asio trips a false alarm of g++ 12 (GCC bug 105562 and its relatives).
target_compile_options(jium_flags INTERFACE $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>)
target_compile_definitions(jium_flags INTERFACE
  _GLIBCXX_ASSERTIONS $<$<CONFIG:Release,RelWithDebInfo>:_FORTIFY_SOURCE=2>)
target_link_options(jium_flags INTERFACE -Wl,-z,relro,-z,now)
target_include_directories(jium_flags INTERFACE "${CMAKE_SOURCE_DIR}/src" "${CMAKE_BINARY_DIR}/generated")
if(JIUM_SANITIZE)
  target_compile_options(jium_flags INTERFACE -fsanitize=${JIUM_SANITIZE} -fno-omit-frame-pointer)
  target_link_options(jium_flags INTERFACE -fsanitize=${JIUM_SANITIZE})
endif()
