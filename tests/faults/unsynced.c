/* Loaded before the C library (LD_PRELOAD): everything goes through, and what changes the folder UNSYNCED_ROOT is
   appended to the file UNSYNCED_LOG, in the order in which it was done, so that one can tell afterwards what a power
   loss would have left of it. A record is a line, for W followed by the octets that were written:

   C inode path       a file was made          W inode offset length    written to
   M path             a folder was made        T inode length           cut or stretched
   R from to          renamed                  S inode                  the file was synced
   L from to          linked                   D path                   the folder was synced
   U path             removed

   Maps of memory are not seen: SQLite uses them for -shm only, which need not last. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#define REAL(type, name, ...) \
    static type (*real)(__VA_ARGS__); \
    if (!real) real = (type(*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)

static pthread_mutex_t one_at_a_time = PTHREAD_MUTEX_INITIALIZER;
static const char *root, *log_path;
static int log_file = -1;

static void append(const char *head, const void *data, size_t length) {
    struct iovec parts[2] = {{(void *)head, strlen(head)}, {(void *)data, length}};
    static ssize_t (*real)(int, const struct iovec *, int);
    if (!real) real = (ssize_t(*)(int, const struct iovec *, int))dlsym(RTLD_NEXT, "writev");
    if (log_file < 0) log_file = open(log_path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (real(log_file, parts, data ? 2 : 1) < 0) abort();
}

static int within(const char *path) {
    if (!root) {
        root = getenv("UNSYNCED_ROOT");
        log_path = getenv("UNSYNCED_LOG");
    }
    size_t length = root && log_path ? strlen(root) : 0;
    return length && !strncmp(path, root, length) && (path[length] == '/' || !path[length]);
}

/* The absolute path of a name; 0 where it is elsewhere. */
static int named(int folder, const char *name, char *path) {
    char base[PATH_MAX] = "", link[64];
    if (name[0] != '/') {
        if (folder == AT_FDCWD) {
            if (!getcwd(base, sizeof base)) return 0;
        } else {
            snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
            ssize_t length = readlink(link, base, sizeof base - 1);
            if (length < 0) return 0;
            base[length] = 0;
        }
    }
    int length = snprintf(path, PATH_MAX, "%s%s%s", base, base[0] ? "/" : "", name);
    return length < PATH_MAX && within(path);
}

/* Whether a descriptor is of something in the folder; what, and where. */
static int opened(int fd, struct stat *what, char *path) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, PATH_MAX - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return within(path) && !fstat(fd, what);
}

static void note_paths(char kind, const char *from, const char *to) {
    char head[2 * PATH_MAX + 8];
    snprintf(head, sizeof head, "%c\t%s%s%s\n", kind, from, to ? "\t" : "", to ? to : "");
    append(head, NULL, 0);
}

static void note_file(char kind, const struct stat *what, off_t at, const void *data, ssize_t length) {
    char head[128];
    if (kind == 'W') snprintf(head, sizeof head, "W\t%ld\t%ld\t%zd\n", (long)what->st_ino, (long)at, length);
    else if (kind == 'T') snprintf(head, sizeof head, "T\t%ld\t%ld\n", (long)what->st_ino, (long)at);
    else snprintf(head, sizeof head, "S\t%ld\n", (long)what->st_ino);
    append(head, data, length);
}

static int open_noted(int (*real)(int, const char *, int, ...), int folder, const char *name, int flags, mode_t mode) {
    char path[PATH_MAX], head[PATH_MAX + 64];
    struct stat what;
    if (!(flags & (O_CREAT | O_TRUNC)) || !named(folder, name, path)) return real(folder, name, flags, mode);
    pthread_mutex_lock(&one_at_a_time);
    int there = !lstat(path, &what);
    int fd = real(folder, name, flags, mode);
    if (fd >= 0 && !fstat(fd, &what) && S_ISREG(what.st_mode)) {
        snprintf(head, sizeof head, "C\t%ld\t%s\n", (long)what.st_ino, path);
        if (!there) append(head, NULL, 0);
        else if (flags & O_TRUNC) note_file('T', &what, 0, NULL, 0);
    }
    pthread_mutex_unlock(&one_at_a_time);
    return fd;
}

