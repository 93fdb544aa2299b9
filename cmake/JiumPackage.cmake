# The Debian package: `./dev package`, docs/operating/packages.md. What it needs of other packages is read from
# the binary (dpkg-shlibdeps).
include(GNUInstallDirs)
install(FILES packaging/jium.toml DESTINATION /etc/jium)
install(FILES packaging/jium.service DESTINATION /lib/systemd/system)
install(FILES packaging/copyright README.md docs/operating/configuration.md docs/operating/console.md docs/operating/packages.md
  docs/operating/data_and_keys.md docs/operating/backup.md docs/operating/key_rotation.md
  docs/operating/logs.md docs/operating/metrics_and_health.md docs/operating/postgresql.md
  docs/operating/postgresql_high_availability.md DESTINATION ${CMAKE_INSTALL_DOCDIR})
# The web faces, as `./dev web` built them: without them the package has an API and no console, and says so.
if(EXISTS "${CMAKE_SOURCE_DIR}/build/web/console/index.html")
  install(DIRECTORY "${CMAKE_SOURCE_DIR}/build/web/" DESTINATION ${CMAKE_INSTALL_DATADIR}/jium/web
    FILE_PERMISSIONS OWNER_READ OWNER_WRITE GROUP_READ WORLD_READ
    DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE
    PATTERN "*.map" EXCLUDE)
else()
  message(STATUS "build/web is not there: a package made now has no console (./dev web)")
endif()
# As Debian wants them: without a time, so that the same sources make the same bytes.
foreach(page changelog jium.1)
  configure_file("packaging/${page}" "${CMAKE_BINARY_DIR}/packaging/${page}" COPYONLY)
  execute_process(COMMAND gzip -9nf "${page}" WORKING_DIRECTORY "${CMAKE_BINARY_DIR}/packaging" COMMAND_ERROR_IS_FATAL ANY)
endforeach()
install(FILES "${CMAKE_BINARY_DIR}/packaging/changelog.gz" DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(FILES "${CMAKE_BINARY_DIR}/packaging/jium.1.gz" DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_CONTACT "jium maintainers <maintainers@jium.example>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "joint response system against digital sex crimes")
set(CPACK_PACKAGE_DESCRIPTION "A registry of fingerprints of footage that survivors want removed, for
centres, police, committees, monitors and platforms: it recognises copies,
asks for their removal, proves that they are gone, and logs every step in a
way that a court can check. It never keeps the footage itself.")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION admin)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS "adduser, ca-certificates, publicsuffix")
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
file(WRITE "${CMAKE_BINARY_DIR}/packaging/conffiles" "/etc/jium/jium.toml\n")
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA "${CMAKE_BINARY_DIR}/packaging/conffiles"
  "${CMAKE_SOURCE_DIR}/packaging/postinst" "${CMAKE_SOURCE_DIR}/packaging/prerm"
  "${CMAKE_SOURCE_DIR}/packaging/postrm")
include(CPack)

if(JIUM_TESTS)
  add_test(NAME package.deb COMMAND ${CMAKE_SOURCE_DIR}/packaging/package_test.sh ${CMAKE_BINARY_DIR})
  set_tests_properties(package.deb PROPERTIES TIMEOUT 300)
endif()
