import { closeSync, openSync, writeSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import { ReadStream } from 'node:tty';
import { unlessAborted } from '../ctap/unless-aborted.ts';
import { LineEditor } from './line-editor.ts';

export interface Question {
  readonly text: string;
  /** What is typed is not shown. */
  readonly secret: boolean;
  readonly signal: AbortSignal;
  /** Called when the person ends the program: in raw mode Ctrl-C is a key like any other. */
  readonly interrupt: () => void;
}

interface Line {
  readonly input: ReadStream;
  write(text: string): void;
  close(): void;
}

/**
 * Asks at the person's terminal, wherever standard input comes from.
 * @returns what was typed, without the end of the line; `undefined` where there is no terminal
 * @throws the signal's reason once it is aborted
 */
export async function askAtTerminal(question: Question): Promise<string | undefined> {
  const line = openLine();
  if (line === undefined) return undefined;
  // Whatever ends this process, the terminal shows again what is typed.
  const restore = () => void line.input.setRawMode(false);
  process.once('exit', restore);
  try {
    line.input.setRawMode(true);
    line.write(`${question.text}: `);
    return await unlessAborted(typedLine(line, question), question.signal);
  } finally {
    process.removeListener('exit', restore);
    restore();
    line.write('\n');
    line.close();
  }
}

function typedLine({ input, write }: Line, { secret, interrupt }: Question): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  const editor = new LineEditor(secret ? () => {} : write);
  const decoder = new StringDecoder('utf8');
  const ended = () => interrupt();
  const take = (data: Buffer) => {
    const state = editor.feed(decoder.write(data));
    data.fill(0);
    if (state === 'interrupted') interrupt();
    if (state === 'done') {
      input.removeListener('data', take);
      input.removeListener('end', ended);
      resolve(editor.text);
    }
  };
  input.on('data', take);
  // The terminal was closed.
  input.once('end', ended);
  // After the question before, it does not flow by itself again.
  input.resume();
  return promise;
}

function openLine(): Line | undefined {
  if (process.stdin.isTTY && process.stderr.isTTY) {
    const input = process.stdin;
    const write = (text: string) => void process.stderr.write(text);
    return {
      input,
      write,
      close: () => {
        input.removeAllListeners('data');
        input.removeAllListeners('end');
        input.pause();
      },
    };
  }
  return process.platform === 'win32' ? undefined : openControllingTerminal();
}

/** As POSIX.1-2024 §10.1 names it: there also when input and output are redirected. */
function openControllingTerminal(): Line | undefined {
  try {
    const fd = openSync('/dev/tty', 'r+');
    const input = new ReadStream(fd);
    const output = openSync('/dev/tty', 'w');
    return {
      input,
      write: (text) => void writeSync(output, text),
      close: () => {
        input.destroy();
        closeSync(output);
      },
    };
  } catch {
    return undefined;
  }
}
