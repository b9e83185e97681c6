import { WardkeyError } from '../../shared/errors/wardkey-error.ts';

/** What the system says when it does not let us write (POSIX.1-2024, errno). */
const REFUSALS: ReadonlySet<unknown> = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'ENOSPC']);

/**
 * Does some work on the person's files, and tells a refusal of the system by its code.
 * @throws WardkeyError `install-not-writable` with the `path`
 */
export async function refusalsExplained<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && REFUSALS.has(cause.code)) {
      const path = 'path' in cause && typeof cause.path === 'string' ? { path: cause.path } : {};
      throw new WardkeyError('install-not-writable', { cause, facts: path });
    }
    throw cause;
  }
}
