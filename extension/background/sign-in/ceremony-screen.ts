import type { ErrorCode } from '../../../shared/errors/codes.ts';
import type { ErrorFacts } from '../../../shared/errors/wardkey-error.ts';
import type { SignInView } from '../../../shared/messages/views.ts';
import type { CeremonyEvent } from '../../../shared/rpc/ceremony.ts';
import type { Language } from '../../../shared/settings/settings.ts';
import type { SignInWindow } from './sign-in-window.ts';

/** An answer that comes sooner shows no window, in milliseconds. */
const WINDOW_AFTER_MS = 400;

/** Failures that the person or the page brought about: they open no window, but change an open one. */
const KNOWN_TO_THE_PERSON: readonly ErrorCode[] = [
  'ceremony-cancelled',
  'ceremony-aborted',
  'page-gone',
];

/** For whom and for what the window is. */
export type Subject = Pick<SignInView, 'tabId' | 'kind' | 'host'>;

/** What the person sees of one ceremony, and when a window is worth opening for it. */
export class CeremonyScreen {
  readonly #window: SignInWindow;
  readonly #subject: Subject;
  readonly #language: Language;
  readonly #tabWindowId: number | null;
  #pinSet = false;
  #timer: ReturnType<typeof setTimeout> | null = null;

  /** @param tabWindowId the browser window to open near to, and to give the focus back to */
  constructor(
    window: SignInWindow,
    subject: Subject,
    language: Language,
    tabWindowId: number | null,
  ) {
    this.#window = window;
    this.#subject = subject;
    this.#language = language;
    this.#tabWindowId = tabWindowId;
  }

  begin(): void {
    this.#show({ type: 'connecting' });
    this.#timer = setTimeout(() => this.#open(), WINDOW_AFTER_MS);
  }

  event(event: CeremonyEvent): void {
    if (event.type === 'working' && event.pinSet) this.#pinSet = true;
    this.#show(event);
    if (event.type !== 'working') this.#open();
  }

  done(): void {
    this.#endTimer();
    this.#show({ type: 'done' });
    this.#window.closeSoon(this.#tabWindowId);
  }

  fail(code: ErrorCode, facts: ErrorFacts): void {
    this.#endTimer();
    this.#show({ type: 'failed', code, facts });
    if (!KNOWN_TO_THE_PERSON.includes(code)) this.#open();
  }

  /** Shows why nothing began, and leaves the focus with what the person is at. */
  tell(code: ErrorCode, facts: ErrorFacts): void {
    this.#show({ type: 'failed', code, facts });
    this.#window.open(this.#tabWindowId, { focused: false });
  }

  #show(stage: SignInView['stage']): void {
    this.#window.show({
      ...this.#subject,
      language: this.#language,
      ...(this.#pinSet && { pinSet: true }),
      stage,
    });
  }

  #open(): void {
    this.#window.open(this.#tabWindowId);
  }

  #endTimer(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }
}
