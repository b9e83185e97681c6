import { spawn } from 'node:child_process';

/** One part of a test run: a name that is printed, and a command of the project. */
export interface Part {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
  /** Further variables for the command. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface PartResult {
  readonly name: string;
  readonly ok: boolean;
  readonly seconds: number;
}

/** Runs one part with its output shown, and tells how long it took. */
export async function runPart(part: Part, env: NodeJS.ProcessEnv): Promise<PartResult> {
  console.log(`\n== ${part.name}`);
  const started = performance.now();
  const [command, ...args] = part.command;
  const ok = await new Promise<boolean>((resolve) => {
    const child = spawn(command, args, {
      env: { ...env, ...part.env },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    child.on('error', (error) => {
      console.error(error.message);
      resolve(false);
    });
    child.on('exit', (code) => resolve(code === 0));
  });
  return { name: part.name, ok, seconds: (performance.now() - started) / 1000 };
}
