import * as v from 'valibot';
import { BridgeClient } from '../../../../extension/background/bridge/bridge-client.ts';
import { readPageRequest } from '../../../../extension/background/sign-in/page-request.ts';
import { SignIn } from '../../../../extension/background/sign-in/sign-in.ts';
import { SignInStore } from '../../../../extension/background/sign-in/sign-in-store.ts';
import { SignInWindow } from '../../../../extension/background/sign-in/sign-in-window.ts';
import { TabWatch } from '../../../../extension/background/sign-in/tab-watch.ts';
import type { OpenNativePort } from '../../../../extension/platform/native-port.ts';
import { WardkeyError } from '../../../../shared/errors/wardkey-error.ts';
import type { SignInView } from '../../../../shared/messages/views.ts';

export const ENTRA = 'https://login.microsoft.com';
export const TAB = 7;
const CREDENTIAL = {
  id: 'AAAA',
  rawId: 'AAAA',
  type: 'public-key',
  authenticatorAttachment: 'cross-platform',
  response: { clientDataJSON: 'e30', authenticatorData: 'AAAA', signature: 'AAAA' },
  clientExtensionResults: {},
};
const HELLO = { protocol: 1, bridge: { version: '0.1.0' }, capabilities: ['devices', 'webauthn'] };
/** What the bridge is asked around a ceremony, with its answers. */
const AROUND: Readonly<Record<string, object>> = {
  hello: HELLO,
  'devices.list': { devices: [], problems: [] },
};

const Sent = v.looseObject({ id: v.string(), method: v.string() });

/** A world around one sign-in, which notes in `log` what happens in which order. */
export class World {
  readonly log: string[] = [];
  readonly views: SignInView[] = [];
  stored: Record<string, unknown> = {};
  frames = [{ frameId: 0, url: `${ENTRA}/common/fido/get` }];
  tabIsThere = true;
  isFocused = true;
  /** Whether the window of an earlier worker is still there. */
  readonly windowIsThere: boolean;
  /** When the worker is woken to look; `null` for no more. */
  wakesAt: number | null = null;
  /** Settles when the bridge has started. */
  starting: Promise<void> = Promise.resolve();
  /** Settles when the browser has answered what it is asked about tabs. */
  looking: Promise<void> = Promise.resolve();
  attachFails = false;
  /** Settles when the browser has attached. */
  attaching: Promise<void> = Promise.resolve();
  tabGoesAtAttach = false;
  /** Settles when the browser has told a page of its failure. */
  failing: Promise<void> = Promise.resolve();
  /** Settles when the browser has handed a credential to its page. */
  succeeding: Promise<void> = Promise.resolve();
  /** Whether a smartcard is at work, in the one window. */
  isCardAtWork = false;
  isListening = false;
  /** The bridge answers the next ceremony by itself. */
  instant = false;
  readonly signIn: SignIn;
  #say: (message: unknown) => void = () => undefined;
  #ceremony = '';

  /** @param stored what an earlier worker left, and how the browser stands then */
  constructor(
    stored: Record<string, unknown> = {},
    { windowIsThere = true }: { readonly windowIsThere?: boolean } = {},
  ) {
    this.stored = stored;
    this.windowIsThere = windowIsThere;
    const tab = new TabWatch({
      tab: async () => {
        await this.looking;
        if (!this.tabIsThere) throw new Error('No tab with id');
        return { active: true, windowId: 1 };
      },
      isFocused: async () => this.isFocused,
      frames: async () => this.frames,
    });
    const window = new SignInWindow(
      {
        open: async (_near, { focused }) => {
          this.log.push(focused ? 'window' : 'window aside');
          return 9;
        },
        close: async () => {
          this.log.push('window closed');
        },
        focus: async (windowId) => {
          this.log.push(`focus ${windowId}`);
        },
        isOpen: async () => this.windowIsThere,
      },
      {
        onWindow: () => {
          this.signIn.mirror();
        },
        onClosedByPerson: () => this.signIn.onWindowClosed(),
      },
    );
    window.onPort({ postMessage: (view) => this.views.push(view) });
    this.signIn = new SignIn({
      proxy: {
        reachesEveryPage: true,
        attach: async () => {
          if (this.attachFails) throw new WardkeyError('proxy-held');
          this.log.push('attach');
          if (this.tabGoesAtAttach) this.tabIsThere = false;
          await this.attaching;
        },
        detach: async () => {
          this.log.push('detach');
        },
        succeed: async ({ requestId }) => {
          this.log.push(`succeed ${requestId}`);
          await this.succeeding;
        },
        fail: async ({ requestId }, name) => {
          this.log.push(`fail ${requestId} ${name}`);
          await this.failing;
        },
      },
      bridge: new BridgeClient({
        openPort: this.#openPort,
        extension: { version: '0.1.0', edition: 'full' },
        onCeremonyEvent: () => undefined,
        onCheckUpProgress: () => undefined,
        onReady: () => undefined,
        onChange: () => undefined,
      }),
      tab,
      store: new SignInStore({
        get: async () => this.stored,
        set: async (items) => {
          this.stored = structuredClone(items);
        },
      }),
      window,
      isCardAtWork: () => this.isCardAtWork,
      settingsLoaded: Promise.resolve(),
      allowedByPolicy: () => [],
      language: () => 'en',
      listen: (on) => {
        this.isListening = on;
      },
      wakeAt: (time) => {
        this.wakesAt = time;
      },
      showTab: async (tabId) => {
        if (!this.tabIsThere) throw new Error('No tab with id');
        this.log.push(`show ${tabId}`);
      },
      onChange: () => undefined,
    });
  }

  /** The bridge gives the page its credential. */
  finish(): void {
    this.#say({ jsonrpc: '2.0', id: this.#ceremony, result: CREDENTIAL });
  }

  /** The bridge says why there is none. */
  refuse(code: string): void {
    const error = { code: -32000, message: code, data: { code, facts: {} } };
    this.#say({ jsonrpc: '2.0', id: this.#ceremony, error });
  }

  readonly #openPort: OpenNativePort = ({ onMessage }) => {
    this.#say = onMessage;
    return { post: (message) => this.#take(message), close: () => undefined };
  };

  #take(message: unknown): void {
    const { id, method } = v.parse(Sent, message);
    const around = AROUND[method];
    if (around === undefined) this.log.push(method);
    if (method === 'webauthn.get') this.#ceremony = id;
    else this.#say({ jsonrpc: '2.0', id, result: around ?? {} });
    if (method === 'webauthn.get' && this.instant) this.finish();
  }

  /** A page asks. Resolves once the sign-in has dealt with it. */
  request(
    requestId: number,
    origin = ENTRA,
    sameOriginWithAncestors = true,
    timeout = 180_000,
  ): Promise<void> {
    const remoteDesktopClientOverride = { origin, sameOriginWithAncestors };
    const json = JSON.stringify({
      challenge: 'AAAA',
      timeout,
      extensions: { remoteDesktopClientOverride },
    });
    const key = { kind: 'get', requestId } as const;
    return this.signIn.onRequest(key, () => readPageRequest(key, json));
  }

  get lastStage(): SignInView['stage'] | undefined {
    return this.views.at(-1)?.stage;
  }
}
