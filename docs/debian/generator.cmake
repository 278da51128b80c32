# Read by cpack for each kind of package that it makes.
if(CPACK_GENERATOR STREQUAL "DEB")
  set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
else()
  set(CPACK_PRE_BUILD_SCRIPTS)  # What Debian's policy wants.
endif()
