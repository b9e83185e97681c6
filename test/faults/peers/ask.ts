import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import type { Stage } from './stage.ts';

/** Nobody waits longer. */
const PATIENCE_MS = 15_000;

export interface Answer {
  readonly said: string;
  /** From the start of the process to its end; `null` where it did not end by itself. */
  readonly ms: number | null;
}

/**
 * Starts a program where a fault is, and hears it out.
 * @param home the folder that it gets as its person's
 */
export async function ask(
  command: readonly [string, ...string[]],
  stage: Stage,
  home: string,
): Promise<Answer> {
  const [program, ...args] = stage.wrap(command);
  const env = {
    PATH: '/usr/bin:/bin:/usr/sbin:/sbin',
    HOME: home,
    LC_ALL: 'C.UTF-8',
    ...stage.env,
  };
  const begin = performance.now();
  const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const timer = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
  const [out, err] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  clearTimeout(timer);
  const ms = performance.now() - begin;
  return { said: `${out}\n${err}`, ms: child.signalCode === null ? ms : null };
}
