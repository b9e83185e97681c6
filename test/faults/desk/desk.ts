import { vi } from 'vitest';
import type { ErrorCode } from '../../../shared/errors/codes.ts';
import { toWardkeyError } from '../../../shared/errors/wardkey-error.ts';
import type { PageErrorId } from '../../../shared/portals/page-errors.ts';
import { OddKeyTransport } from '../../rig/odd-key.ts';
import { CALLER, clientOver, creationOptions, Rig } from '../../rig/rig.ts';
import { warm } from '../../rig/warm.ts';
import type { VirtualKeyOptions } from '../../virtual/key-options.ts';
import { VirtualKey } from '../../virtual/virtual-key.ts';
import { apis } from './played-apis.ts';
import { PlayedBridge } from './played-bridge.ts';
import { PAGE, PlayedWebAuthn } from './played-web-authn.ts';

export const PIN = '4321';

/** A function as the browser itself has it: without a source. */
function native<T extends (...given: never[]) => unknown>(act: T): T {
  return act.bind(null) as T;
}

/** Asked whether it can do something. */
type Asked = () => Promise<boolean>;

/**
 * A person at a browser with Wardkey in it, as the extension finds both: what is around its pages and
 * its worker, and the bridge at the end of its port, with a key. A test can break one thing or many.
 */
export class Desk {
  readonly rig: Rig;
  readonly key: VirtualKey;
  /** What stands between the key and its socket. */
  readonly socket: OddKeyTransport;
  readonly bridge: PlayedBridge;
  readonly webAuthn: PlayedWebAuthn;
  isSecureContext = true;
  isPrivate = false;
  hasWebAuthn = true;
  hasOwnKey: Asked = async () => true;
  isConditional: Asked = async () => true;
  /** Of the extension that has the browser's WebAuthn. */
  holder: string | undefined;
  /** Whether an extension of somebody's answers for `navigator.credentials` in the portal's page. */
  isOverridden = false;
  /** The browser's own way to the key. */
  create: (options: CredentialCreationOptions) => Promise<object>;
  /** Where the page comes from. */
  page: { readonly protocol: string; readonly host: string; readonly origin: string } = PAGE;
  /** What the person does with what Wardkey or the browser asks. */
  signIn: (() => Promise<unknown>) | null = null;

  /** What the page of a sign-in that failed shows. */
  shown: PageErrorId | undefined;

  private constructor(key: VirtualKey) {
    this.key = key;
    this.socket = new OddKeyTransport(key);
    this.rig = new Rig(this.socket);
    this.rig.person.answerPin = () => PIN;
    this.bridge = new PlayedBridge(this.rig, {
      tell: () => {},
      askPin: async () => ({ pin: '123456', lastTryAgreed: false }),
      askConsent: async () => {},
      chooseDevice: async ([device]) => device?.id ?? '',
    });
    this.webAuthn = new PlayedWebAuthn(this.rig);
    this.create = (options) => this.webAuthn.create(options);
  }

  static async set(options: VirtualKeyOptions = {}): Promise<Desk> {
    const desk = new Desk(new VirtualKey({ pin: PIN, ...options }));
    await warm(desk.rig.keys);
    return desk;
  }

  /** A credential of the portal's that is on the key. @returns its id */
  async register(residentKey: 'required' | 'discouraged' = 'discouraged'): Promise<string> {
    const made = await this.rig.create({
      authenticatorSelection: { residentKey, userVerification: 'required' },
    });
    return made.id;
  }

  /** What a sign-in that fails tells the person. @throws TypeError where it does not fail */
  async errorOfSignIn(): Promise<ErrorCode | undefined> {
    if (this.signIn === null) return undefined;
    const error = await this.signIn().then(
      () => null,
      (thrown: unknown) => toWardkeyError(thrown).code,
    );
    if (error === null) throw new TypeError('the sign-in has worked');
    return error;
  }

  /** The same for a registration with other options than the usual. */
  createAnother(): Promise<unknown> {
    const options = creationOptions({ authenticatorSelection: { residentKey: 'required' } });
    const { keys, person, stop } = this.rig;
    return clientOver(keys).create(CALLER, options, person, stop.signal);
  }

  /** Has the extension's code run here. */
  place(): void {
    const { bridge } = this;
    Object.assign(apis, {
      runtime: {
        id: 'practice',
        connectNative: () => bridge.connect(),
        get lastError() {
          return bridge.lastError;
        },
        getManifest: () => ({ host_permissions: [] }),
      },
      permissions: { getAll: async () => ({ origins: [] }) },
      windows: { getCurrent: async () => ({ incognito: this.isPrivate }) },
      tabs: { query: async () => [{ id: 7, lastAccessed: 1 }] },
      scripting: {
        executeScript: async (wish: { readonly func: () => unknown }) => this.#look(wish),
      },
    });
    vi.stubGlobal('isSecureContext', this.isSecureContext);
    vi.stubGlobal('location', this.page);
    vi.stubGlobal('fetch', async () => ({ ok: true }));
    vi.stubGlobal('PublicKeyCredential', this.hasWebAuthn ? this.#webAuthnApi() : undefined);
    vi.stubGlobal('navigator', {
      userAgent: 'Mozilla/5.0 (X11; Linux x86_64) Chrome/156.0.0.0 Safari/537.36',
      credentials: {
        create: (options: CredentialCreationOptions) => this.create(options),
        get: (options: CredentialRequestOptions) => this.webAuthn.get(options),
      },
    });
  }

  #webAuthnApi() {
    const { hasOwnKey, isConditional } = this;
    return Object.assign(() => {}, {
      isUserVerifyingPlatformAuthenticatorAvailable: hasOwnKey,
      isConditionalMediationAvailable: isConditional,
    });
  }

  /** In the portal's page, whose globals are others. */
  #look({ func }: { readonly func: () => unknown }): [{ readonly result: unknown }] {
    class Credentials {}
    const own = native(async () => null);
    Object.assign(Credentials.prototype, { get: own, create: own });
    const credentials = new Credentials();
    if (this.isOverridden) Object.assign(credentials, { get: async () => null });
    const outer = globalThis.navigator;
    vi.stubGlobal('navigator', { credentials });
    const result = func();
    vi.stubGlobal('navigator', outer);
    return [{ result }];
  }
}
