import type { FindingCode } from '../../../shared/diagnosis/catalogue.ts';
import type { VirtualKeyOptions } from '../../virtual/key-options.ts';
import type { Desk } from './desk.ts';

/** What the person helps to find once the checks are done. */
export type PersonDoes = 'try the key' | 'try the card' | 'look into the key';

/** What can be found at a desk only: in the browser, by a real try, and of a sign-in that failed. */
export interface DeskFault {
  /** What is made there, as the table tells it. */
  readonly name: string;
  readonly finds: FindingCode;
  /** The verdict where nothing else is wrong: what is found, unless said otherwise. */
  readonly says?: FindingCode | 'well' | 'unknown';
  readonly key?: VirtualKeyOptions;
  readonly does?: PersonDoes;
  break(desk: Desk): void | Promise<void>;
}
