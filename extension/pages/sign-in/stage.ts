import type { ErrorCode } from '../../../shared/errors/codes.ts';
import type { ErrorFacts } from '../../../shared/errors/wardkey-error.ts';
import type { SignInView } from '../../../shared/messages/views.ts';
import type { Language } from '../../../shared/settings/settings.ts';
import { explain, type WordKey } from '../../../shared/words/words.ts';
import { element } from '../../ui/dom.ts';
import { type Drawing, pictogram } from '../../ui/pictogram.ts';
import { whoCanHelp } from '../../ui/who-can-help.ts';

export type AnyStage = SignInView['stage'];
export type StageOf<T extends AnyStage['type']> = Extract<AnyStage, { type: T }>;

/** PINs just typed, as they are sent. */
export interface NewPins {
  readonly newPin: string;
  readonly currentPin?: string;
  readonly lastTryAgreed: boolean;
}

/** What the person can do in the window. Each answers why it was not taken, or `null`. */
export interface SignInActions {
  answerPin(step: string, pin: string, lastTryAgreed: boolean): Promise<ErrorCode | null>;
  answerNewPin(step: string, answer: NewPins): Promise<ErrorCode | null>;
  answerDevice(step: string, device: string): Promise<ErrorCode | null>;
  answerAccount(step: string, account: number): Promise<ErrorCode | null>;
  /** Yes to what a page asks of the smartcard. */
  agree(step: string): Promise<ErrorCode | null>;
  tryAgain(): Promise<ErrorCode | null>;
  /** Ends the sign-in through Wardkey and closes the window. */
  leave(): void;
  close(): void;
}

export interface StageContext {
  readonly language: Language;
  readonly kind: SignInView['kind'];
  readonly host: string;
  readonly say: (key: WordKey, facts?: ErrorFacts) => string;
  readonly actions: SignInActions;
}

/** One stage of the sign-in, as it stands in the window. */
export interface Stage {
  readonly heading: string;
  /** Stands under the heading. */
  readonly content: readonly Node[];
  readonly drawing: Drawing;
  /** Stand at the bottom, the most likely one first. */
  readonly buttons: readonly HTMLButtonElement[];
  /** Called once the stage stands in the window and the heading has the focus. */
  readonly onShown?: () => void;
  /** Called when the stage is over: nothing that was typed may stay. */
  readonly onGone?: () => void;
  /** Takes news of the same stage without building it again. */
  readonly onNews?: (stage: AnyStage) => void;
}

/** A place for a trouble. It is there from the beginning, so that screen readers tell what comes. */
export function alertPlace(): HTMLElement {
  return element('div', { class: 'alert', role: 'alert' });
}

/** Shows a trouble in its place. */
export function raise(place: HTMLElement, sentence: string): void {
  fillAlert(place, [element('p', {}, sentence)]);
}

/** Shows what a code means in its place: what happened, what to do next, and the way to who can help. */
export function raiseCode(
  place: HTMLElement,
  language: Language,
  code: ErrorCode,
  facts: ErrorFacts = {},
): void {
  const { says, next } = explain(language, code, facts);
  fillAlert(place, [element('p', {}, says), element('p', {}, next), whoCanHelp(language, code)]);
}

function fillAlert(place: HTMLElement, content: readonly Node[]): void {
  place.replaceChildren(pictogram('problem'), element('div', {}, ...content));
}
