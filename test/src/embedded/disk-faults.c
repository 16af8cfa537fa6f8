/*
 * Loaded by LD_PRELOAD, counts the I/Os of a process on files below one directory and lets some of them fail, steered
 * through a shared file of eight 64-bit numbers (see disk-faults.ts). A failed flush loses what was written since the last
 * one, as a page cache may; a failed write has written nothing, but for one that flushes by itself (O_DSYNC) and fails
 * with EIO: that is in the page cache, and its error is about the disk.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

enum { WRITE = 1, FLUSH = 2, CHANGE = 4 };

struct control {
  _Atomic int64_t calls, failed;
  _Atomic int64_t from, until, error, kinds;
  _Atomic int64_t writes, flushes;
};

static struct control *control;
static char root[PATH_MAX];
static size_t root_length;

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

__attribute__((constructor)) static void attach(void) {
  const char *path = getenv("DISK_FAULTS_CONTROL"), *below = getenv("DISK_FAULTS_ROOT");
  if (path == NULL || below == NULL) return;
  int fd = REAL(open)(path, O_RDWR);
  if (fd < 0) abort();
  void *map = mmap(NULL, sizeof(struct control), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  if (map == MAP_FAILED) abort();
  close(fd);
  snprintf(root, sizeof root, "%s", below);
  root_length = strlen(root);
  control = map;
}

static int is_below(const char *path) {
  if (control == NULL || strncmp(path, root, root_length) != 0) return 0;
  return path[root_length] == '/' || path[root_length] == 0;
}

static int is_ours(int fd) {
  char link[64], path[PATH_MAX];
  if (control == NULL) return 0;
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length <= 0) return 0;
  path[length] = 0;
  return is_below(path);
}

/* Counts one I/O; true, with errno, when it has to fail. */
static int fails(int kind) {
  int64_t at = control->calls++;
  if (kind & WRITE) control->writes++;
  if (kind & FLUSH) control->flushes++;
  if (at < control->from || at >= control->until || (control->kinds & kind) == 0) return 0;
  control->failed++;
  errno = (int)control->error;
  return 1;
}

/* What a file had where it was written to since its last flush, newest first. */
struct undo {
  struct undo *next;
  dev_t device;
  ino_t inode;
  off_t at;
  size_t size;
  char bytes[];
};
static struct undo *undos;
static pthread_mutex_t undos_lock = PTHREAD_MUTEX_INITIALIZER;

static void remember(int fd, off_t at, size_t size) {
  struct stat file;
  if (fstat(fd, &file) != 0) abort();
  struct undo *undo = calloc(1, sizeof *undo + size);
  *undo = (struct undo){.device = file.st_dev, .inode = file.st_ino, .at = at, .size = size};
  /* The file may be open for writing only. */
  char path[64];
  snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
  int reader = REAL(open)(path, O_RDONLY);
  if (reader < 0 || pread(reader, undo->bytes, size, at) < 0) abort();
  close(reader);
  pthread_mutex_lock(&undos_lock);
  undo->next = undos;
  undos = undo;
  pthread_mutex_unlock(&undos_lock);
}

/* After a flush that went well, or did not. */
static void forget(int fd, int is_lost) {
  struct stat file;
  if (fstat(fd, &file) != 0) abort();
  pthread_mutex_lock(&undos_lock);
  for (struct undo **link = &undos; *link != NULL;) {
    struct undo *undo = *link;
    if (undo->device != file.st_dev || undo->inode != file.st_ino) {
      link = &undo->next;
      continue;
    }
    if (is_lost && REAL(pwrite)(fd, undo->bytes, undo->size, undo->at) < 0) abort();
    *link = undo->next;
    free(undo);
  }
  pthread_mutex_unlock(&undos_lock);
}

static size_t size_of(const struct iovec *parts, int count) {
  size_t size = 0;
  for (int n = 0; n < count; n++) size += parts[n].iov_len;
  return size;
}

