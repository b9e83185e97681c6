/*
 * timed FILE COMMAND...: runs a command and writes to FILE how long it took from its start to its end,
 * in nanoseconds, and how much memory it had at most, in kilobytes. What stands before the command, such
 * as a mount namespace that has to be made, is then no part of the time.
 */
#define _GNU_SOURCE
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

extern char **environ;

static long long now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1000000000LL + time.tv_nsec;
}

int main(int argc, char **argv) {
  struct rusage used;
  long long started, ended;
  FILE *report;
  pid_t child;
  int status, failed;
  if (argc < 3) return 64;
  started = now();
  failed = posix_spawnp(&child, argv[2], NULL, NULL, argv + 2, environ);
  if (failed != 0) {
    fprintf(stderr, "timed: %s: %s\n", argv[2], strerror(failed));
    return 127;
  }
  if (wait4(child, &status, 0, &used) != child) return 70;
  ended = now();
  report = fopen(argv[1], "w");
  if (report == NULL) return 73;
  fprintf(report, "%lld %ld\n", ended - started, used.ru_maxrss);
  fclose(report);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 70;
}
