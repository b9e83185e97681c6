/*
 * Makes Unix sockets named hidrawN behave as hidraw devices, for one process that is started with
 * this file in LD_PRELOAD. A stream socket has no records of its own, so all are of one length, which
 * the device tells in its first two bytes: that of an input report, and that of an output report.
 * What the kernel does with a node that may not be used, or whose device is gone, is done alike. So are
 * the questions that libfido2 and python-fido2 ask of a node: that it is a character device, what its
 * report descriptor is, and who made it.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/hidraw.h>
#include <stdarg.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#define MAX_DESCRIPTORS 4096

/* A FIDO authenticator's (CTAP 2.1, 11.2.8.2), but for the numbers of reports, which are one byte long. */
static const unsigned char DESCRIPTOR[] = {
    0x06, 0xd0, 0xf1, 0x09, 0x01, 0xa1, 0x01, 0x09, 0x20, 0x15, 0x00, 0x26, 0xff, 0x00, 0x75, 0x08, 0x95,
    0x00, 0x81, 0x02, 0x09, 0x21, 0x15, 0x00, 0x26, 0xff, 0x00, 0x75, 0x08, 0x95, 0x00, 0x91, 0x02, 0xc0,
};
#define INPUT_COUNT_AT 17
#define OUTPUT_COUNT_AT 30
#define BUS_USB 3
#define VENDOR 0x1209
#define PRODUCT 0x0001

/* By file descriptor; 0 for what is none of ours. */
static unsigned char input_bytes[MAX_DESCRIPTORS];
static unsigned char output_bytes[MAX_DESCRIPTORS];

#define NEXT(function) ((__typeof__(&function))dlsym(RTLD_NEXT, #function))

static int is_ours(int fd) {
  return fd >= 0 && fd < MAX_DESCRIPTORS && input_bytes[fd] != 0;
}

/* 1 for a device of ours that may be used, 0 for one that may not, -1 for anything else. */
static int may_use(const char *path) {
  const char *slash = strrchr(path, '/');
  struct stat found;
  if (slash == NULL || strncmp(slash + 1, "hidraw", 6) != 0) return -1;
  if (stat(path, &found) != 0 || !S_ISSOCK(found.st_mode)) return -1;
  /* Root may do anything, and so must be told from the mode alone. */
  return (found.st_mode & S_IRUSR) != 0;
}

static int open_device(const char *path, int flags) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  unsigned char lengths[2];
  int fd;
  if (strlen(path) >= sizeof(address.sun_path)) {
    errno = ENAMETOOLONG;
    return -1;
  }
  strcpy(address.sun_path, path);
  fd = socket(AF_UNIX, SOCK_STREAM | ((flags & O_CLOEXEC) ? SOCK_CLOEXEC : 0), 0);
  if (fd < 0) return -1;
  if (fd >= MAX_DESCRIPTORS || connect(fd, (struct sockaddr *)&address, sizeof(address)) != 0 ||
      recv(fd, lengths, sizeof(lengths), MSG_WAITALL) != sizeof(lengths)) {
    NEXT(close)(fd);
    errno = ENODEV;
    return -1;
  }
  input_bytes[fd] = lengths[0];
  output_bytes[fd] = lengths[1];
  return fd;
}

static int open_any(const char *name, const char *path, int flags, mode_t mode) {
  int (*next)(const char *, int, ...) = (int (*)(const char *, int, ...))dlsym(RTLD_NEXT, name);
  switch (may_use(path)) {
  case 1:
    return open_device(path, flags);
  case 0:
    errno = EACCES;
    return -1;
  default:
    return next(path, flags, mode);
  }
}

static mode_t mode_of(int flags, va_list rest) {
  return (flags & (O_CREAT | __O_TMPFILE)) != 0 ? va_arg(rest, mode_t) : 0;
}

int open(const char *path, int flags, ...) {
  va_list rest;
  mode_t mode;
  va_start(rest, flags);
  mode = mode_of(flags, rest);
  va_end(rest);
  return open_any("open", path, flags, mode);
}

int open64(const char *path, int flags, ...) {
  va_list rest;
  mode_t mode;
  va_start(rest, flags);
  mode = mode_of(flags, rest);
  va_end(rest);
  return open_any("open64", path, flags, mode);
}

int access(const char *path, int mode) {
  if (may_use(path) == 0 && mode != F_OK) {
    errno = EACCES;
    return -1;
  }
  return NEXT(access)(path, mode);
}

static int tell_descriptor(int fd, unsigned char *into) {
  struct hidraw_report_descriptor *whole = (struct hidraw_report_descriptor *)into;
  unsigned int size = whole->size < sizeof(DESCRIPTOR) ? whole->size : sizeof(DESCRIPTOR);
  memcpy(whole->value, DESCRIPTOR, size);
  if (size > INPUT_COUNT_AT) whole->value[INPUT_COUNT_AT] = input_bytes[fd];
  if (size > OUTPUT_COUNT_AT) whole->value[OUTPUT_COUNT_AT] = output_bytes[fd];
  return 0;
}

int ioctl(int fd, unsigned long request, ...) {
  va_list rest;
  void *argument;
  va_start(rest, request);
  argument = va_arg(rest, void *);
  va_end(rest);
  /* Programs have it as an int at times, and then its sign is spread over the upper half. */
  if (is_ours(fd)) switch ((unsigned int)request) {
    case HIDIOCGRDESCSIZE:
      *(int *)argument = sizeof(DESCRIPTOR);
      return 0;
    case HIDIOCGRDESC:
      return tell_descriptor(fd, argument);
    case HIDIOCGRAWINFO:
      *(struct hidraw_devinfo *)argument =
          (struct hidraw_devinfo){.bustype = BUS_USB, .vendor = VENDOR, .product = PRODUCT};
      return 0;
    }
  return NEXT(ioctl)(fd, request, argument);
}

int fstat(int fd, struct stat *found) {
  int failed = NEXT(fstat)(fd, found);
  if (failed == 0 && is_ours(fd)) found->st_mode = S_IFCHR | (found->st_mode & ~S_IFMT);
  return failed;
}

int fstat64(int fd, struct stat64 *found) {
  int failed = NEXT(fstat64)(fd, found);
  if (failed == 0 && is_ours(fd)) found->st_mode = S_IFCHR | (found->st_mode & ~S_IFMT);
  return failed;
}

ssize_t read(int fd, void *buffer, size_t length) {
  ssize_t got;
  if (!is_ours(fd)) return NEXT(read)(fd, buffer, length);
  if (length < input_bytes[fd]) {
    errno = EINVAL;
    return -1;
  }
  got = recv(fd, buffer, input_bytes[fd], MSG_WAITALL);
  if (got == input_bytes[fd]) return got;
  errno = EIO;
  return -1;
}

ssize_t write(int fd, const void *buffer, size_t length) {
  if (!is_ours(fd)) return NEXT(write)(fd, buffer, length);
  /* A report ID, which is 0 here, and the report. */
  if (length != output_bytes[fd] + 1u || *(const unsigned char *)buffer != 0) {
    errno = EINVAL;
    return -1;
  }
  if (send(fd, buffer, length, MSG_NOSIGNAL) == (ssize_t)length) return (ssize_t)length;
  errno = ENODEV;
  return -1;
}

int close(int fd) {
  if (is_ours(fd)) input_bytes[fd] = 0;
  return NEXT(close)(fd);
}
