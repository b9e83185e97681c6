import type { ErrorCode } from '../../../shared/errors/codes.ts';
import { domExceptionFor } from '../../../shared/errors/dom-exception.ts';
import { toWardkeyError, WardkeyError } from '../../../shared/errors/wardkey-error.ts';
import type { PopupView } from '../../../shared/messages/views.ts';
import type { CeremonyEvent } from '../../../shared/rpc/ceremony.ts';
import { hasAskerGone, isAdmittedAtOnce } from './admission.ts';
import { Arrivals } from './arrivals.ts';
import { Ceremony } from './ceremony.ts';
import { Choices } from './choices.ts';
import type { RequestKey } from './interceptor.ts';
import { makeReady } from './make-ready.ts';
import {
  afterPersonActed,
  newSignIn,
  type OpenSignIn,
  type Running,
  storedForm,
  viewOf,
} from './open-sign-in.ts';
import type { PageRequest } from './page-request.ts';
import { ProxyHold } from './proxy-hold.ts';
import { isNews, refuseWhileBusy, tellRefusal } from './refusal.ts';
import { screenOf } from './screen-of.ts';
import { showSignIn } from './show-sign-in.ts';
import type { SignInParts } from './sign-in-parts.ts';
import { takeUp } from './take-up.ts';

/** An answer that comes sooner (ms) writes nothing down and changes no badge: the browser is busy. */
const MIRROR_AFTER_MS = 25;

/**
 * The one sign-in that the person chose: from the choice, through the page's request, to its
 * answer. The proxy is attached only while this is open, and its tab shows a page of the list.
 */
export class SignIn {
  readonly #parts: SignInParts;
  readonly #restored: Promise<void>;
  #open: OpenSignIn | null = null;
  readonly #arrivals = new Arrivals();
  readonly #hold: ProxyHold;
  readonly #choices: Choices;
  #ending: Promise<void> = Promise.resolve();
  #notice: PopupView['notice'] = null;

  /** Begins to take up what an earlier worker left; everything else waits for that. */
  constructor(parts: SignInParts) {
    this.#parts = parts;
    this.#hold = new ProxyHold(parts.proxy);
    this.#restored = this.#restore();
    this.#choices = new Choices(this.#restored);
  }

