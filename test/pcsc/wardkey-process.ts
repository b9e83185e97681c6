import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { inheritedEnvironment } from '../kit/inherited-environment.ts';
import { FidoApplet } from '../virtual/fido-applet.ts';
import type { VirtualKeyOptions } from '../virtual/key-options.ts';
import { PrivatePcscd } from '../virtual/pcsc-reader/private-pcscd.ts';
import { VirtualKey } from '../virtual/virtual-key.ts';

/** The program, as it runs from its source. */
export const WARDKEY = fileURLToPath(new URL('../../bridge/main.ts', import.meta.url));

/** A card service with one reader, until the test ends. */
export async function pcscd(): Promise<PrivatePcscd> {
  const started = await PrivatePcscd.start({ readers: ['Wardkey Test Reader'] });
  onTestFinished(() => started.stop());
  return started;
}

/** The same with a key on the reader. */
export async function pcscdWithKey(options: VirtualKeyOptions = { pin: '4321' }) {
  const service = await pcscd();
  const key = new VirtualKey(options);
  await service.readers[0]?.insert(new FidoApplet(key));
  return { service, key };
}

/** The environment of a command line on such a machine. */
export function environment({ env }: PrivatePcscd): Record<string, string> {
  return { ...inheritedEnvironment(), PATH: '', LC_ALL: 'C.UTF-8', ...env };
}

/** Starts the program from its source. */
export function start(service: PrivatePcscd, ...args: string[]) {
  const child = spawn(process.execPath, [WARDKEY, ...args], { env: environment(service) });
  onTestFinished(() => void child.kill('SIGKILL'));
  return { child, ended: once(child, 'exit') };
}

export interface Ended {
  readonly exitCode: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs the program to its end, with something on its standard input. */
export async function run(
  service: PrivatePcscd,
  args: readonly string[],
  input = '',
): Promise<Ended> {
  const { child, ended } = start(service, ...args);
  child.stdin.end(input);
  return outcome(child, ended);
}

/** What a program that was started ends with. */
export async function outcome(
  child: ChildProcessWithoutNullStreams,
  ended: Promise<unknown[]>,
): Promise<Ended> {
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { exitCode: child.exitCode, out, err };
}

/** What `--json` printed. */
export function json({ out }: Ended): Record<string, unknown> {
  return JSON.parse(out);
}
