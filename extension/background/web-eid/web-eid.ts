import { toWardkeyError, WardkeyError } from '../../../shared/errors/wardkey-error.ts';
import type { CeremonyEvent } from '../../../shared/rpc/ceremony.ts';
import type { Language, WebEidMode } from '../../../shared/settings/settings.ts';
import { failureOf } from '../../../shared/web-eid/failure.ts';
import { WEB_EID_VERSION, type WebEidAnswer } from '../../../shared/web-eid/protocol.ts';
import { BridgeCeremony, type StepAnswer } from '../bridge/bridge-ceremony.ts';
import type { BridgeClient } from '../bridge/bridge-client.ts';
import type { CardSession } from '../card/card-sessions.ts';
import { CeremonyAtWork } from '../ceremony-at-work.ts';
import { hostOfOrigin } from '../origins.ts';
import { CeremonyScreen } from '../sign-in/ceremony-screen.ts';
import type { SignInWindow } from '../sign-in/sign-in-window.ts';
import { webEidCodeOf } from './web-eid-error.ts';
import { type WebEidAsker, WebEidPage, type WebEidPort } from './web-eid-page.ts';
import {
  lifeOf,
  readWebEidRequest,
  type WebEidRefusal,
  type WebEidRequest,
} from './web-eid-request.ts';

/** As long as a page's library waits for the native program, in milliseconds. */
const STATUS_MS = 5_000;

type WebEidCeremonyRequest = Exclude<WebEidRequest, { action: 'web-eid:status' }>;

export interface WebEidParts {
  readonly bridge: Pick<BridgeClient, 'call'>;
  readonly window: SignInWindow;
  readonly settingsLoaded: Promise<void>;
  readonly mode: () => WebEidMode;
  readonly language: () => Language;
  /** Whether a sign-in with a key is at work, and the window is its own. */
  readonly isSignInAtWork: () => boolean;
  /** Somebody has signed in to a page with a card. */
  readonly onSignedIn: (session: CardSession) => void;
  /** A card was at work: its tries may be others now. */
  readonly onEnd: () => void;
  /** The version of the extension. */
  readonly version: string;
}

/** Answers pages by the Web eID protocol, one action at a time. */
export class WebEid {
  readonly #parts: WebEidParts;
  readonly #atWork = new CeremonyAtWork();
  /** The card that the person was asked about in what runs; `null` before that. */
  #card: string | null = null;

  constructor(parts: WebEidParts) {
    this.#parts = parts;
  }

  /** Whether the sign-in window is for a page's smartcard request now. */
  get isAtWork(): boolean {
    return this.#atWork.isThere;
  }

