import { ERROR_CODES } from '../errors/codes.ts';
import * as v from '../schema/schema.ts';
import { DeviceSummary } from './device.ts';

/** What a certificate on a card is for, and how it stands today. */
export const CardCertificateState = v.strictObject({
  /** The slot's name, such as `9a`. */
  slot: v.string(),
  purpose: v.picklist(['authentication', 'signing', 'encryption', 'card-authentication']),
  validity: v.picklist(['not-yet', 'good', 'renewable', 'ended']),
  /** Calendar days until the end: 0 on the last day, below zero after it. */
  daysLeft: v.number(),
  /** How it stands to the issuers that the administrator trusts, where such are set. */
  trust: v.optional(v.picklist(['trusted', 'unknown-issuer', 'false-issuer', 'ended-issuer'])),
});
export type CardCertificateState = v.InferOutput<typeof CardCertificateState>;

/** A card in a reader, as it stands. Nothing in it names its holder. */
export const CardState = v.strictObject({
  /** The reader; with a problem where the card could not be read. */
  device: DeviceSummary,
  /** What kind of card it is, by its answer to reset; `null` where nobody knows. */
  family: v.nullable(
    v.strictObject({
      name: v.string(),
      /** Of Care Identity smartcards. */
      series: v.string(),
      isCertain: v.boolean(),
      /** The day, such as `2026-05-07`, from which such cards cannot be used. */
      blockedSince: v.optional(v.string()),
    }),
  ),
  /** Another applet than PIV that the card was known by. */
  otherApplet: v.nullable(v.string()),
  /** What the card's own software shows of one that is no PIV card, where such is installed. */
  token: v.optional(
    v.strictObject({
      /** By what the software tells: it knows no numbers. */
      pin: v.picklist(['good', 'low', 'final-try', 'locked']),
      certificates: v.array(CardCertificateState),
      /** Names of certificates that could not be read. */
      unreadable: v.array(v.string()),
    }),
  ),
  piv: v.nullable(
    v.strictObject({
      /** `null` when the card does not tell. */
      pinTries: v.nullable(v.number()),
      certificates: v.array(CardCertificateState),
      /** Slots of which the certificate could not be read. */
      unreadable: v.array(v.string()),
    }),
  ),
});
export type CardState = v.InferOutput<typeof CardState>;

export const CardList = v.strictObject({
  cards: v.array(CardState),
  /** What keeps cards from being seen. */
  problems: v.array(v.picklist(ERROR_CODES)),
});
export type CardList = v.InferOutput<typeof CardList>;

/** What a card proved, step by step. */
export const CardProof = v.strictObject({
  steps: v.array(
    v.strictObject({
      step: v.picklist(['certificate', 'validity', 'pin', 'signature', 'match']),
      passed: v.boolean(),
      milliseconds: v.number(),
    }),
  ),
});
export type CardProof = v.InferOutput<typeof CardProof>;
