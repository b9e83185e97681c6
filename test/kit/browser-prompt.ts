import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import WebSocket from 'ws';
import * as v from '../../shared/schema/schema.ts';

/** How long the browser may take to show its question, or to take an answer, in milliseconds. */
const PATIENCE_MS = 30_000;
/** The browser heeds no click that comes sooner after another than a double click does. */
const PAUSE_MS = 1_000;

/** What a Chromium is started with whose own windows a test can press buttons in. */
export const PROMPT_FLAGS = [
  '--enable-ui-devtools=0',
  '--enable-features=ui-debug-tools-enable-synthetic-events',
];
/** Where such a Chromium writes, below its user data folder, the TCP port at which it listens. */
const PORT_FILE = 'UIDevToolsActivePort';

/** The window in which the browser asks the person whether an extension may have what it wants. */
const DIALOG = 'ExtensionInstallDialogView';
const BUTTON = 'MdTextButton';

/** A window, or a part of one, with those inside it. */
const Part = v.object({
  nodeId: v.number(),
  attributes: v.optional(v.array(v.string()), []),
  children: v.optional(v.array(v.unknown()), []),
});
const Windows = v.object({ root: v.unknown() });
const Style = v.object({
  cssProperties: v.array(v.object({ name: v.string(), value: v.string() })),
});
/** Without rules where the part has gone meanwhile. */
const Styles = v.object({
  matchedCSSRules: v.optional(v.array(v.object({ rule: v.object({ style: Style }) })), []),
});

/**
 * Presses a button in the question that the browser itself asks the person, as she would with the
 * mouse. The browser must have been started with {@link PROMPT_FLAGS}.
 * @param userData its user data folder
 * @param label of the button, as the browser writes it
 * @throws Error where no such button comes, or the question stays
 */
export async function answerPrompt(userData: string, label: string): Promise<void> {
  await using windows = await BrowserWindows.of(userData);
  const end = performance.now() + PATIENCE_MS;
  let isPressed = false;
  while (performance.now() < end) {
    const buttons = buttonsIn(await windows.all());
    if (isPressed && buttons.length === 0) return;
    for (const nodeId of buttons) {
      if ((await windows.textOf(nodeId)) !== label) continue;
      // The browser does not heed a click that comes as soon as its question: it is made again.
      await windows.click(nodeId);
      isPressed = true;
    }
    await sleep(PAUSE_MS);
  }
  throw new Error(isPressed ? 'the browser’s question stays' : `the browser asks no “${label}”`);
}

/** The nodes of the buttons in the browser’s question. */
function buttonsIn(window: unknown, isInDialog = false): readonly number[] {
  const { nodeId, attributes, children } = v.parse(Part, window);
  const isInside = isInDialog || attributes.includes(DIALOG);
  const own = isInside && attributes.includes(BUTTON) ? [nodeId] : [];
  return [...own, ...children.flatMap((child) => buttonsIn(child, isInside))];
}

/** The browser’s own windows, as its protocol for them tells and moves them. */
class BrowserWindows {
  readonly #socket: WebSocket;
  #lastId = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
  }

  static async of(userData: string): Promise<BrowserWindows> {
    const [port] = (await readFile(join(userData, PORT_FILE), 'utf8')).split('\n');
    const socket = new WebSocket(`ws://127.0.0.1:${port}/0`);
    await new Promise<void>((resolve, reject) => {
      socket.once('open', () => resolve()).once('error', reject);
    });
    const windows = new BrowserWindows(socket);
    await windows.#call('DOM.enable');
    await windows.#call('CSS.enable');
    return windows;
  }

  async all(): Promise<unknown> {
    return v.parse(Windows, await this.#call('DOM.getDocument')).root;
  }

  async textOf(nodeId: number): Promise<string | undefined> {
    const styles = v.parse(Styles, await this.#call('CSS.getMatchedStylesForNode', { nodeId }));
    const all = styles.matchedCSSRules.flatMap(({ rule }) => rule.style.cssProperties);
    return all.find(({ name }) => name === 'Text')?.value;
  }

  async click(nodeId: number): Promise<void> {
    for (const type of ['mousePressed', 'mouseReleased']) {
      const event = { type, x: 5, y: 5, button: 'left', wheelDirection: 'none' };
      await this.#call('DOM.dispatchMouseEvent', { nodeId, event });
    }
  }

  /** What the browser answers; an object without members where that is an error. */
  async #call(method: string, params: object = {}): Promise<unknown> {
    this.#lastId += 1;
    const id = this.#lastId;
    const answered = new Promise<unknown>((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`no answer to ${method}`)), PATIENCE_MS);
      const hear = (data: WebSocket.RawData): void => {
        const answer = v.parse(
          v.object({ id: v.optional(v.number()), result: v.optional(v.unknown()) }),
          JSON.parse(String(data)),
        );
        if (answer.id !== id) return;
        clearTimeout(late);
        this.#socket.off('message', hear);
        resolve(answer.result ?? {});
      };
      this.#socket.on('message', hear);
    });
    this.#socket.send(JSON.stringify({ id, method, params }));
    return answered;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#socket.close();
  }
}
