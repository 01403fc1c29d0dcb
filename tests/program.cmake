# What is checked of the sources, the documents, the program and what it installs, rather than in C++.
set(scripts "${PROJECT_SOURCE_DIR}/scripts/lib")

#   program_test(<name> LABELS <labels> SECONDS <at most> RUNS <script> <arguments>)
function(program_test name)
  cmake_parse_arguments(PARSE_ARGV 1 TEST "" "SECONDS" "LABELS;RUNS")
  list(POP_FRONT TEST_RUNS script)
  add_test(NAME ${name} COMMAND "${scripts}/${script}" ${TEST_RUNS})
  set_tests_properties(${name} PROPERTIES LABELS "${TEST_LABELS}" TIMEOUT ${TEST_SECONDS} SKIP_RETURN_CODE 77)
endfunction()

foreach(what format layers names unique codes)
  program_test(files/${what} LABELS files SECONDS 60 RUNS check-${what})
endforeach()

# The bugs that scripts/lib/fuzz-planted puts in still fit the sources.
file(GLOB planted CONFIGURE_DEPENDS fuzz/planted/*.patch)
add_test(NAME files/planted COMMAND git apply --check ${planted} WORKING_DIRECTORY "${PROJECT_SOURCE_DIR}")
set_tests_properties(files/planted PROPERTIES LABELS files TIMEOUT 60)

set(program $<TARGET_FILE:alloy-emulator>)
program_test(docs/reference LABELS docs SECONDS 60 RUNS check-reference ${program})
program_test(docs/commands LABELS docs SECONDS 300 RUNS check-readme ${program})
program_test(docs/programs LABELS docs SECONDS 300 RUNS check-programs ${program})
program_test(docs/helpers LABELS docs SECONDS 600 RUNS check-helpers ${program})
program_test(docs/clients LABELS docs clients SECONDS 300 RUNS check-clients ${program})
if(ALLOY_LIBRARY)
  program_test(install/consumer LABELS install SECONDS 300 RUNS check-install "${PROJECT_BINARY_DIR}")
endif()

# Our validator beside others.
add_executable(schema_verdicts differential/schema_verdicts.cpp)
target_link_libraries(schema_verdicts PRIVATE emulator_model)
foreach(dialect 2020-12 draft7)
  program_test(differential/${dialect} LABELS differential SECONDS 120
               RUNS check-differential $<TARGET_FILE:schema_verdicts> --dialect ${dialect} --seed 1)
endforeach()
