import { WardkeyError } from '../../../shared/errors/wardkey-error.ts';
import * as v from '../../../shared/schema/schema.ts';
import { MODULE_PROCESS } from './start-argument.ts';
import { ModuleAnswer, type ModuleRequest } from './token-messages.ts';

/** How long a module may take for one request, in milliseconds. */
const PATIENCE_MS = 30_000;
/** The same where the person types on the reader's own keys meanwhile, which readers end by themselves. */
const TYPING_MS = 150_000;
const MAX_ANSWER = 4 * 1024 * 1024;

/** How this very program is started: the executable, and what comes before its own arguments. */
export type OwnCommand = readonly [string, ...string[]];

/**
 * Asks a module, in a process of its own that ends with the answer: one that crashes or hangs takes
 * nothing else with it.
 * @param isTypedAtPad the person types the PIN at the reader while the module waits
 * @throws WardkeyError what the module's error means; `middleware-failed` for one that crashed or gave
 *   no answer in time; the signal's reason
 */
export async function askModule(
  command: OwnCommand,
  path: string,
  request: ModuleRequest,
  signal: AbortSignal,
  isTypedAtPad = false,
): Promise<Exclude<ModuleAnswer, { answer: 'error' }>> {
  const [program, ...args] = command;
  // A browser waits for hello until all is loaded, and few cards need a module.
  const { spawn } = await import('node:child_process');
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const child = spawn(program, [...args, MODULE_PROCESS, path], {
      stdio: ['pipe', 'pipe', 'ignore'],
      windowsHide: true,
    });
    let text = '';
    const patienceMs = isTypedAtPad ? TYPING_MS : PATIENCE_MS;
    const timer = setTimeout(() => child.kill('SIGKILL'), patienceMs);
    const onAbort = (): void => void child.kill('SIGKILL');
    signal.addEventListener('abort', onAbort, { once: true });
    child.stdout.setEncoding('utf8').on('data', (piece: string) => {
      text += piece;
      if (text.length > MAX_ANSWER) child.kill('SIGKILL');
    });
    // A process that has ended reads no request; how it ended is told by its close.
    child.stdin.on('error', () => undefined);
    child.once('error', (cause) => reject(new WardkeyError('middleware-failed', { cause })));
    child.once('close', () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      if (signal.aborted) reject(signal.reason);
      else settle(text, resolve, reject);
    });
    child.stdin.end(JSON.stringify(request));
  });
}

function settle(
  text: string,
  resolve: (answer: Exclude<ModuleAnswer, { answer: 'error' }>) => void,
  reject: (error: WardkeyError) => void,
): void {
  const read = v.safeParse(ModuleAnswer, parsed(text));
  if (!read.success) reject(new WardkeyError('middleware-failed'));
  else if (read.output.answer === 'error') {
    reject(new WardkeyError(read.output.code, { facts: read.output.facts }));
  } else resolve(read.output);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
