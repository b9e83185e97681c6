import { join } from 'node:path';

/** Names of the files of a placed program. */
export const PROGRAM_FILES = {
  node: 'node',
  bundle: 'wardkey.mjs',
  notices: 'THIRD-PARTY-NOTICES.txt',
  cache: 'compile-cache',
} as const;

/**
 * Has the program load all that a browser's first start needs, and end: that way Node.js leaves its
 * compile cache behind. A host itself leaves none, since it ends by a signal.
 */
export const WARM_UP = 'warm-up';

/**
 * How many calls into system libraries may block at once, as the value of libuv's UV_THREADPOOL_SIZE:
 * PC/SC's monitor does for good, a mute card until its driver gives up.
 */
export const POOL_THREADS = '12';

/**
 * Keeps the space for new objects at 1 MiB, which a bridge seldom fills, in place of 16: after hundreds
 * of sign-ins that is 4 MB less. The compile cache is good only for the options it was made with.
 */
export const NODE_OPTIONS = ['--max-semi-space-size=1'] as const;

/**
 * Variables by which Node.js runs other code, trusts other certificates, goes by another host or
 * writes elsewhere. A browser hands its own environment on, so whoever could set them there would be
 * inside the bridge. What the dynamic linker reads (LD_PRELOAD, LD_LIBRARY_PATH) has had its effect
 * on the shell before its first line: no shell program can keep that out.
 */
const CLEARED = [
  'NODE_OPTIONS',
  'NODE_PATH',
  'NODE_REPL_EXTERNAL_MODULE',
  'NODE_EXTRA_CA_CERTS',
  'NODE_USE_SYSTEM_CA',
  'NODE_TLS_REJECT_UNAUTHORIZED',
  'NODE_USE_ENV_PROXY',
  'NODE_ICU_DATA',
  'NODE_DEBUG',
  'NODE_DEBUG_NATIVE',
  'NODE_V8_COVERAGE',
  'NODE_REDIRECT_WARNINGS',
  'NODE_PENDING_DEPRECATION',
  'NODE_PRESERVE_SYMLINKS',
  'NODE_PRESERVE_SYMLINKS_MAIN',
  'NODE_SKIP_PLATFORM_CHECK',
  'NODE_INSPECT_RESUME_ON_START',
  'NODE_COMPILE_CACHE_PORTABLE',
  'NODE_COMPILE_CACHE_READONLY',
  'NODE_DISABLE_COMPILE_CACHE',
  'NODE_CHANNEL_FD',
  'NODE_UNIQUE_ID',
  'NODE_TEST_CONTEXT',
  'NODE_TEST_WORKER_ID',
  'WATCH_REPORT_DEPENDENCIES',
  'OPENSSL_CONF',
  'OPENSSL_CONF_INCLUDE',
  'OPENSSL_ENGINES',
  'OPENSSL_MODULES',
  'SSL_CERT_DIR',
  'SSL_CERT_FILE',
  'UV_USE_IO_URING',
] as const;

/**
 * The shell program that starts the bridge on its own Node.js, whatever is on the PATH.
 * @param folder absolute path of the placed program
 */
export function launcherText(folder: string): string {
  const path = (file: string) => shellQuoted(join(folder, file));
  return [
    '#!/bin/sh',
    '# Starts the Wardkey bridge. Written by "wardkey install".',
    `unset ${CLEARED.join(' ')}`,
    `export NODE_COMPILE_CACHE=${path(PROGRAM_FILES.cache)}`,
    `export UV_THREADPOOL_SIZE=${POOL_THREADS}`,
    // With glibc, each thread of the pool would set memory aside of its own.
    'export MALLOC_ARENA_MAX=1',
    `exec ${path(PROGRAM_FILES.node)} ${NODE_OPTIONS.join(' ')} ${path(PROGRAM_FILES.bundle)} "$@"`,
    '',
  ].join('\n');
}

/** A text as one word of a POSIX shell (POSIX.1-2024, Shell Command Language §2.2.2). */
function shellQuoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
