import type { Language } from '../../../shared/settings/settings.ts';
import { type CheckUpWordKey, sayInCheckUp } from '../../../shared/words/check-up-words.ts';
import { ownParty } from '../../platform/own-party.ts';
import { button } from '../../ui/button.ts';
import { element } from '../../ui/dom.ts';
import { type TrialDevice, type TrialOutcome, type TrialWays, tryDevice } from './key-trial.ts';
import { stopInBrowser, tryInBrowser } from './try-in-browser.ts';

export interface TrialActions {
  /** What can be tried. */
  readonly devices: readonly TrialDevice[];
  readonly language: Language;
  throughBridge: TrialWays['throughBridge'];
  /** Ends what the bridge is at. */
  stop(): void;
  onFindings(findings: Extract<TrialOutcome, readonly unknown[]>): void;
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

  #offer(told: CheckUpWordKey | null): void {
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
      ...(told === null ? [] : [element('p', { role: 'status', class: 'told' }, this.#say(told))]),
      ...offers,
    );
  }

  async #run(device: TrialDevice): Promise<void> {
    const outcome = await tryDevice(device, {
      throughBridge: (tried) => {
        this.#show(
          device === 'key' ? 'checkUp.tryThroughWardkey' : 'checkUp.tryCardRunning',
          device === 'key' ? 'checkUp.tryWindowText' : 'checkUp.tryCardWindowText',
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
        this.#show('checkUp.tryInBrowser', 'checkUp.tryBrowserRunning', this.#stop(stopInBrowser));
        return tryInBrowser();
      },
      askWhetherStopped: () =>
        this.#ask('checkUp.tryInBrowser', 'checkUp.tryAsked', [
          ['checkUp.tryAskedYes', 'stopped', true],
          ['checkUp.tryAskedNo', 'not-stopped', false],
        ]),
    });
    if (outcome === 'busy') this.#offer('checkUp.tryBusy');
    else if (outcome === 'stopped') this.#offer('checkUp.tryStopped');
    else this.#actions.onFindings(outcome);
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
    this.#show(heading, text, ...buttons);
    return promise;
  }

  #stop(onPress: () => void): HTMLButtonElement {
    return button({ text: this.#say('checkUp.cancel'), action: 'stop-try', onPress });
  }

  #show(
    heading: CheckUpWordKey,
    text: CheckUpWordKey,
    ...buttons: readonly HTMLButtonElement[]
  ): void {
    this.element.replaceChildren(
      element('h2', {}, this.#say(heading)),
      element('p', { role: 'status' }, this.#say(text)),
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
