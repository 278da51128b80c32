# `cpack -G DEB` makes a Debian package of an installation below /usr, and `cpack -G TGZ` an
# archive of one folder, whose program needs nothing of the system that it is unpacked on.
set(PRIMEBENCH_MAINTAINER "The primebench authors <primebench@example.org>" CACHE STRING
  "Maintainer of the Debian package, as name and address")

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME primebench)
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "compare ways of running work concurrently")
set(CPACK_PACKAGE_CONTACT "${PRIMEBENCH_MAINTAINER}")
set(CPACK_PACKAGE_FILE_NAME primebench-${PROJECT_VERSION}-linux-${CMAKE_SYSTEM_PROCESSOR})
set(CPACK_PROJECT_CONFIG_FILE ${CMAKE_CURRENT_LIST_DIR}/generator.cmake)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
  OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)

set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_PACKAGE_SECTION utils)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# Measuring and charts in text work without it; it is named when a picture needs it.
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "gnuplot-nox | gnuplot, fonts-dejavu-core")
# For labels and titles that DejaVu cannot write; Python for primebench-mode-python alone.
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "fonts-noto-core, fonts-noto-cjk, fonts-noto-color-emoji, python3")
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION
"Measures which way of running tasks concurrently is fastest on this machine,
for tasks of a given size that wait for a given time, and what it costs:
threads, a thread pool, an event loop with coroutines, processes, and two
kinds of process pools. Every result is checked, every measurement becomes a
row of a CSV file, and a second command turns the rows into a chart.")

configure_file(${CMAKE_CURRENT_LIST_DIR}/changelog.in
  ${CMAKE_CURRENT_BINARY_DIR}/debian/changelog @ONLY)
set(CPACK_PRE_BUILD_SCRIPTS ${CMAKE_CURRENT_BINARY_DIR}/debian/stage.cmake)
configure_file(${CMAKE_CURRENT_LIST_DIR}/stage.cmake.in ${CPACK_PRE_BUILD_SCRIPTS} @ONLY)
include(CPack)
