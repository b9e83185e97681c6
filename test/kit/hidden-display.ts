import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { Undo } from './undo.ts';

/** How long the X server may take to say which display it is, in milliseconds. */
const PATIENCE_MS = 10_000;

/** The descriptor on which Xvfb writes the number of the display that it found free. */
const DISPLAY_FD = 3;

/**
 * Starts an X server that shows nothing to anybody, for a browser with real windows: there the
 * focus moves from one window to another, as on a desktop. A headless browser gives it to all.
 * @returns the environment of the programs that are to show their windows there
 * @throws Error when there is no Xvfb, or it does not come up
 */
export async function hiddenDisplay(undo: Undo): Promise<Readonly<Record<string, string>>> {
  const server = spawn(
    'Xvfb',
    ['-displayfd', String(DISPLAY_FD), '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] },
  );
  const ended = new Promise<void>((resolve) => {
    server.once('exit', () => resolve());
    server.once('error', () => resolve());
  });
  undo.later(async () => {
    server.kill();
    await ended;
  });
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  server.once('error', reject);
  server.once('exit', () => reject(new Error('the X server ended')));
  const timer = setTimeout(() => reject(new Error('the X server says nothing')), PATIENCE_MS);
  createInterface(server.stdio[DISPLAY_FD] as Readable).once('line', resolve);
  try {
    return { DISPLAY: `:${(await promise).trim()}` };
  } finally {
    clearTimeout(timer);
  }
}
