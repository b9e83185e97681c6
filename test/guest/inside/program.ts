import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';

/** An emulated processor is slow, and its host may be busy. */
const TIMEOUT_MS = 60_000;

export interface ProgramOptions {
  readonly input?: string;
  /** Who runs it, by number; root unless told. */
  readonly uid?: number;
}

export interface ProgramResult {
  readonly exitCode: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs a program of the machine to its end, without a terminal. */
export async function outcomeOf(
  command: readonly [string, ...string[]],
  { input = '', uid = 0 }: ProgramOptions = {},
): Promise<ProgramResult> {
  const [program, ...args] = command;
  const child = spawn(program, args, { uid, gid: uid, timeout: TIMEOUT_MS });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  // One that wants no input may be gone before it is written.
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  const [out, err, exitCode] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { exitCode, out, err };
}

/** The same, of which nothing but success is expected. @returns what it wrote */
export async function outputOf(
  command: readonly [string, ...string[]],
  options: ProgramOptions = {},
): Promise<string> {
  const { exitCode, out, err } = await outcomeOf(command, options);
  if (exitCode !== 0) throw new Error(`${command.join(' ')} ended with ${exitCode}: ${err}${out}`);
  return out;
}
