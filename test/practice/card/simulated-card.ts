import { sign } from 'node:crypto';
import type { CardKey } from '../../virtual/piv-card/card-key.ts';
import type { CardSeat } from './card-seat.ts';

/** A card without a reader, where the machine has no smartcard service: its key signs here. */
export function simulatedCard({ certificate, privateKey }: CardKey): CardSeat {
  return {
    way: 'simulated',
    ask: async (challenge) => ({ certificate, signature: sign('sha256', challenge, privateKey) }),
    insert: async () => {},
    close: async () => {},
  };
}
