/** The only way to the browser once the guard stands. */
export interface GuardedOutput {
  write(bytes: Uint8Array): void;
  /** Bytes that the browser has not taken yet. */
  readonly waitingBytes: number;
  /** Told once when the browser no longer reads. */
  onClosed(listener: () => void): void;
  /** Resolves when all that was written has gone, or can no longer go. */
  flush(): Promise<void>;
}

/**
 * Keeps everything but frames away from the browser: whatever else writes to `stdout`, such as
 * `console.log` here or in a library, goes to `stderr` from now on.
 */
export function guardStdout(
  stdout: NodeJS.WriteStream = process.stdout,
  stderr: NodeJS.WriteStream = process.stderr,
): GuardedOutput {
  const write = stdout.write.bind(stdout);
  stdout.write = stderr.write.bind(stderr);
  return {
    write: (bytes) => {
      write(bytes);
    },
    get waitingBytes() {
      return stdout.writableLength;
    },
    onClosed: (listener) => {
      stdout.once('error', listener);
      stdout.once('close', listener);
    },
    flush: () => new Promise((resolve) => write('', () => resolve())),
  };
}
