import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished } from 'vitest';
import { inheritedEnvironment } from '../kit/inherited-environment.ts';
import { buildTargets } from '../run/build.ts';
import type { HidMachine } from '../virtual/hid-device/hid-machine.ts';
import { SHIM } from '../virtual/hid-device/shim.ts';
import { withOwnDevices } from '../virtual/hid-device/with-own-devices.ts';

const BUNDLE = fileURLToPath(new URL('../../dist/bridge/wardkey.mjs', import.meta.url));
const PATH = '/usr/bin:/bin:/usr/sbin:/sbin';

/** A command line that runs on a computer whose USB keys are the machine's. */
export interface RunningCommand {
  /** Resolves once it has said this on standard error. */
  says(text: string): Promise<void>;
  interrupt(): void;
  /** @returns its exit code and all that it said */
  end(): Promise<{ readonly exitCode: number | null; readonly out: string; readonly err: string }>;
}

/**
 * Starts what would be typed at a shell, with the built `wardkey` for the program of that name.
 * @param input what its standard input holds
 */
export function startTyped(machine: HidMachine, typed: string, input = ''): RunningCommand {
  buildTargets(['bridge']);
  const shell = `wardkey() { "$NODE" "$BUNDLE" "$@"; }; ${typed}`;
  const [program, ...args] = withOwnDevices(machine.places, ['/bin/bash', '-c', shell]);
  const child = spawn(program, args, {
    env: {
      ...inheritedEnvironment(),
      PATH,
      LC_ALL: 'C.UTF-8',
      LD_PRELOAD: SHIM,
      PCSCLITE_CSOCK_NAME: '/nonexistent/pcscd.comm',
      NODE: process.execPath,
      BUNDLE,
    },
    // A group of its own, as a terminal makes for what is typed there.
    detached: true,
  });
  const signal = (name: NodeJS.Signals): void => {
    if (child.exitCode === null && child.pid !== undefined) process.kill(-child.pid, name);
  };
  onTestFinished(() => signal('SIGKILL'));
  const told = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    told.out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    told.err += text;
  });
  child.stdin.end(input);
  const closed = once(child, 'close');
  return {
    says: (text) => expect.poll(() => told.err, { interval: 10 }).toContain(text),
    interrupt: () => signal('SIGINT'),
    end: async () => {
      await closed;
      return { exitCode: child.exitCode, ...told };
    },
  };
}

/** Runs a command that shall end well. @returns what it printed */
export async function typed(machine: HidMachine, line: string, input = ''): Promise<string> {
  const { exitCode, out, err } = await startTyped(machine, line, input).end();
  expect({ line, exitCode, err }).toMatchObject({ exitCode: 0 });
  return out;
}
