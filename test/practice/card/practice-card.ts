import { existsSync } from 'node:fs';
import type { PracticePortal } from '../../portal/server.ts';
import { COMPONENTS } from '../../setup/components.mjs';
import type { CardKey } from '../../virtual/piv-card/card-key.ts';
import { practiceKeys } from '../../virtual/piv-card/practice-keys.ts';
import { PRACTICE_USER } from '../stage.ts';
import { cardInReader } from './card-in-reader.ts';
import type { CardSeat } from './card-seat.ts';
import { simulatedCard } from './simulated-card.ts';

/** The practice's smartcard. */
export interface PracticeCard {
  readonly way: CardSeat['way'];
  /** Puts the card in; Care Identity waits for it. */
  insert(): Promise<void>;
  close(): Promise<void>;
}

/** Has Care Identity issue a smartcard to whoever practises. */
export async function issueCard(portal: PracticePortal): Promise<PracticeCard> {
  const { '9a': key } = await practiceKeys();
  if (key === undefined) throw new Error('the card has no key to authenticate with');
  const seat = await seatFor(key);
  const inserted = Promise.withResolvers<void>();
  portal.state.careIdentity.issue(key.certificate, PRACTICE_USER, async (challenge) => {
    await inserted.promise;
    return seat.ask(challenge);
  });
  return {
    way: seat.way,
    insert: async () => {
      await seat.insert();
      inserted.resolve();
    },
    close: () => seat.close(),
  };
}

/** A reader where this machine has what one takes; the practice needs none of it otherwise. */
async function seatFor(key: CardKey): Promise<CardSeat> {
  return COMPONENTS.pcsc.files.every((file) => existsSync(file))
    ? cardInReader(key)
    : simulatedCard(key);
}