#define OPENS(plain, at) \
    int at(int folder, const char *name, int flags, ...) { \
        va_list more; va_start(more, flags); mode_t mode = va_arg(more, mode_t); va_end(more); \
        REAL(int, #at, int, const char *, int, ...); \
        return open_noted(real, folder, name, flags, mode); \
    } \
    int plain(const char *name, int flags, ...) { \
        va_list more; va_start(more, flags); mode_t mode = va_arg(more, mode_t); va_end(more); \
        REAL(int, #at, int, const char *, int, ...); \
        return open_noted(real, AT_FDCWD, name, flags, mode); \
    }
OPENS(open, openat)
OPENS(open64, openat64)

/* What `act` writes of `data`, at `at` or where the descriptor stands (-1). */
#define WRITTEN(fd, data, at, act) \
    char path[PATH_MAX]; struct stat what; \
    if (!opened(fd, &what, path)) return act; \
    pthread_mutex_lock(&one_at_a_time); \
    ssize_t length = act; \
    if (length > 0) note_file('W', &what, (at) < 0 ? lseek(fd, 0, SEEK_CUR) - length : (at), data, length); \
    pthread_mutex_unlock(&one_at_a_time); \
    return length

ssize_t write(int fd, const void *data, size_t count) {
    REAL(ssize_t, "write", int, const void *, size_t);
    WRITTEN(fd, data, (off_t)-1, real(fd, data, count));
}
ssize_t pwrite(int fd, const void *data, size_t count, off_t at) {
    REAL(ssize_t, "pwrite", int, const void *, size_t, off_t);
    WRITTEN(fd, data, at, real(fd, data, count, at));
}
ssize_t pwrite64(int fd, const void *data, size_t count, off64_t at) {
    REAL(ssize_t, "pwrite64", int, const void *, size_t, off64_t);
    WRITTEN(fd, data, at, real(fd, data, count, at));
}

/* Ways to write that are not told apart here: nobody may take them. */
#define REFUSED(result, fd) \
    char path[PATH_MAX]; struct stat what; \
    if (opened(fd, &what, path)) { errno = EINVAL; return -1; } \
    return result

ssize_t writev(int fd, const struct iovec *parts, int count) {
    REAL(ssize_t, "writev", int, const struct iovec *, int);
    REFUSED(real(fd, parts, count), fd);
}
ssize_t sendfile(int out, int in, off_t *at, size_t count) {
    REAL(ssize_t, "sendfile", int, int, off_t *, size_t);
    REFUSED(real(out, in, at, count), out);
}
ssize_t sendfile64(int out, int in, off64_t *at, size_t count) {
    REAL(ssize_t, "sendfile64", int, int, off64_t *, size_t);
    REFUSED(real(out, in, at, count), out);
}

#define CUT(name, type) \
    int name(int fd, type length) { \
        REAL(int, #name, int, type); \
        char path[PATH_MAX]; struct stat what; \
        if (!opened(fd, &what, path)) return real(fd, length); \
        pthread_mutex_lock(&one_at_a_time); \
        int failed = real(fd, length); \
        if (!failed) note_file('T', &what, length, NULL, 0); \
        pthread_mutex_unlock(&one_at_a_time); \
        return failed; \
    }
CUT(ftruncate, off_t)
CUT(ftruncate64, off64_t)

#define SYNCED(name) \
    int name(int fd) { \
        REAL(int, #name, int); \
        char path[PATH_MAX]; struct stat what; \
        if (!opened(fd, &what, path)) return real(fd); \
        pthread_mutex_lock(&one_at_a_time); \
        if (S_ISDIR(what.st_mode)) note_paths('D', path, NULL); \
        else note_file('S', &what, 0, NULL, 0); \
        pthread_mutex_unlock(&one_at_a_time); \
        return 0; \
    }
SYNCED(fsync)
SYNCED(fdatasync)

/* What `act` does to a name, or from one to another. */
#define NAMES(kind, ours, other, act) \
    if (!(ours)) return act; \
    pthread_mutex_lock(&one_at_a_time); \
    int failed = act; \
    if (!failed) note_paths(kind, from, other); \
    pthread_mutex_unlock(&one_at_a_time); \
    return failed
#define ONE(kind, folder, name, act) \
    char from[PATH_MAX]; \
    NAMES(kind, named(folder, name, from), NULL, act)
#define TWO(kind, a, old, b, new, act) \
    char from[PATH_MAX], to[PATH_MAX]; \
    NAMES(kind, named(a, old, from) | named(b, new, to), to, act)

int rename(const char *old, const char *new) {
    REAL(int, "rename", const char *, const char *);
    TWO('R', AT_FDCWD, old, AT_FDCWD, new, real(old, new));
}
int renameat(int a, const char *old, int b, const char *new) {
    REAL(int, "renameat", int, const char *, int, const char *);
    TWO('R', a, old, b, new, real(a, old, b, new));
}
int link(const char *old, const char *new) {
    REAL(int, "link", const char *, const char *);
    TWO('L', AT_FDCWD, old, AT_FDCWD, new, real(old, new));
}
int linkat(int a, const char *old, int b, const char *new, int flags) {
    REAL(int, "linkat", int, const char *, int, const char *, int);
    TWO('L', a, old, b, new, real(a, old, b, new, flags));
}
int unlink(const char *name) {
    REAL(int, "unlink", const char *);
    ONE('U', AT_FDCWD, name, real(name));
}
int unlinkat(int a, const char *name, int flags) {
    REAL(int, "unlinkat", int, const char *, int);
    ONE('U', a, name, real(a, name, flags));
}
int rmdir(const char *name) {
    REAL(int, "rmdir", const char *);
    ONE('U', AT_FDCWD, name, real(name));
}
int mkdir(const char *name, mode_t mode) {
    REAL(int, "mkdir", const char *, mode_t);
    ONE('M', AT_FDCWD, name, real(name, mode));
}
int mkdirat(int a, const char *name, mode_t mode) {
    REAL(int, "mkdirat", int, const char *, mode_t);
    ONE('M', a, name, real(a, name, mode));
}