static int flushes(int fd) {
  int flags = fcntl(fd, F_GETFL);
  return flags >= 0 && (flags & (O_DSYNC | O_SYNC)) != 0;
}

#define WRITES(name, parameters, arguments, position, length)          \
  ssize_t name parameters {                                            \
    if (!is_ours(fd)) return REAL(name) arguments;                     \
    int is_flushing = flushes(fd);                                     \
    if (!fails(is_flushing ? FLUSH : WRITE)) {                         \
      if (!is_flushing) remember(fd, position, length);                \
      return REAL(name) arguments;                                     \
    }                                                                  \
    int error = errno;                                                 \
    if (is_flushing && error == EIO) (void)!REAL(name) arguments;      \
    errno = error;                                                     \
    return -1;                                                         \
  }
#define HERE lseek(fd, 0, SEEK_CUR)
WRITES(write, (int fd, const void *bytes, size_t size), (fd, bytes, size), HERE, size)
WRITES(pwrite, (int fd, const void *bytes, size_t size, off_t at), (fd, bytes, size, at), at, size)
WRITES(pwrite64, (int fd, const void *bytes, size_t size, off64_t at), (fd, bytes, size, at), at, size)
WRITES(writev, (int fd, const struct iovec *parts, int count), (fd, parts, count), HERE, size_of(parts, count))
WRITES(pwritev, (int fd, const struct iovec *parts, int count, off_t at), (fd, parts, count, at), at,
       size_of(parts, count))
WRITES(pwritev64, (int fd, const struct iovec *parts, int count, off64_t at), (fd, parts, count, at), at,
       size_of(parts, count))

#define FLUSHES(name)                    \
  int name(int fd) {                     \
    if (!is_ours(fd)) return REAL(name)(fd); \
    if (!fails(FLUSH)) {                 \
      int result = REAL(name)(fd);       \
      if (result == 0) forget(fd, 0);    \
      return result;                     \
    }                                    \
    int error = errno;                   \
    forget(fd, 1);                       \
    errno = error;                       \
    return -1;                           \
  }
FLUSHES(fsync)
FLUSHES(fdatasync)

#define RESIZES(name, parameters, arguments)          \
  int name parameters {                               \
    if (is_ours(fd) && fails(CHANGE)) return -1;      \
    return REAL(name) arguments;                      \
  }
RESIZES(ftruncate, (int fd, off_t size), (fd, size))
RESIZES(ftruncate64, (int fd, off64_t size), (fd, size))

int msync(void *start, size_t size, int how) {
  if (control != NULL && fails(FLUSH)) return -1;
  return REAL(msync)(start, size, how);
}

static int is_change(const char *path, int flags) {
  return is_below(path) && ((flags & O_ACCMODE) != O_RDONLY || (flags & O_CREAT) != 0);
}

#define OPENS(name, leading, passed)                                  \
  int name(leading const char *path, int flags, ...) {                \
    va_list more;                                                     \
    va_start(more, flags);                                            \
    mode_t mode = (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(more, mode_t) : 0; \
    va_end(more);                                                     \
    if (is_change(path, flags) && fails(CHANGE)) return -1;           \
    return REAL(name)(passed path, flags, mode);                      \
  }
#define AT int directory,
#define PASSED directory,
#define NOTHING
OPENS(open, NOTHING, NOTHING)
OPENS(open64, NOTHING, NOTHING)
OPENS(openat, AT, PASSED)
OPENS(openat64, AT, PASSED)

#define ON_PATH(name, parameters, arguments)          \
  int name parameters {                               \
    if (is_below(path) && fails(CHANGE)) return -1;   \
    return REAL(name) arguments;                      \
  }
ON_PATH(mkdir, (const char *path, mode_t mode), (path, mode))
ON_PATH(unlink, (const char *path), (path))
ON_PATH(rename, (const char *path, const char *to), (path, to))

int access(const char *path, int mode) {
  if (is_below(path) && (mode & W_OK) != 0 && fails(CHANGE)) return -1;
  return REAL(access)(path, mode);
}
