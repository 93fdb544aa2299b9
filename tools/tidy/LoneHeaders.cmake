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
