/* Whole reads and writes on the Unix sockets of a virtual reader: 0 for success, -1 for the end. */
#pragma once

#include <errno.h>
#include <stdint.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static int read_all(int fd, void *data, size_t length) {
  uint8_t *at = data;
  while (length > 0) {
    ssize_t count = recv(fd, at, length, 0);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return -1;
    at += count;
    length -= (size_t)count;
  }
  return 0;
}

static int write_all(int fd, const void *data, size_t length) {
  const uint8_t *at = data;
  while (length > 0) {
    ssize_t count = send(fd, at, length, MSG_NOSIGNAL);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return -1;
    at += count;
    length -= (size_t)count;
  }
  return 0;
}

static int open_socket(const char *path, char role) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  if (strlen(path) >= sizeof address.sun_path) return -1;
  strcpy(address.sun_path, path);
  int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (fd < 0) return -1;
  if (connect(fd, (struct sockaddr *)&address, sizeof address) != 0 || write_all(fd, &role, 1) != 0) {
    close(fd);
    return -1;
  }
  return fd;
}
