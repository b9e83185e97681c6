import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { BenchDevice } from '../device/bench-device.ts';
import type { Invocation } from './cold-peer.ts';

const TIME_OUT_MS = 20_000;

/** One run of a program. */
export interface ColdRun {
  readonly output: string;
  readonly errorOutput: string;
  /** From the start of its process to the end of it, in milliseconds. */
  readonly ms: number;
  /** The most that it had in memory, in megabytes of 2^20 bytes. */
  readonly peakMegabytes: number;
}

/**
 * Starts a program where the device is to be seen, and waits for its end.
 * @param timed native/timed.c, compiled
 * @throws Error when it fails, with what it said
 */
export async function runCold(
  timed: string,
  device: Pick<BenchDevice, 'wrap' | 'env'>,
  folder: string,
  { command, input = '' }: Pick<Invocation<unknown>, 'command' | 'input'>,
): Promise<ColdRun> {
  const report = join(folder, 'timed');
  const [program, ...args] = device.wrap([timed, report, ...command]);
  const env = {
    PATH: '/usr/bin:/bin:/usr/sbin:/sbin',
    HOME: folder,
    LC_ALL: 'C.UTF-8',
    ...device.env,
  };
  const child = spawn(program, args, { env, timeout: TIME_OUT_MS });
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  const [output, trouble] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  if (child.exitCode !== 0) throw new Error(`${command[0]}: ${trouble.trim() || output.trim()}`);
  const [nanoseconds = '', kilobytes = ''] = (await readFile(report, 'utf8')).trim().split(' ');
  return {
    output,
    errorOutput: trouble,
    ms: Number(nanoseconds) / 1e6,
    peakMegabytes: Number(kilobytes) / 1024,
  };
}
