import { type CardKey, type CertificateFacts, createCardKey } from './card-key.ts';
import type { SlotName } from './data-objects.ts';
import type { KeyAlgorithm } from './private-key-operation.ts';

const DAY_MS = 86_400_000;

/** The user id in the certificates of {@link practiceKeys}. */
const PRACTICE_USER_ID = '555012345678';

const CLIENT_AUTHENTICATION = '1.3.6.1.5.5.7.3.2';

const BASE: CertificateFacts = {
  // The third is the user id (RFC 4519 §2.39).
  subject: `O=Wardkey Practice,OU=People,0.9.2342.19200300.100.1.1=${PRACTICE_USER_ID},CN=Pat Practice`,
  issuer: 'O=Wardkey Practice,CN=Wardkey Practice Issuer',
  serialNumber: '5a01',
  notBefore: new Date('2026-01-01T00:00:00Z'),
  notAfter: new Date('2038-01-01T00:00:00Z'),
  keyUsage: ['digitalSignature'],
  extendedKeyUsage: [],
};

const USES: Readonly<Record<SlotName, Partial<CertificateFacts>>> = {
  '9a': { extendedKeyUsage: [CLIENT_AUTHENTICATION] },
  '9c': { keyUsage: ['digitalSignature', 'nonRepudiation'], serialNumber: '5a02' },
  '9d': { keyUsage: ['keyEncipherment'], serialNumber: '5a03' },
  '9e': { serialNumber: '5a04' },
  '82': { keyUsage: ['keyEncipherment'], serialNumber: '5a05' },
  '95': { keyUsage: ['keyEncipherment'], serialNumber: '5a06' },
};

/**
 * Keys as a member of staff has them on a card: one to authenticate with, one to sign with.
 * @param facts in the place of the usual ones
 */
export async function practiceKeys(
  algorithm: KeyAlgorithm = 'p256',
  facts: Partial<CertificateFacts> = {},
  slots: readonly SlotName[] = ['9a', '9c'],
): Promise<Partial<Record<SlotName, CardKey>>> {
  const keys = slots.map(async (slot): Promise<[SlotName, CardKey]> => {
    return [slot, await createCardKey(algorithm, { ...BASE, ...USES[slot], ...facts })];
  });
  return Object.fromEntries(await Promise.all(keys));
}

/** A moment that lies so many days ahead, or back. */
export function inDays(days: number): Date {
  return new Date(Date.now() + days * DAY_MS);
}