  get current(): PopupView['signIn'] {
    return viewOf(this.#open, this.#parts.tab.standing.topOrigin);
  }

  /** Why the last request was refused before it became a ceremony. */
  get notice(): PopupView['notice'] {
    return this.#notice;
  }

  /**
   * The person chose Wardkey for the page in a tab. It takes the place of a sign-in that waits.
   * @throws WardkeyError `ceremony-busy`, and those of {@link makeReady}: the page then keeps the
   *   browser's own flow
   */
  choose(tabId: number): Promise<void> {
    // One after the other, so that the watch and the open sign-in are always of the same tab.
    return this.#choices.next((hasLeft) => this.#choose(tabId, hasLeft));
  }

  /** Whether another extension has the browser's WebAuthn. Never rejects. */
  readonly isHeldByOther = () => this.#choices.ask(() => this.#hold.isHeldByOther());

  /** Back to the browser's own flow; a ceremony that runs is cancelled, and a choice that is made. */
  async leave(): Promise<void> {
    this.#choices.leave();
    await this.#restored;
    this.#notice = null;
    if (this.#open?.running) return this.#open.running.ceremony.cancel('ceremony-cancelled');
    await this.#close();
    await this.#parts.window.close(this.#parts.tab.windowId);
  }

  /**
   * Brings the page, and the window where there is one, before the person.
   * @throws WardkeyError `ceremony-unknown`, `page-gone`
   */
  async show(): Promise<void> {
    await this.#restored;
    await showSignIn(this.#parts, this.#open);
  }

  /**
   * Takes the person's answer to a step of the ceremony that runs.
   * @throws WardkeyError `ceremony-unknown` when there is none, and what the bridge says
   */
  async answer(answer: Parameters<Ceremony['answer']>[0]): Promise<void> {
    await this.#restored;
    const signIn = this.#open;
    if (!signIn?.running) throw new WardkeyError('ceremony-unknown');
    await signIn.running.ceremony.answer(answer);
    if (this.#open !== signIn) return;
    signIn.expiresAt = afterPersonActed();
    await this.mirror();
  }

  /** A page called WebAuthn while the proxy is attached; `read` throws. Never rejects. */
  async onRequest(key: RequestKey, read: () => PageRequest): Promise<void> {
    await this.#restored;
    try {
      await this.#take(read());
    } catch (thrown) {
      const refusal = toWardkeyError(thrown);
      const { code, facts } = refusal;
      await this.#parts.proxy.fail(key, domExceptionFor(code, key.kind));
      if (!isNews(code)) return;
      this.#notice = { code, facts };
      this.#parts.onChange();
      if (this.#open !== null) tellRefusal(this.#parts, this.#open, key.kind, refusal);
    }
  }

  /** The page aborted a request, or went. @param code which of these */
  async onRequestCanceled(requestId: number, code: ErrorCode): Promise<void> {
    await this.#restored;
    this.#arrivals.onAbort(requestId, code);
    const ceremony = this.#open?.running?.ceremony;
    if (ceremony?.request.requestId === requestId) ceremony.cancel(code);
  }

  async onTabRemoved(tabId: number): Promise<void> {
    await this.#restored;
    if (this.#open?.tabId !== tabId) return;
    if (this.#open.running) this.#open.running.ceremony.cancel('page-gone');
    else await this.#close();
  }

  /** A page, or a frame of it, was replaced: what it asked for has nobody to answer to. */
  async onCommitted(tabId: number, frameId: number, address: string): Promise<void> {
    if (frameId === 0) this.#parts.tab.onTopPage(tabId, address);
    await this.#restored;
    if (this.#open?.tabId !== tabId) return;
    if (frameId === 0) this.#arrivals.onPageGone();
    const ceremony = this.#open.running?.ceremony;
    if (!ceremony) await this.#follow(this.#open);
    else if (await hasAskerGone(ceremony.request, frameId, this.#parts.tab)) {
      ceremony.cancel('page-gone');
    }
  }

  /**
   * The popup closed, and with it the focus went back to the page. Chromium does not always tell
   * so by an event, and the page may ask at once: the watch looks now, not when it is asked.
   */
  async onOurPageGone(): Promise<void> {
    if (this.#open === null || this.#open.running !== null) return;
    await this.#parts.tab.watch(this.#open.tabId).catch(() => undefined);
  }

  /** The person has read the notice: the popup that showed it was closed. */
  onNoticeSeen(): void {
    this.#notice = null;
    this.#parts.onChange();
  }

  /** The person closed the sign-in window. */
  onWindowClosed(): void {
    this.#open?.running?.ceremony.cancel('ceremony-cancelled');
  }

  onCeremonyEvent(ceremonyId: string, event: CeremonyEvent): void {
    const running = this.#open?.running;
    if (running?.ceremony.id === ceremonyId) running.screen.event(event);
  }

  /** The worker was woken to look whether the open sign-in has ended. */
  async onWake(): Promise<void> {
    await this.#restored;
    if (this.#open === null || Date.now() < this.#open.expiresAt) return;
    if (this.#open.running) this.#open.running.ceremony.cancel('ceremony-timeout');
    else await this.#close();
  }

  /** Writes what must outlive the worker. The way from page to key does not wait for it. */
  async mirror(): Promise<void> {
    this.#parts.wakeAt(this.#open?.expiresAt ?? null);
    await this.#parts.store.save(storedForm(this.#open, this.#parts.window.id));
  }

  /** @throws WardkeyError why the request becomes no ceremony; a ceremony's own end is no error */
  async #take(request: PageRequest): Promise<void> {
    const signIn = this.#open;
    if (signIn === null) throw new WardkeyError('sign-in-not-chosen');
    refuseWhileBusy(this.#parts, signIn);
    const { allowedByPolicy, bridge, tab } = this.#parts;
    const ceremony = new Ceremony(request, bridge);
    if (!isAdmittedAtOnce(request, tab, allowedByPolicy())) {
      await this.#arrivals.admit(ceremony, tab, signIn.tabId, allowedByPolicy());
      // The browser took its time over it.
      if (this.#open !== signIn) throw new WardkeyError('sign-in-not-chosen');
      refuseWhileBusy(this.#parts, signIn);
    }
    const screen = screenOf(this.#parts, signIn.tabId, request);
    signIn.running = { ceremony, screen };
    await this.#run(signIn, signIn.running);
  }

  async #run(signIn: OpenSignIn, { ceremony, screen }: Running): Promise<void> {
    const { proxy, tab } = this.#parts;
    const { request } = ceremony;
    const result = ceremony.ask(tab.standing.topOrigin);
    // Everything from here to the result happens while the bridge is at work already.
    this.#notice = null;
    screen.begin();
    const mirrored = setTimeout(() => {
      this.mirror();
      this.#parts.onChange();
    }, MIRROR_AFTER_MS);
    try {
      const credential = await result.finally(() => clearTimeout(mirrored));
      const told = proxy.succeed(request, credential);
      const closed = this.#closeAfterAnswer(signIn);
      await told;
      screen.done();
      await closed;
    } catch (thrown) {
      const { code, facts } = toWardkeyError(thrown);
      if (code === 'ceremony-timeout') ceremony.cancel(code);
      const told = proxy.fail(request, domExceptionFor(code, request.kind));
      const closed = this.#closeAfterAnswer(signIn);
      screen.fail(code, facts);
      await told;
      await closed;
    }
  }

  /**
   * Detaches with no wait for the answer on its way to the page: the page's own repeat then meets
   * the browser. An answer that the browser does not take is ended by the detaching.
   */
  #closeAfterAnswer(signIn: OpenSignIn): Promise<void> {
    return this.#open === signIn ? this.#close() : this.#ending;
  }

  #close(): Promise<void> {
    this.#open = null;
    this.#parts.tab.stop();
    this.#parts.listen(false);
    this.#ending = this.#hold.release().then(() => this.mirror());
    this.#parts.onChange();
    return this.#ending;
  }

  /** The chosen tab shows another page. */
  async #follow(signIn: OpenSignIn): Promise<void> {
    try {
      const { allowedByPolicy, tab } = this.#parts;
      await this.#hold.become(this.#hold.mayStayOn(tab.standing, allowedByPolicy()));
    } catch (thrown) {
      if (this.#open !== signIn) return;
      const { code, facts } = toWardkeyError(thrown);
      this.#notice = { code, facts };
      await this.#close();
    }
  }

  async #choose(tabId: number, hasLeft: () => boolean): Promise<void> {
    refuseWhileBusy(this.#parts, this.#open);
    // What ends must have let go of the proxy before it is attached anew.
    await this.#close();
    try {
      await makeReady(this.#parts, this.#hold, {
        tabId,
        hasLeft,
        open: () => {
          this.#open = newSignIn(tabId);
          this.#notice = null;
          return this.mirror();
        },
      });
    } catch (thrown) {
      const refusal = toWardkeyError(thrown);
      // A page may have asked as soon as the proxy was there: the end of what runs closes the rest.
      if (this.#open?.running) this.#open.running.ceremony.cancel(refusal.code);
      else await this.#close();
      throw refusal;
    }
    this.#parts.onChange();
    // A page may have asked for a smartcard meanwhile: the window is that one's now.
    if (this.#parts.isCardAtWork()) return;
    await this.#parts.window.close(this.#parts.tab.windowId);
  }

  async #restore(): Promise<void> {
    this.#open = await takeUp(this.#parts, this.#hold);
    if (this.#open === null) await this.#close();
  }
}
