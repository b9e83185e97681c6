import type { AskCard } from '../../portal/care-identity.ts';

/** Where the practice's smartcard lies, and who asks it. */
export interface CardSeat {
  /** `reader`: the card in a reader, asked by the product. `simulated`: a key in this process. */
  readonly way: 'reader' | 'simulated';
  readonly ask: AskCard;
  /** Puts the card in. */
  insert(): Promise<void>;
  close(): Promise<void>;
}
