import { sign } from 'node:crypto';
import type { AskCard } from '../../portal/care-identity.ts';
import type { PracticePortal } from '../../portal/server.ts';
import type { CardKey } from '../../virtual/piv-card/card-key.ts';
import { practiceKeys } from '../../virtual/piv-card/practice-keys.ts';
import { PRACTICE_USER } from '../stage.ts';

/** The practice's smartcard, and the reader that it is put into. */
export interface PracticeCard {
  /** Puts the card into the reader; Care Identity waits for it. */
  insert(): void;
}

/** Has Care Identity issue a smartcard to whoever practises. */
export async function issueCard(portal: PracticePortal): Promise<PracticeCard> {
  const { '9a': key } = await practiceKeys();
  if (key === undefined) throw new Error('the card has no key to authenticate with');
  const inserted = Promise.withResolvers<void>();
  const ask = simulatedCard(key);
  portal.state.careIdentity.issue(key.certificate, PRACTICE_USER, async (challenge) => {
    await inserted.promise;
    return ask(challenge);
  });
  return { insert: inserted.resolve };
}

/** A card whose key is in this process, without a reader. */
function simulatedCard({ certificate, privateKey }: CardKey): AskCard {
  return async (challenge) => ({ certificate, signature: sign('sha256', challenge, privateKey) });
}
