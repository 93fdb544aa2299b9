# jium_lone_headers(TARGET BASE HEADER ...): one translation unit a header, which includes it and nothing
# else, so that TARGET builds only when every header brings all it needs. Headers are named relative to BASE,
# an include folder. What the headers need of others comes from the libraries that TARGET is linked with.
function(jium_lone_headers target base)
  set(units "")
  foreach(header IN LISTS ARGN)
    set(unit "${CMAKE_CURRENT_BINARY_DIR}/${target}/${header}.cc")
    file(CONFIGURE OUTPUT "${unit}" CONTENT "#include \"${header}\"\n" @ONLY)
    list(APPEND units "${unit}")
  endforeach()
  add_library(${target} OBJECT EXCLUDE_FROM_ALL ${units})
  target_include_directories(${target} PRIVATE "${base}")
  # Only the front end matters here.
  target_compile_options(${target} PRIVATE -O0 -g0 -U_FORTIFY_SOURCE)
endfunction()

# jium_unproven_headers(LIST BASE): takes out of LIST the headers that a source file of the same name, or that
# file's test, includes before all else: whoever compiles that file has compiled the header alone.
function(jium_unproven_headers list base)
  set(unproven "")
  foreach(header IN LISTS ${list})
    set(proven FALSE)
    foreach(ending .cc _test.cc)
      string(REGEX REPLACE "\\.h$" "${ending}" source "${base}/${header}")
      if(NOT EXISTS "${source}")
        continue()
      endif()
      file(STRINGS "${source}" first REGEX "^#include" LIMIT_COUNT 1)
      if(first STREQUAL "#include \"${header}\"")
        set(proven TRUE)
      endif()
    endforeach()
    if(NOT proven)
      list(APPEND unproven "${header}")
    endif()
  endforeach()
  set(${list} "${unproven}" PARENT_SCOPE)
endfunction()
