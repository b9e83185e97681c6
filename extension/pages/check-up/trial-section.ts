import { deviceFact, lookFailure } from '../../../shared/diagnosis/reported-error.ts';
import type { ErrorCode } from '../../../shared/errors/codes.ts';
import type { Language } from '../../../shared/settings/settings.ts';
import { type CheckUpWordKey, sayInCheckUp } from '../../../shared/words/check-up-words.ts';
import { sayOfKeyCare } from '../../../shared/words/key-care-words.ts';
import { ownParty } from '../../platform/own-party.ts';
import { button } from '../../ui/button.ts';
import { element } from '../../ui/dom.ts';
import type { Way } from './by-person.ts';
import {
  isStopped,
  type TrialDevice,
  type TrialOutcome,
  type TrialWays,
  tryDevice,
} from './key-trial.ts';
import { stopInBrowser, tryInBrowser } from './try-in-browser.ts';
import { whyNot } from './why-not.ts';

export interface TrialActions {
  /** What can be tried. */
  readonly devices: readonly TrialDevice[];
  /** Whether the bridge is there to look into a key. */
  readonly canLook: boolean;
  readonly language: Language;
  throughBridge: TrialWays['throughBridge'];
  /** Ends what the bridge is at. */
  stop(): void;
  onFindings(findings: Extract<TrialOutcome, readonly unknown[]>, way: Way): void;
}

const OFFERS = {
  key: { text: 'checkUp.tryKeyText', start: 'checkUp.tryKey' },
  card: { text: 'checkUp.tryCardText', start: 'checkUp.tryCard' },
} as const satisfies Readonly<Record<TrialDevice, Readonly<Record<string, CheckUpWordKey>>>>;

/** The offer to try a key or a card for real, and all that the person sees of it. */
export class TrialSection {
  readonly element = element('section', { class: 'trial' });
  readonly #actions: TrialActions;

  constructor(actions: TrialActions) {
    this.#actions = actions;
    if (actions.devices.length > 0) this.#offer(null);
  }

  #offer(told: string | null): void {
    const offers = this.#actions.devices.flatMap((device) => [
      element('p', {}, this.#say(OFFERS[device].text)),
      this.#buttons(
        button({
          text: this.#say(OFFERS[device].start),
          action: `try-${device}`,
          onPress: () => void this.#run(device),
        }),
      ),
    ]);
    this.element.replaceChildren(
      element('h2', {}, this.#say('checkUp.tryHeading')),
      ...(told === null ? [] : [element('p', { role: 'status', class: 'told' }, told)]),
      ...offers,
      ...(this.#actions.canLook ? this.#offerLook() : []),
    );
  }

  #offerLook(): readonly Node[] {
    const { language } = this.#actions;
    return [
      element('p', {}, sayOfKeyCare(language, 'keyCare.signInsText')),
      this.#buttons(
        button({
          text: sayOfKeyCare(language, 'keyCare.signInsStart'),
          action: 'look-for-sign-ins',
          onPress: () => void this.#look(),
        }),
      ),
    ];
  }

  /** Has the bridge look which sign-ins the key holds, once the person has let it in. */
  async #look(): Promise<void> {
    const { language, throughBridge, stop, onFindings } = this.#actions;
    this.#show(
      sayOfKeyCare(language, 'keyCare.signInsHeading'),
      sayOfKeyCare(language, 'keyCare.signInsWindow'),
      this.#stop(() => stop()),
    );
    const { problem, findings = [] } = await throughBridge('key', 'sign-ins');
    if (problem === undefined) onFindings(findings, 'look');
    else this.#endLook(problem);
  }

  /** What is wrong with the key or its PIN is a finding too. */
  #endLook(problem: ErrorCode): void {
    const code = isStopped(problem) ? undefined : lookFailure(problem);
    if (code === undefined) this.#offer(whyNot(problem, this.#actions.language));
    else
      this.#actions.onFindings([{ code, facts: { error: problem, ...deviceFact('key') } }], 'look');
  }

  async #run(device: TrialDevice): Promise<void> {
    const outcome = await tryDevice(device, {
      throughBridge: (tried) => {
        this.#show(
          this.#say(device === 'key' ? 'checkUp.tryThroughWardkey' : 'checkUp.tryCardRunning'),
          this.#say(device === 'key' ? 'checkUp.tryWindowText' : 'checkUp.tryCardWindowText'),
          this.#stop(() => this.#actions.stop()),
        );
        return this.#actions.throughBridge(tried);
      },
      askToGoOn: () => {
        const answer = this.#ask('checkUp.tryInBrowser', 'checkUp.tryBrowserText', [
          ['checkUp.tryBrowserStart', 'go-on', true],
          ['checkUp.cancel', 'stop-try', false],
        ]);
        this.#tellNamed();
        return answer;
      },
      inBrowser: () => {
        this.#show(
          this.#say('checkUp.tryInBrowser'),
          this.#say('checkUp.tryBrowserRunning'),
          this.#stop(stopInBrowser),
        );
        return tryInBrowser();
      },
      askWhetherStopped: () =>
        this.#ask('checkUp.tryInBrowser', 'checkUp.tryAsked', [
          ['checkUp.tryAskedYes', 'stopped', true],
          ['checkUp.tryAskedNo', 'not-stopped', false],
        ]),
    });
    if (outcome === 'busy') this.#offer(this.#say('checkUp.tryBusy'));
    else if (outcome === 'stopped') this.#offer(this.#say('checkUp.tryStopped'));
    else this.#actions.onFindings(outcome, 'try');
  }

  /** A browser that wants a website for it names that: nothing of it has to do with the sign-in there. */
  async #tellNamed(): Promise<void> {
    const text = this.element.querySelector('[role=status]');
    const host = (await ownParty().catch(() => null))?.id;
    if (host === undefined) return;
    const told = sayInCheckUp(this.#actions.language, 'checkUp.tryBrowserNames', { host });
    text?.after(element('p', {}, told));
  }

  #ask(
    heading: CheckUpWordKey,
    text: CheckUpWordKey,
    answers: readonly (readonly [CheckUpWordKey, string, boolean])[],
  ): Promise<boolean> {
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const buttons = answers.map(([says, action, answer]) =>
      button({ text: this.#say(says), action, onPress: () => resolve(answer) }),
    );
    this.#show(this.#say(heading), this.#say(text), ...buttons);
    return promise;
  }

  #stop(onPress: () => void): HTMLButtonElement {
    return button({ text: this.#say('checkUp.cancel'), action: 'stop-try', onPress });
  }

  #show(heading: string, text: string, ...buttons: readonly HTMLButtonElement[]): void {
    this.element.replaceChildren(
      element('h2', {}, heading),
      element('p', { role: 'status' }, text),
      this.#buttons(...buttons),
    );
    buttons[0]?.focus();
  }

  #buttons(...buttons: readonly HTMLButtonElement[]): HTMLElement {
    return element('div', { class: 'buttons' }, ...buttons);
  }

  #say(key: CheckUpWordKey): string {
    return sayInCheckUp(this.#actions.language, key);
  }
}
