/*
 * Starts a pcscd of its own: pcscd-launcher SOCKET PROGRAM ARGUMENT...
 *
 * The socket is bound here and handed over as file descriptor 3, in the way of systemd's socket
 * activation, so that it can lie anywhere. pcscd writes its process id under /run in any case: when
 * this process has a mount namespace of its own (WARDKEY_OWN_RUN=1), an empty /run hides that of the
 * machine, so that a real pcscd is never touched. In the same way the machine's drivers are hidden, so
 * that its readers are left alone.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#define DRIVERS "/usr/lib/pcsc/drivers"

static int fail(const char *what) {
  perror(what);
  return 1;
}

static int hide(const char *folder) {
  return mount("tmpfs", folder, "tmpfs", MS_NOSUID | MS_NODEV, "mode=755");
}

int main(int argc, char **argv) {
  if (argc < 3) {
    fputs("usage: pcscd-launcher SOCKET PROGRAM ARGUMENT...\n", stderr);
    return 2;
  }
  /* Whoever started this may be killed without a chance to end us. */
  if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0) return fail("prctl");

  const char *own_run = getenv("WARDKEY_OWN_RUN");
  if (own_run != NULL && strcmp(own_run, "1") == 0) {
    if (hide("/run") != 0) return fail("/run");
    if (access(DRIVERS, F_OK) == 0 && hide(DRIVERS) != 0) return fail(DRIVERS);
    if (mkdir("/run/pcscd", 0755) != 0) return fail("/run/pcscd");
  }

  struct sockaddr_un address = {.sun_family = AF_UNIX};
  if (strlen(argv[1]) >= sizeof address.sun_path) {
    fputs("The path of the socket is too long.\n", stderr);
    return 1;
  }
  strcpy(address.sun_path, argv[1]);
  unlink(argv[1]);
  int fd = socket(AF_UNIX, SOCK_STREAM, 0);
  if (fd < 0) return fail("socket");
  if (bind(fd, (struct sockaddr *)&address, sizeof address) != 0) return fail("bind");
  if (listen(fd, 16) != 0) return fail("listen");
  if (fd != 3 && (dup2(fd, 3) < 0 || close(fd) != 0)) return fail("dup2");

  char pid[16];
  snprintf(pid, sizeof pid, "%d", (int)getpid());
  setenv("LISTEN_PID", pid, 1);
  setenv("LISTEN_FDS", "1", 1);
  execvp(argv[2], argv + 2);
  return fail(argv[2]);
}
