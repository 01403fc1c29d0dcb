# What `cmake --install` installs: the program and, with ALLOY_LIBRARY, the in-process emulator for C++
# tests. That is one shared library, which carries the layers and hides them: a test links nothing else, and
# its own copy of a library that is in there, in whatever version, is not met.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

install(TARGETS alloy-emulator EXPORT alloy-emulator COMPONENT program)
set_target_properties(alloy-emulator PROPERTIES EXPORT_NAME program)
if(NOT ALLOY_LIBRARY)
  return()
endif()

# The headers that users include; the folder's others are its own.
set(headers call.h catch2.h count.h doctest.h emulator.h error.h export.h failure.h gtest.h match.h reply.h
            value.h)
list(TRANSFORM headers PREPEND testing/)
set(header_folder "${CMAKE_INSTALL_INCLUDEDIR}/alloy-emulator")
set(package_folder "${CMAKE_INSTALL_LIBDIR}/cmake/alloy-emulator")

add_library(alloy-emulator-testing SHARED $<TARGET_OBJECTS:emulator_testing>)
target_link_libraries(alloy-emulator-testing PRIVATE emulator_serve)
target_include_directories(alloy-emulator-testing INTERFACE $<INSTALL_INTERFACE:${header_folder}>)
target_compile_features(alloy-emulator-testing INTERFACE cxx_std_17)
target_link_options(alloy-emulator-testing PRIVATE LINKER:--exclude-libs,ALL LINKER:--no-undefined)
set_target_properties(alloy-emulator-testing PROPERTIES
  EXPORT_NAME testing VERSION ${PROJECT_VERSION}
  SOVERSION ${PROJECT_VERSION_MAJOR}.${PROJECT_VERSION_MINOR} LINKER_LANGUAGE CXX)

install(TARGETS alloy-emulator-testing EXPORT alloy-emulator LIBRARY COMPONENT dev NAMELINK_COMPONENT dev)
install(FILES ${headers} DESTINATION "${header_folder}/emulator/testing" COMPONENT dev)
install(EXPORT alloy-emulator NAMESPACE alloy-emulator:: FILE alloy-emulator-config.cmake
        DESTINATION "${package_folder}" COMPONENT dev)
write_basic_package_version_file(alloy-emulator-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES "${CMAKE_CURRENT_BINARY_DIR}/alloy-emulator-config-version.cmake"
        DESTINATION "${package_folder}" COMPONENT dev)
