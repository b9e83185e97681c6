import { compileC } from '../../virtual/compile-c.ts';

const CACHE = new URL('../../../node_modules/.cache/wardkey-bench/', import.meta.url);

/** Compiles timed.c. @returns its path */
export function buildTimed(): Promise<string> {
  return compileC({ sources: [new URL('timed.c', import.meta.url)], cache: CACHE });
}

/** Compiles libfido2-session.c. @returns its path @throws Error without libfido2-dev */
export function buildLibfido2Session(): Promise<string> {
  return compileC({
    sources: [new URL('libfido2-session.c', import.meta.url)],
    libraries: ['-lfido2', '-lpthread'],
    cache: CACHE,
  });
}
