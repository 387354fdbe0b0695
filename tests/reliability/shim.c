/* Faults in the file-system calls of one process, for LD_PRELOAD on Linux.
 *
 * Calls that change something under the watched folder are counted from 1, and one of them, or all
 * from it on, end as the fault says. What happened can also be recorded, to be replayed as what a
 * power cut leaves. Python arms it by ctypes:
 *
 *     fault_arm(root, also, fault, at): `root` is the folder that is watched; opens for reading
 *         count only for EMFILE, there and under `also`
 *     fault_record(fd): every change under `root` is written to fd (see power.py for the format)
 *     fault_disarm(): returns how many calls were counted
 *     fault_trace: a letter for each of them (o w t s u d r)
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

enum fault { NONE, KILL, TORN, NO_SPACE, ERROR_ONCE, ERROR_ON, NO_FILES };
enum verdict { GO, HALF_THEN_DIE, HALF, FAIL };

#define FDS 4096
static char root[PATH_MAX], also[PATH_MAX];
static enum fault fault;
static long at, calls;
static int record = -1, armed;
static char watched[FDS];
char fault_trace[1 << 16];

#define REAL(type, name, ...)                                       \
    static type (*real)(__VA_ARGS__);                               \
    if (!real) *(void **)&real = dlsym(RTLD_NEXT, name)

static int under(const char *path, const char *folder) {
    size_t size = strlen(folder);
    return size && !strncmp(path, folder, size) && (!path[size] || path[size] == '/');
}

static int of_ours(int fd) { return armed && fd >= 0 && fd < FDS && watched[fd]; }

/* What is to become of a call that changes something. `grows`: it needs room on the disk. */
static enum verdict step(char what, int grows) {
    int writes = what == 'w';
    if (calls < (long)sizeof fault_trace - 1) fault_trace[calls] = what;
    calls++;
    if (fault == NONE || fault == NO_FILES || calls < at) return GO;
    switch (fault) {
    case KILL: kill(getpid(), SIGKILL); pause();
    case TORN: return writes ? HALF_THEN_DIE : GO; /* `at` is a write */
    case NO_SPACE:
        if (!grows) return GO;
        errno = ENOSPC;
        return writes && calls == at ? HALF : FAIL;
    case ERROR_ONCE:
        if (calls > at) return GO; /* fall through */
    case ERROR_ON: errno = EIO; return FAIL;
    default: return GO;
    }
}

static void put(const void *data, size_t size) {
    static ssize_t (*real)(int, const void *, size_t);
    if (!real) *(void **)&real = dlsym(RTLD_NEXT, "write");
    while (size) {
        ssize_t done = real(record, data, size);
        if (done <= 0) abort();
        data = (const char *)data + done;
        size -= done;
    }
}

/* One change: its letter, two numbers, and two pieces of data. */
static void note(char what, int64_t a, int64_t b, const void *x, size_t xs, const void *y, size_t ys) {
    if (record < 0) return;
    int saved = errno;
    int64_t head[5] = {what, a, b, (int64_t)xs, (int64_t)ys};
    put(head, sizeof head);
    put(x, xs);
    put(y, ys);
    errno = saved;
}

static int opened(const char *path, int flags, mode_t mode, int (*real)(const char *, int, ...)) {
    if (!armed || !(under(path, root) || (fault == NO_FILES && under(path, also))))
        return real(path, flags, mode);
    if (fault == NO_FILES && ++calls >= at) { errno = EMFILE; return -1; }
    int writing = flags & (O_WRONLY | O_RDWR);
    int fresh = (flags & O_CREAT) && access(path, F_OK) != 0;
    if (fault != NO_FILES && (fresh || (flags & O_TRUNC)) && step('o', fresh) == FAIL) return -1;
    int fd = real(path, flags, mode);
    if (fd >= 0 && fd < FDS && under(path, root)) {
        watched[fd] = 1;
        note('o', fd, (writing ? 1 : 0) | (fresh ? 2 : 0) | (flags & O_TRUNC ? 4 : 0), path, strlen(path), "", 0);
    }
    return fd;
}

