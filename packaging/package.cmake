# What belongs to a package beside the program: the manual page, completions, the unit of systemd, documents. And what
# CPack needs to know. scripts/package calls it.
include(GNUInstallDirs)
option(ALLOY_BUNDLE "The program finds libraries in ../lib, and brings there what it needs beyond glibc" OFF)

find_package(Python3 COMPONENTS Interpreter)
if(Python3_Interpreter_FOUND AND NOT CMAKE_CROSSCOMPILING AND TARGET alloy-emulator
   AND ALLOY_TESTS MATCHES "^(all|program|none)$")
  set(reference "${PROJECT_BINARY_DIR}/reference")
  set(reference_files "${reference}/alloy-emulator.1.gz" "${reference}/alloy-emulator" "${reference}/_alloy-emulator")
  add_custom_command(
    OUTPUT ${reference_files}
    COMMAND "${CMAKE_CURRENT_LIST_DIR}/make-reference" $<TARGET_FILE:alloy-emulator> "${reference}" ${PROJECT_VERSION}
    DEPENDS alloy-emulator "${CMAKE_CURRENT_LIST_DIR}/make-reference"
    COMMENT "Writing the manual page and completions from --help"
    VERBATIM)
  add_custom_target(reference ALL DEPENDS ${reference_files})
  install(FILES "${reference}/alloy-emulator.1.gz" DESTINATION "${CMAKE_INSTALL_MANDIR}/man1" COMPONENT program)
  install(FILES "${reference}/alloy-emulator" COMPONENT program
          DESTINATION "${CMAKE_INSTALL_DATADIR}/bash-completion/completions")
  install(FILES "${reference}/_alloy-emulator" COMPONENT program
          DESTINATION "${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions")
endif()

# What a package of Debian's has; `cmake --install` of a clone leaves it out.
option(ALLOY_PACKAGE "Installs what belongs to a package, too" OFF)
if(NOT ALLOY_PACKAGE)
  return()
endif()

install(FILES packaging/alloy-emulator.service DESTINATION lib/systemd/user COMPONENT program)
install(FILES LICENSE DESTINATION "${CMAKE_INSTALL_DOCDIR}" RENAME copyright COMPONENT program)
install(FILES LICENSE DESTINATION "${CMAKE_INSTALL_DATADIR}/doc/alloy-emulator-dev" RENAME copyright COMPONENT dev)
install(FILES README.md CHANGELOG.md DESTINATION "${CMAKE_INSTALL_DOCDIR}" COMPONENT program)
install(DIRECTORY docs openapi fixtures DESTINATION "${CMAKE_INSTALL_DOCDIR}" COMPONENT program)
install(FILES packaging/compose.yaml packaging/ci-service.yaml packaging/Dockerfile
        DESTINATION "${CMAKE_INSTALL_DOCDIR}/packaging" COMPONENT program)

if(ALLOY_BUNDLE)
  # DT_RPATH, as DT_RUNPATH does not hold for the libraries' own libraries.
  target_link_options(alloy-emulator PRIVATE LINKER:--disable-new-dtags)
  set_target_properties(alloy-emulator PROPERTIES INSTALL_RPATH "$ORIGIN/../lib")
  install(SCRIPT packaging/bundle.cmake COMPONENT program)
endif()

set(CPACK_PACKAGE_NAME alloy-emulator)
set(CPACK_PACKAGE_CONTACT "alloy-emulator contributors <alloy-emulator@users.noreply.github.com>")

# Debian's own form of a changelog; ours is CHANGELOG.md.
string(TIMESTAMP date "%a, %d %b %Y %H:%M:%S +0000" UTC)
file(WRITE "${PROJECT_BINARY_DIR}/changelog" "alloy-emulator (${PROJECT_VERSION}) unstable; urgency=medium

  * What is new is told in CHANGELOG.md of the package alloy-emulator.

 -- ${CPACK_PACKAGE_CONTACT}  ${date}
")
execute_process(COMMAND gzip -9nf "${PROJECT_BINARY_DIR}/changelog" COMMAND_ERROR_IS_FATAL ANY)
install(FILES "${PROJECT_BINARY_DIR}/changelog.gz" DESTINATION "${CMAKE_INSTALL_DOCDIR}" COMPONENT program)
install(FILES "${PROJECT_BINARY_DIR}/changelog.gz" DESTINATION "${CMAKE_INSTALL_DATADIR}/doc/alloy-emulator-dev" COMPONENT dev)
set(CPACK_PACKAGE_FILE_NAME "alloy-emulator-${PROJECT_VERSION}-linux-${CMAKE_SYSTEM_PROCESSOR}")
set(CPACK_PACKAGE_DIRECTORY "${PROJECT_BINARY_DIR}/packages")
set(CPACK_STRIP_FILES ON)
set(CPACK_COMPONENTS_ALL program dev)
set(CPACK_COMPONENTS_GROUPING IGNORE)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
    OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)

set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_NAME alloy-emulator)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_SECTION devel)
set(CPACK_COMPONENT_PROGRAM_DESCRIPTION
"Loads the OpenAPI document of an HTTP API and fixture files, answers as the
documentation says, and remembers every call, so that a test can ask what the
code under test sent and why it was refused. Built in is the Alloy Automation
Embedded API 2025-09.")
set(CPACK_DEBIAN_DEV_PACKAGE_NAME alloy-emulator-dev)
set(CPACK_DEBIAN_DEV_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_DEV_PACKAGE_DEPENDS "alloy-emulator (= ${PROJECT_VERSION})")
set(CPACK_COMPONENT_DEV_DESCRIPTION
"The headers, the shared library and the CMake package of alloy-emulator, which
C++ tests with doctest, GoogleTest or Catch2 run in their own process.")

set(CPACK_DEBIAN_PACKAGE_GENERATE_SHLIBS ON)
file(WRITE "${PROJECT_BINARY_DIR}/triggers" "activate-noawait ldconfig\n")
set(CPACK_DEBIAN_DEV_PACKAGE_CONTROL_EXTRA "${PROJECT_BINARY_DIR}/triggers")

set(CPACK_ARCHIVE_COMPONENT_INSTALL OFF)
include(CPack)
