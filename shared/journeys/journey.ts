import type { ContactId } from './contacts.ts';
import type { DocumentId } from './documents.ts';

/** What a journey is about, in the order of the help page. */
export const GROUPS = [
  'sign-in',
  'fido2',
  'smartcard',
  'account',
  'password',
  'enrol',
  'understand',
  'help',
] as const;
export type Group = (typeof GROUPS)[number];

/** Where a step is done. `both`: at the computer, with the phone in the hand. */
export type StepDevice = 'computer' | 'phone' | 'both';

/** How to find what a person has to press on the page. The first that is to be seen is meant. */
export interface Point {
  /** Texts of the page, compared without regard to case, spaces and the form of quotes. */
  readonly texts: readonly string[];
  /** Selectors of the page catalogue, for where texts fail. */
  readonly selectors: readonly string[];
}

/** One step. What it says is the words' `stepN`, with N its place from 1. */
export interface Step {
  /**
   * Ids of the page catalogue on which it is done. Ids without a host (a phone, a setting of the
   * computer, `none`) are never seen: the person says when such a step is done.
   */
  readonly pages: readonly string[];
  readonly device: StepDevice;
  readonly document: DocumentId;
  /** Texts of pages and apps that the sentence quotes, exactly. */
  readonly buttons?: readonly string[];
  readonly point?: Point;
  readonly url?: string;
  /** What the step waits for: shown with its state as long as the step lasts. */
  readonly live?: 'key' | 'card';
  readonly helper?: ContactId;
  /** Some people never see it. */
  readonly optional?: true;
  /** The step, from 1, where a person who has done this before may go on. */
  readonly skipTo?: number;
  /** It is done as soon as a device of that kind is there. */
  readonly until?: 'key' | 'card';
  /** Its page shows that all is done. */
  readonly end?: true;
}

/** What to know before a step. Its text is the words' `warningN`. */
export interface Warning {
  /** The step, from 1, that it comes before; 0 where the journey has none. */
  readonly before: number;
  readonly document: DocumentId;
  /** A journey about it. */
  readonly see?: string;
}

/** A question with its answer: the words' `questionN` and `answerN`. */
export interface Question {
  readonly document: DocumentId;
  readonly buttons?: readonly string[];
  readonly url?: string;
}

/** One of several ways: the words' `optionN` and `aboutN`. */
export interface Option {
  readonly id: string;
  readonly goTo: string;
  readonly url?: string;
  readonly recommended?: true;
}

/** One piece of guidance. Its sentences are in `shared/words/journeys`, under its id. */
export interface Journey {
  readonly id: string;
  readonly group: Group;
  /** `stop`: the person must not go on. */
  readonly kind: 'task' | 'troubleshoot' | 'information' | 'decision' | 'security' | 'stop';
  readonly audience: readonly string[];
  /** Where it is from. */
  readonly documents: readonly DocumentId[];
  /** How many things one needs before: the words' `needN`. */
  readonly needs: number;
  readonly warnings: readonly Warning[];
  readonly steps: readonly Step[];
  readonly questions: readonly Question[];
  readonly options?: readonly Option[];
  /** Pages of the catalogue where it is offered, beside those of its steps. */
  readonly offeredOn?: readonly string[];
  readonly related: readonly string[];
  /** What to do after it. */
  readonly next?: string;
}
