import { generateKeyPairSync, type KeyObject, sign as signWith } from 'node:crypto';
import type { CardSigner } from '../../../../../bridge/smartcard/web-eid/card-signer.ts';
import type { WebEidPerson } from '../../../../../bridge/smartcard/web-eid/web-eid-person.ts';

export const KINDS = {
  p256: () => generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  p384: () => generateKeyPairSync('ec', { namedCurve: 'P-384' }),
  rsa: () => generateKeyPairSync('rsa', { modulusLength: 2048 }),
  ed25519: () => generateKeyPairSync('ed25519'),
} as const;

/** A signer of which the card is this process: it signs the message that it is told beforehand. */
export function softwareSigner(
  id: string,
  { publicKey, privateKey }: { readonly publicKey: KeyObject; readonly privateKey: KeyObject },
  messageOf: () => { readonly hash: string; readonly message: Uint8Array },
  removed = new AbortController().signal,
): CardSigner {
  return {
    device: { id, transport: 'smart-card', name: `Reader ${id}` },
    certificate: Buffer.from(`certificate ${id}`),
    publicKey,
    name: 'Pat Practice',
    issuer: null,
    removed,
    sign: async (_digest, person, signal) => {
      const device = { id, transport: 'smart-card', name: id } as const;
      const tries = { triesLeft: 3, lastTry: false, minLength: 6, maxBytes: 8 };
      await person.askPin({ device, ...tries }, signal);
      const { hash, message } = messageOf();
      return signWith(hash, message, { key: privateKey, dsaEncoding: 'ieee-p1363' });
    },
  };
}

/** A person who says yes to all, and what they were asked. */
export function willingPerson(): WebEidPerson & { readonly log: string[] } {
  const log: string[] = [];
  return {
    log,
    tell: ({ type }) => log.push(type),
    askPin: async () => {
      log.push('pin');
      return { pin: '123456', lastTryAgreed: false };
    },
    askConsent: async ({ name }) => {
      log.push(`consent ${name}`);
    },
    chooseDevice: async (devices) => {
      log.push('choice');
      return devices.at(-1)?.id ?? '';
    },
  };
}
