// SPDX-License-Identifier: Apache-2.0

#include "watched_disk.hpp"

#include <algorithm>
#include <cstring>
#include <fstream>
#include <memory>
#include <numeric>
#include <utility>

namespace fake {
namespace {

watched_disk* disk = nullptr;
sqlite3_vfs* real = nullptr;

/// What SQLite holds of an open file; the real one's bytes follow it.
struct file {
    sqlite3_file base;
    std::string* name;
    sqlite3_file* under;
};

file& self(sqlite3_file* of)
{
    return *reinterpret_cast<file*>(of);
}

int forward(int (*const sqlite3_io_methods::*method)(sqlite3_file*), sqlite3_file* of)
{
    auto* const under = self(of).under;
    return (under->pMethods->*method)(under);
}

int close(sqlite3_file* of)
{
    auto& closed = self(of);
    const int code = closed.under->pMethods->xClose(closed.under);
    delete std::exchange(closed.name, nullptr);
    return code;
}

int read(sqlite3_file* of, void* into, int size, sqlite3_int64 at)
{
    auto* const under = self(of).under;
    return under->pMethods->xRead(under, into, size, at);
}

int write(sqlite3_file* of, const void* from, int size, sqlite3_int64 at)
{
    auto& [base, name, under] = self(of);
    if (disk->takes_nothing) {
        return SQLITE_IOERR_WRITE;
    }
    if (!disk->fits(*name, at + size)) {
        return SQLITE_FULL;
    }
    disk->note({.what = watched_disk::step::kind::write,
                .file = *name,
                .at = at,
                .bytes = {static_cast<const char*>(from), static_cast<std::size_t>(size)}});
    return under->pMethods->xWrite(under, from, size, at);
}

int truncate(sqlite3_file* of, sqlite3_int64 size)
{
    auto& [base, name, under] = self(of);
    disk->note(
        {.what = watched_disk::step::kind::truncate, .file = *name, .at = size, .bytes = {}});
    return under->pMethods->xTruncate(under, size);
}

int sync(sqlite3_file* of, int /*flags*/)
{
    if (disk->takes_nothing) {
        return SQLITE_IOERR_FSYNC;
    }
    // Written down only: the test needs no real one.
    disk->note(
        {.what = watched_disk::step::kind::sync, .file = *self(of).name, .at = 0, .bytes = {}});
    return SQLITE_OK;
}

int file_size(sqlite3_file* of, sqlite3_int64* size)
{
    auto* const under = self(of).under;
    return under->pMethods->xFileSize(under, size);
}

int lock(sqlite3_file* of, int level)
{
    auto* const under = self(of).under;
    return under->pMethods->xLock(under, level);
}

int unlock(sqlite3_file* of, int level)
{
    auto* const under = self(of).under;
    return under->pMethods->xUnlock(under, level);
}

int is_reserved(sqlite3_file* of, int* answer)
{
    auto* const under = self(of).under;
    return under->pMethods->xCheckReservedLock(under, answer);
}

int control(sqlite3_file* of, int what, void* argument)
{
    auto& [base, name, under] = self(of);
    if (what == SQLITE_FCNTL_SIZE_HINT &&
        !disk->fits(*name, *static_cast<const sqlite3_int64*>(argument))) {
        return SQLITE_FULL;
    }
    return under->pMethods->xFileControl(under, what, argument);
}

int sector_size(sqlite3_file* of)
{
    return forward(&sqlite3_io_methods::xSectorSize, of);
}
int traits(sqlite3_file* of)
{
    return forward(&sqlite3_io_methods::xDeviceCharacteristics, of);
}

/// Of the first version: without shared memory.
const sqlite3_io_methods methods{1,       close,       read,    write,   truncate,
                                 sync,    file_size,   lock,    unlock,  is_reserved,
                                 control, sector_size, traits,  nullptr, nullptr,
                                 nullptr, nullptr,     nullptr, nullptr};

int open(sqlite3_vfs* /*of*/, const char* name, sqlite3_file* into, int flags, int* flags_out)
{
    auto& opened = self(into);
    opened.under = reinterpret_cast<sqlite3_file*>(&opened + 1);
    const int code = real->xOpen(real, name, opened.under, flags, flags_out);
    opened.base.pMethods = code == SQLITE_OK ? &methods : nullptr;
    if (code == SQLITE_OK) {
        opened.name =
            new std::string{name == nullptr ? "" : std::filesystem::path{name}.filename().string()};
    }
    return code;
}

int erase(sqlite3_vfs* /*of*/, const char* name, int sync_folder)
{
    disk->note({.what = watched_disk::step::kind::erase,
                .file = std::filesystem::path{name}.filename().string(),
                .at = 0,
                .bytes = {}});
    return real->xDelete(real, name, sync_folder);
}

sqlite3_vfs& vfs()
{
    static sqlite3_vfs ours{};
    return ours;
}

using step = watched_disk::step;

void apply(const step& what, std::string& to)
{
    if (what.what == step::kind::truncate) {
        to.resize(static_cast<std::size_t>(what.at));
        return;
    }
    const auto at = static_cast<std::size_t>(what.at);
    to.resize(std::max(to.size(), at + what.bytes.size()));
    to.replace(at, what.bytes.size(), what.bytes);
}

/// A step that the disk may have got to: some of its sectors.
void apply_torn(const step& what, std::string& to, std::mt19937& chance)
{
    constexpr std::size_t sector = 512;
    std::bernoulli_distribution toss{0.5};
    if (what.what == step::kind::truncate) {
        if (toss(chance)) {
            apply(what, to);
        }
        return;
    }
    for (std::size_t from = 0; from < what.bytes.size(); from += sector) {
        if (toss(chance)) {
            apply({.what = what.what,
                   .file = what.file,
                   .at = what.at + static_cast<std::int64_t>(from),
                   .bytes = what.bytes.substr(from, sector)},
                  to);
        }
    }
}

}  // namespace

watched_disk::watched_disk()
{
    disk = this;
    real = sqlite3_vfs_find(nullptr);
    vfs() = *real;
    vfs().zName = "watched";
    vfs().szOsFile = static_cast<int>(sizeof(file)) + real->szOsFile;
    vfs().xOpen = open;
    vfs().xDelete = erase;
    sqlite3_vfs_register(&vfs(), 1);
}

watched_disk::~watched_disk()
{
    sqlite3_vfs_unregister(&vfs());
    sqlite3_vfs_register(real, 1);
}

bool watched_disk::fits(const std::string& name, std::int64_t size)
{
    auto& known = sizes_[name];
    const auto all =
        std::accumulate(sizes_.begin(), sizes_.end(), std::int64_t{0},
                        [](std::int64_t sum, const auto& each) { return sum + each.second; });
    if (room >= 0 && size > known && all - known + size > room) {
        return false;
    }
    known = std::max(known, size);
    return true;
}

void watched_disk::note(step what)
{
    steps.push_back(std::move(what));
}

void watched_disk::cut_after(std::size_t count, std::mt19937& chance,
                             const std::filesystem::path& folder) const
{
    std::map<std::string, std::string> safe;
    std::map<std::string, std::vector<const step*>> open;
    for (std::size_t i = 0; i < count; ++i) {
        const auto& each = steps[i];
        auto& waiting = open[each.file];
        if (each.what == step::kind::erase) {
            safe.erase(each.file);
            waiting.clear();
        } else if (each.what == step::kind::sync) {
            std::ranges::for_each(waiting, [&](const step* it) { apply(*it, safe[each.file]); });
            waiting.clear();
        } else {
            waiting.push_back(&each);
        }
    }
    for (const auto& [name, waiting] : open) {
        std::ranges::for_each(waiting,
                              [&](const step* it) { apply_torn(*it, safe[name], chance); });
    }
    for (const auto& [name, bytes] : safe) {
        std::ofstream{folder / name, std::ios::binary} << bytes;
    }
}

}  // namespace fake
