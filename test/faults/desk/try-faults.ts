import { changing } from '../../rig/odd-key.ts';
import { PivCard } from '../../virtual/piv-card/piv-card.ts';
import { practiceKeys } from '../../virtual/piv-card/practice-keys.ts';
import type { Desk } from './desk.ts';
import type { DeskFault } from './desk-fault.ts';
import { bridge, desk } from './played-changes.ts';

/** CTAP 2.1 §6.2: the command, and the member of its answer with the signature. */
const GET_ASSERTION = 0x02;
const SIGNATURE = 0x03;

async function refuse(): Promise<never> {
  throw new DOMException('The operation either timed out or was not allowed.', 'NotAllowedError');
}

function flipped(signature: Uint8Array): Uint8Array {
  return signature.with(signature.length - 1, (signature.at(-1) ?? 0) ^ 1);
}

const spoiltByKey = changing(GET_ASSERTION, (members) => {
  const signature = members.get(SIGNATURE);
  if (signature instanceof Uint8Array) members.set(SIGNATURE, flipped(signature));
});

/** Firefox, where the extension may reach no website, has no relying party for a page of ours. */
function nowhere(one: Desk): void {
  one.page = { protocol: 'moz-extension:', host: 'page', origin: 'moz-extension://page' };
}

/** What a real try shows. */
export const TRY_FAULTS: readonly DeskFault[] = [
  {
    name: 'a good key is tried both ways',
    finds: 'try-worked',
    says: 'well',
    does: 'try the key',
    break: () => {},
  },
  {
    name: 'a key whose signatures do not hold',
    finds: 'try-both-failed',
    does: 'try the key',
    break: ({ socket }) => {
      socket.meddle = spoiltByKey;
    },
  },
  {
    name: 'a browser that refuses every key',
    finds: 'try-browser-failed',
    does: 'try the key',
    break: desk({ create: refuse }),
  },
  {
    name: 'a browser that spoils what the key has signed',
    finds: 'try-browser-failed',
    does: 'try the key',
    break: ({ webAuthn }) => {
      webAuthn.spoil = flipped;
    },
  },
  {
    name: 'a bridge that does not get at a key that the browser can use',
    finds: 'try-only-browser-worked',
    does: 'try the key',
    break: (one) => {
      one.socket.meddle = spoiltByKey;
      one.create = async (options) => {
        one.socket.meddle = (_message, ask) => ask();
        return one.webAuthn.create(options);
      };
    },
  },
  {
    name: 'a browser that refuses every key, and no bridge beside it',
    finds: 'try-only-browser-failed',
    does: 'try the key',
    break: (one) => {
      one.create = refuse;
      one.bridge.diesAt = 'key.try';
    },
  },
  {
    name: 'a key that works in the browser, and a bridge that ends when it should try it',
    finds: 'try-worked-in-browser',
    says: 'well',
    does: 'try the key',
    break: bridge({ diesAt: 'key.try' }),
  },
  {
    name: 'a good key, in a browser that gives this page no WebAuthn',
    finds: 'try-worked-through-wardkey',
    says: 'well',
    does: 'try the key',
    break: nowhere,
  },
  {
    name: 'a key whose signatures do not hold, in a browser that gives this page no WebAuthn',
    finds: 'try-bridge-failed',
    does: 'try the key',
    break: (one) => {
      nowhere(one);
      one.socket.meddle = spoiltByKey;
    },
  },
  {
    name: 'the same, and what the browser lacks is told too',
    finds: 'try-browser-impossible',
    says: 'try-bridge-failed',
    does: 'try the key',
    break: (one) => {
      nowhere(one);
      one.socket.meddle = spoiltByKey;
    },
  },
  {
    name: 'a good card is tried',
    finds: 'card-try-worked',
    says: 'well',
    does: 'try the card',
    break: async ({ bridge: end }) => {
      end.card = new PivCard({ keys: await practiceKeys(), pin: '123456' });
    },
  },
  {
    name: 'a card whose key does not belong to its certificate',
    finds: 'card-try-failed',
    does: 'try the card',
    break: async ({ bridge: end }) => {
      const [{ '9a': one }, { '9a': other }] = [
        await practiceKeys(),
        await practiceKeys('p256', {}),
      ];
      if (one === undefined || other === undefined) throw new TypeError('no practice keys');
      const mixed = { ...one, certificate: other.certificate };
      end.card = new PivCard({ keys: { '9a': mixed }, pin: '123456' });
    },
  },
];
