import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished } from 'vitest';
import type { PrivatePcscd } from '../virtual/pcsc-reader/private-pcscd.ts';
import { environment, WARDKEY } from './wardkey-process.ts';

const PTY = fileURLToPath(new URL('at_terminal.py', import.meta.url));

/** The program at a real terminal, and who types there. */
export interface AtTerminal {
  /** All that the terminal has shown. */
  readonly screen: string;
  /** Types something once the terminal has shown a text since the last typing. */
  type(text: string, after: string | RegExp): Promise<void>;
  /** Resolves once the terminal has shown a text since the last typing. */
  shows(text: string | RegExp): Promise<void>;
  /** @returns the exit code */
  end(): Promise<number | null>;
}

/** Wide enough for any sentence, so that tests can look for whole ones. */
const WIDE = '400';

/** Runs the program from its source at a terminal of its own. */
export function atTerminal(
  service: PrivatePcscd,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): AtTerminal {
  const child = spawn('/usr/bin/python3', [PTY, process.execPath, WARDKEY, ...args], {
    env: { ...environment(service), TERM: 'xterm', PTY_COLUMNS: WIDE, ...env },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let screen = '';
  let seen = 0;
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    screen += text;
  });
  const ended = once(child, 'close');
  const shows = async (text: string | RegExp) => {
    const isShown = () => {
      const fresh = screen.slice(seen);
      return typeof text === 'string' ? fresh.includes(text) : text.test(fresh);
    };
    await expect.poll(isShown, { timeout: 30_000, interval: 10 }).toBe(true);
    seen = screen.length;
  };
  return {
    get screen() {
      return screen;
    },
    shows,
    type: async (text, after) => {
      await shows(after);
      child.stdin.write(text);
    },
    end: async () => {
      await ended;
      return child.exitCode;
    },
  };
}