  /** A listed page asks. */
  onPort(port: WebEidPort, asker: WebEidAsker): void {
    let ceremony: BridgeCeremony | null = null;
    let otherAnswers = false;
    const page = new WebEidPage(port, asker, {
      onRequest: (body, isOtherKnown) => {
        otherAnswers ||= isOtherKnown;
        this.#onRequest(page, body, {
          isOtherSeen: () => otherAnswers,
          onCeremony: (begun) => {
            ceremony = begun;
          },
        });
      },
      onOtherAnswers: () => {
        otherAnswers = true;
        if (this.#parts.mode() !== 'auto') return;
        page.leave();
        ceremony?.cancel('ceremony-aborted');
      },
      onGone: () => ceremony?.cancel('page-gone'),
    });
  }

  /**
   * Takes the person's answer to a step of what runs.
   * @throws WardkeyError `ceremony-unknown` when there is none, and what the bridge says
   */
  answer(answer: StepAnswer): Promise<void> {
    return this.#atWork.answer(answer);
  }

  /** The person stops what runs, or has closed its window. */
  cancel(): void {
    this.#atWork.cancel();
  }

  onCeremonyEvent(ceremonyId: string, event: CeremonyEvent): void {
    const isOurs = this.#atWork.onEvent(ceremonyId, event);
    if (isOurs && event.type === 'consent') this.#card = event.device.id;
  }

  async #onRequest(
    page: WebEidPage,
    body: unknown,
    state: {
      readonly isOtherSeen: () => boolean;
      readonly onCeremony: (ceremony: BridgeCeremony) => void;
    },
  ): Promise<void> {
    await this.#parts.settingsLoaded;
    const request = readWebEidRequest(body, page.asker.origin);
    const isOurs = request !== null && (await this.#isOurs(state.isOtherSeen));
    if (!isOurs) return page.leave();
    page.take();
    page.answer(await this.#answerTo(request, page, state.onCeremony));
  }

  /** Whether Wardkey is to answer: another extension for Web eID is not fought. */
  async #isOurs(isOtherSeen: () => boolean): Promise<boolean> {
    const mode = this.#parts.mode();
    if (mode !== 'auto') return mode === 'on';
    const { otherProgram } = await this.#parts.bridge
      .call('web-eid.status', {}, { timeoutMs: STATUS_MS, timeoutCode: 'bridge-mute' })
      // A page hears of a bridge that is not there by the answer.
      .catch(() => ({ otherProgram: false }));
    return !otherProgram && !isOtherSeen();
  }

  async #answerTo(
    request: WebEidRequest | WebEidRefusal,
    page: WebEidPage,
    onCeremony: (ceremony: BridgeCeremony) => void,
  ): Promise<WebEidAnswer> {
    const isStatus = request.action === 'web-eid:status';
    if ('refusal' in request) {
      const { action, refusal, versions } = request;
      const isSaid = isStatus || versions !== undefined;
      return failureOf(action, refusal, { ...(isSaid && { extension: this.#own }), ...versions });
    }
    try {
      return request.action === 'web-eid:status'
        ? await this.#status(request.library)
        : await this.#run(request, page.asker, onCeremony);
    } catch (thrown) {
      const code = webEidCodeOf(toWardkeyError(thrown).code);
      const isMismatch = code === 'ERR_WEBEID_VERSION_MISMATCH';
      return failureOf(request.action, code, {
        ...((isStatus || isMismatch) && { extension: this.#own }),
        ...(isMismatch && { requiresUpdate: { extension: false, nativeApp: true } }),
      });
    }
  }

  async #status(library: string): Promise<WebEidAnswer> {
    const { bridge } = this.#parts;
    const call = { timeoutMs: STATUS_MS, timeoutCode: 'bridge-mute' } as const;
    await bridge.call('web-eid.status', {}, call);
    const own = this.#own;
    return { action: 'web-eid:status-success', library, extension: own, nativeApp: own };
  }

  /** What follows the plus sign does not count when versions are compared (SemVer 2.0.0 §10). */
  get #own(): string {
    return `${WEB_EID_VERSION}+wardkey.${this.#parts.version}`;
  }

  async #run(
    request: WebEidCeremonyRequest,
    asker: WebEidAsker,
    onCeremony: (ceremony: BridgeCeremony) => void,
  ): Promise<WebEidAnswer> {
    const { bridge, window, language, isSignInAtWork } = this.#parts;
    if (this.isAtWork || isSignInAtWork()) throw new WardkeyError('ceremony-busy');
    if (!asker.isShown) throw new WardkeyError('sign-in-tab-hidden');
    const ceremony = new BridgeCeremony(bridge);
    const subject = {
      tabId: asker.tabId,
      kind: KINDS[request.action],
      host: hostOfOrigin(asker.origin),
    };
    const screen = new CeremonyScreen(
      window,
      subject,
      request.language ?? language(),
      asker.windowId,
    );
    this.#card = null;
    this.#atWork.begin({ ceremony, screen });
    onCeremony(ceremony);
    screen.begin();
    try {
      const members = await this.#call(request, ceremony);
      screen.done();
      const card = this.#card;
      if (request.action === 'web-eid:authenticate' && card !== null) {
        this.#parts.onSignedIn({ tabId: asker.tabId, origin: asker.origin, card });
      }
      return { action: `${request.action}-success`, ...members };
    } catch (thrown) {
      const { code, facts } = toWardkeyError(thrown);
      if (code === 'ceremony-timeout') ceremony.cancel(code);
      screen.fail(code, facts);
      throw thrown;
    } finally {
      this.#atWork.end();
      this.#parts.onEnd();
    }
  }

  #call(request: WebEidCeremonyRequest, ceremony: BridgeCeremony): Promise<object> {
    const { bridge } = this.#parts;
    const lifeMs = lifeOf(request.params);
    switch (request.action) {
      case 'web-eid:authenticate':
        return ceremony.run<object>(
          (call) => bridge.call('web-eid.authenticate', request.params, call),
          lifeMs,
        );
      case 'web-eid:get-signing-certificate':
        return ceremony.run<object>(
          (call) => bridge.call('web-eid.get-signing-certificate', request.params, call),
          lifeMs,
        );
      case 'web-eid:sign':
        return ceremony.run<object>(
          (call) => bridge.call('web-eid.sign', request.params, call),
          lifeMs,
        );
    }
  }
}

const KINDS = {
  'web-eid:authenticate': 'authenticate',
  'web-eid:get-signing-certificate': 'get-signing-certificate',
  'web-eid:sign': 'sign',
} as const;
