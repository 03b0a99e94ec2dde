// SPDX-License-Identifier: Apache-2.0

#include "core/file_access.hpp"

#include <cerrno>
#include <fcntl.h>
#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>

namespace kmp2mqtt::core {
namespace {

int unless_denied(int error)
{
    return error == EACCES ? 0 : error;
}

int why_not(const std::string& path, int mode)
{
    const bool may = ::faccessat(AT_FDCWD, path.c_str(), mode, AT_EACCESS) == 0;
    return may ? 0 : unless_denied(errno);
}

}  // namespace

int why_not_writable(const std::string& path)
{
    struct stat found{};
    if (::stat(path.c_str(), &found) == 0) {
        return S_ISDIR(found.st_mode) ? EISDIR : why_not(path, R_OK | W_OK);
    }
    if (errno != ENOENT) {
        return unless_denied(errno);
    }
    const auto folder = std::filesystem::path{path}.parent_path();
    return why_not(folder.empty() ? "." : folder.string(), W_OK | X_OK);
}

int why_not_runnable(const std::string& path)
{
    struct stat found{};
    if (::stat(path.c_str(), &found) != 0) {
        return unless_denied(errno);
    }
    if (S_ISDIR(found.st_mode)) {
        return EISDIR;
    }
    return (found.st_mode & (S_IXUSR | S_IXGRP | S_IXOTH)) == 0 ? EACCES : 0;
}

}  // namespace kmp2mqtt::core