#define OPEN(name)                                                  \
    int name(const char *path, int flags, ...) {                    \
        REAL(int, #name, const char *, int, ...);                   \
        va_list list;                                               \
        va_start(list, flags);                                      \
        mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(list, mode_t) : 0; \
        va_end(list);                                               \
        return opened(path, flags, mode, real);                     \
    }
OPEN(open)
OPEN(open64)

/* Nothing here opens relative to a folder's handle; fault_arm's caller gives absolute paths. */
#define OPENAT(name)                                                \
    int name(int folder, const char *path, int flags, ...) {        \
        REAL(int, #name, int, const char *, int, ...);              \
        va_list list;                                               \
        va_start(list, flags);                                      \
        mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(list, mode_t) : 0; \
        va_end(list);                                               \
        if (armed && under(path, root)) abort();                    \
        return real(folder, path, flags, mode);                     \
    }
OPENAT(openat)
OPENAT(openat64)

int close(int fd) {
    REAL(int, "close", int);
    if (of_ours(fd)) { watched[fd] = 0; note('c', fd, 0, "", 0, "", 0); }
    return real(fd);
}

static ssize_t written(int fd, const void *data, size_t size, off_t offset) {
    REAL(ssize_t, "pwrite64", int, const void *, size_t, off_t);
    enum verdict verdict = step('w', 1);
    if (verdict == FAIL) return -1;
    if (verdict != GO) size = size / 2;
    ssize_t done = size ? real(fd, data, size, offset) : 0;
    if (verdict == HALF_THEN_DIE) { kill(getpid(), SIGKILL); pause(); }
    if (verdict == HALF && !size) { errno = ENOSPC; return -1; }
    if (done > 0) note('w', fd, offset, data, done, "", 0);
    return done;
}

#define PWRITE(name)                                                \
    ssize_t name(int fd, const void *data, size_t size, off_t offset) { \
        REAL(ssize_t, #name, int, const void *, size_t, off_t);     \
        return of_ours(fd) ? written(fd, data, size, offset) : real(fd, data, size, offset); \
    }
PWRITE(pwrite)
PWRITE(pwrite64)

ssize_t write(int fd, const void *data, size_t size) {
    REAL(ssize_t, "write", int, const void *, size_t);
    if (!of_ours(fd)) return real(fd, data, size);
    off_t offset = lseek(fd, 0, SEEK_CUR);
    ssize_t done = written(fd, data, size, offset);
    if (done > 0) lseek(fd, offset + done, SEEK_SET);
    return done;
}

ssize_t writev(int fd, const struct iovec *parts, int count) {
    REAL(ssize_t, "writev", int, const struct iovec *, int);
    if (of_ours(fd)) abort(); /* nobody does; who starts to must be counted */
    return real(fd, parts, count);
}

#define TRUNCATE(name)                                              \
    int name(int fd, off_t size) {                                  \
        REAL(int, #name, int, off_t);                               \
        if (!of_ours(fd)) return real(fd, size);                    \
        struct stat now;                                            \
        fstat(fd, &now);                                            \
        if (step('t', size > now.st_size) == FAIL) return -1;         \
        int done = real(fd, size);                                  \
        if (!done) note('t', fd, size, "", 0, "", 0);               \
        return done;                                                \
    }
TRUNCATE(ftruncate)
TRUNCATE(ftruncate64)

/* Changes that the product does not make: who starts to must be counted. */
#define NEVER(name, ours, list, call, ...)                          \
    int name list {                                                 \
        REAL(int, #name, __VA_ARGS__);                              \
        if (ours) abort();                                          \
        return real call;                                           \
    }
#define PATH (armed && under(path, root))
NEVER(fallocate, of_ours(fd), (int fd, int mode, off_t from, off_t size), (fd, mode, from, size), int, int, off_t, off_t)
NEVER(fallocate64, of_ours(fd), (int fd, int mode, off_t from, off_t size), (fd, mode, from, size), int, int, off_t, off_t)
NEVER(posix_fallocate, of_ours(fd), (int fd, off_t from, off_t size), (fd, from, size), int, off_t, off_t)
NEVER(posix_fallocate64, of_ours(fd), (int fd, off_t from, off_t size), (fd, from, size), int, off_t, off_t)
NEVER(rmdir, PATH, (const char *path), (path), const char *)
NEVER(link, PATH, (const char *from, const char *path), (from, path), const char *, const char *)
NEVER(symlink, PATH, (const char *from, const char *path), (from, path), const char *, const char *)
NEVER(unlinkat, PATH, (int folder, const char *path, int flags), (folder, path, flags), int, const char *, int)

/* No call waits for the disk: a power cut is not awaited but replayed. */
#define SYNC(name)                                                  \
    int name(int fd) {                                              \
        if (!of_ours(fd)) return 0;                                 \
        if (step('s', 1) == FAIL) return -1;                        \
        note('s', fd, 0, "", 0, "", 0);                             \
        return 0;                                                   \
    }
SYNC(fsync)
SYNC(fdatasync)

#define ONE_PATH(name, letter, grows, ...)                          \
    {                                                               \
        if (!armed || !under(path, root)) return real(__VA_ARGS__); \
        if (step(letter, grows) == FAIL) return -1;                      \
        int done = real(__VA_ARGS__);                               \
        if (!done) note(letter, 0, 0, path, strlen(path), "", 0);   \
        return done;                                                \
    }
int unlink(const char *path) {
    REAL(int, "unlink", const char *);
    ONE_PATH("unlink", 'u', 0, path)
}
int mkdir(const char *path, mode_t mode) {
    REAL(int, "mkdir", const char *, mode_t);
    ONE_PATH("mkdir", 'd', 1, path, mode)
}
int rename(const char *path, const char *to) {
    REAL(int, "rename", const char *, const char *);
    if (!armed || !under(path, root)) return real(path, to);
    if (step('r', 1) == FAIL) return -1;
    int done = real(path, to);
    if (!done) note('r', 0, 0, path, strlen(path), to, strlen(to));
    return done;
}

void fault_arm(const char *folder, const char *other, int what, long when) {
    snprintf(root, sizeof root, "%s", folder);
    snprintf(also, sizeof also, "%s", other);
    fault = what;
    at = when;
    calls = 0;
    memset(watched, 0, sizeof watched);
    memset(fault_trace, 0, sizeof fault_trace);
    armed = 1;
}

void fault_record(int fd) { record = fd; }

long fault_disarm(void) {
    armed = 0;
    record = -1;
    return calls;
}
