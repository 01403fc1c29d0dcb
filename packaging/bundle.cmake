# Runs while the tarball is made: copies the libraries that the program needs and that are not glibc's into lib, with
# their licences.
set(prefix "$ENV{DESTDIR}${CMAKE_INSTALL_PREFIX}")
file(GET_RUNTIME_DEPENDENCIES EXECUTABLES "${prefix}/bin/alloy-emulator" RESOLVED_DEPENDENCIES_VAR libraries
     PRE_EXCLUDE_REGEXES "^ld-linux" "^lib(c|m|dl|rt|pthread|resolv)\\.so")
foreach(library IN LISTS libraries)
  file(INSTALL "${library}" DESTINATION "${prefix}/lib" FOLLOW_SYMLINK_CHAIN)
  get_filename_component(file "${library}" REALPATH)
  # Where /lib is /usr/lib, a package may name it either way.
  string(REGEX REPLACE "^/usr" "" short "${file}")
  execute_process(COMMAND dpkg-query --search "${file}" "${short}" OUTPUT_VARIABLE owner ERROR_QUIET)
  if(NOT owner MATCHES "^([^:, \n]+)")
    message(FATAL_ERROR "${library}: no package owns it, so its licence is not known")
  endif()
  set(package "${CMAKE_MATCH_1}")
  get_filename_component(licence "/usr/share/doc/${package}/copyright" REALPATH)
  file(COPY_FILE "${licence}" "${prefix}/share/doc/alloy-emulator/${package}.copyright" ONLY_IF_DIFFERENT)
endforeach()
