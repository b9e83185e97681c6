import { ERROR_CODES } from '../../../shared/errors/codes.ts';
import { ENDPOINT_STATES, NEIGHBOUR_KINDS } from '../../diagnosis/neighbour-kinds.ts';
import { PURPOSES } from '../../smartcard/certificate-purpose.ts';
import { KEY_USAGES } from '../../smartcard/key-usage.ts';
import { PROOF_STEPS } from '../../smartcard/piv/proof-steps.ts';
import { SLOT_NAMES } from '../../smartcard/piv/slots.ts';
import { TOKEN_PIN_STATES } from '../../smartcard/pkcs11/token-pin-states.ts';
import { TRUST_STATES } from '../../smartcard/trust/trust-states.ts';
import { VALIDITY_STATES } from '../../smartcard/validity.ts';
import { SIGNATURE_FORMATS, SIGNATURE_HASHES, SIGNATURE_SLOTS } from '../card-signing.ts';
import type { CommandDefinition } from '../definition.ts';
import { errorSchema } from '../error-lines.ts';
import { EXPLAINED_NOTHING, NOT_VERIFIED } from '../exit-codes.ts';
import {
  BASE64URL,
  COUNT,
  FLAG,
  HEX,
  type JsonSchema,
  list,
  object,
  oneOfTexts,
  orNull,
  TEXT,
} from '../json-schema.ts';
import { DEVICE_EXITS, DEVICE_OPTION, DEVICE_SCHEMA, PIN_OPTIONS } from './shared-parts.ts';

/** A day such as `2026-05-07`. */
const DATE = { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$' };
const SLOT = oneOfTexts(...SLOT_NAMES);

const certificates = (slot: JsonSchema) =>
  list({
    anyOf: [
      object({
        slot,
        purpose: oneOfTexts(...PURPOSES),
        subject: TEXT,
        issuer: TEXT,
        serialNumber: HEX,
        keyType: TEXT,
        keyUsage: list(oneOfTexts(...KEY_USAGES)),
        notBefore: TEXT,
        notAfter: TEXT,
        state: oneOfTexts(...VALIDITY_STATES),
        daysLeft: { type: 'integer' },
        trust: orNull(object({ state: oneOfTexts(...TRUST_STATES), chain: list(TEXT) })),
      }),
      object({ slot, problem: oneOfTexts(...ERROR_CODES) }),
    ],
  });

/** Who else uses cards on this computer. */
const BESIDE = object({
  programs: list(
    object({
      kind: oneOfTexts(...NEIGHBOUR_KINDS),
      program: TEXT,
      usesCards: orNull(FLAG),
    }),
  ),
  installed: list(
    object({
      kind: oneOfTexts('credential-management', 'identity-agent'),
      name: TEXT,
      version: orNull(TEXT),
    }),
  ),
  endpoints: list(
    object({ port: COUNT, state: oneOfTexts(...ENDPOINT_STATES) }, { leadsTo: COUNT }),
  ),
});

/** What comes with a PIN. */
const PIN_EXITS: readonly number[] = [...DEVICE_EXITS, 8, EXPLAINED_NOTHING];
const NEW_PIN = object({ device: DEVICE_SCHEMA, pinSet: { const: true } });

/** Commands for smartcards. */
export const CARD_COMMANDS: readonly CommandDefinition[] = [
  {
    words: ['card', 'info'],
    says: 'help.cardInfo',
    details: ['help.cardInfoMore'],
    options: [DEVICE_OPTION],
    examples: [
      { typed: 'wardkey card info', says: 'help.exampleCardInfo' },
      {
        typed: "wardkey card info --json | jq '.piv.certificates[].daysLeft'",
        says: 'help.exampleCardInfoJson',
      },
    ],
    exits: DEVICE_EXITS,
    output: {
      anyOf: [
        object({
          device: DEVICE_SCHEMA,
          atr: HEX,
          family: orNull(
            object({ name: TEXT, series: TEXT, isCertain: FLAG }, { blockedSince: DATE }),
          ),
          otherApplet: orNull(TEXT),
          piv: orNull(
            object({
              expires: orNull(DATE),
              pinTries: orNull(COUNT),
              cardIdentifier: orNull(HEX),
              yubico: orNull(object({ version: TEXT, serial: orNull(COUNT), touch: list(SLOT) })),
              certificates: certificates(SLOT),
            }),
          ),
          token: orNull(
            object({
              label: TEXT,
              pin: oneOfTexts(...TOKEN_PIN_STATES),
              hasPinPad: FLAG,
              certificates: certificates(TEXT),
            }),
          ),
          beside: BESIDE,
        }),
        errorSchema({ beside: BESIDE }, { device: DEVICE_SCHEMA }),
      ],
    },
    load: async () => (await import('../commands/card-info.ts')).cardInfo,
  },
  {
    words: ['card', 'certificate'],
    says: 'help.cardCertificate',
    details: ['help.cardCertificateMore'],
    options: [DEVICE_OPTION],
    examples: [{ typed: 'wardkey card certificate', says: 'help.exampleCardCertificate' }],
    exits: DEVICE_EXITS,
    output: {
      anyOf: [
        object({ device: DEVICE_SCHEMA, certificates: certificates(TEXT) }),
        errorSchema({ device: DEVICE_SCHEMA }),
      ],
    },
    load: async () => (await import('../commands/card-certificate.ts')).cardCertificate,
  },
  {
    words: ['card', 'test'],
    says: 'help.cardTest',
    details: ['help.cardTestMore', 'help.cardPinGiven'],
    options: [DEVICE_OPTION, ...PIN_OPTIONS],
    examples: [{ typed: 'wardkey card test', says: 'help.exampleCardTest' }],
    exits: [...PIN_EXITS, NOT_VERIFIED],
    output: object(
      {
        device: DEVICE_SCHEMA,
        works: FLAG,
        keyType: TEXT,
        state: oneOfTexts(...VALIDITY_STATES),
        daysLeft: { type: 'integer' },
        steps: list(
          object({
            step: oneOfTexts(...PROOF_STEPS),
            passed: FLAG,
            milliseconds: { type: 'number', minimum: 0 },
          }),
        ),
      },
      { slot: SLOT },
    ),
    load: async () => (await import('../commands/card-test.ts')).cardTest,
  },
  {
    words: ['card', 'verify'],
    says: 'help.cardVerify',
    details: ['help.cardVerifyMore', 'help.cardPinGiven'],
    options: [DEVICE_OPTION, ...PIN_OPTIONS],
    examples: [{ typed: 'wardkey card verify', says: 'help.exampleCardVerify' }],
    exits: PIN_EXITS,
    output: object({ device: DEVICE_SCHEMA, pinVerified: { const: true } }),
    load: async () => (await import('../commands/card-verify.ts')).cardVerify,
  },
  {
    words: ['card', 'sign'],
    says: 'help.cardSign',
    details: ['help.cardSignMore', 'help.cardPinGiven'],
    arguments: [{ name: 'FILE', completes: 'files', says: 'help.argumentSigned' }],
    options: [
      { name: 'slot', value: 'SLOT', completes: SIGNATURE_SLOTS, says: 'help.optionSlot' },
      { name: 'hash', value: 'HASH', completes: SIGNATURE_HASHES, says: 'help.optionHash' },
      { name: 'pss', says: 'help.optionPss' },
      {
        name: 'format',
        value: 'FORMAT',
        completes: SIGNATURE_FORMATS,
        says: 'help.optionSignatureFormat',
      },
      DEVICE_OPTION,
      ...PIN_OPTIONS,
    ],
    examples: [
      { typed: 'wardkey card sign letter.pdf > letter.sig', says: 'help.exampleCardSign' },
      { typed: 'wardkey card sign --json - < letter.pdf', says: 'help.exampleCardSignJson' },
    ],
    exits: [...PIN_EXITS, NOT_VERIFIED],
    output: object({
      device: DEVICE_SCHEMA,
      slot: SLOT,
      algorithm: oneOfTexts('ECDSA', 'RSA PKCS1.5', 'RSA PSS'),
      hash: oneOfTexts(...SIGNATURE_HASHES),
      certificate: BASE64URL,
      signature: BASE64URL,
    }),
    load: async () => (await import('../commands/card-sign.ts')).cardSign,
  },
  {
    words: ['card', 'pin', 'change'],
    says: 'help.cardPinChange',
    details: ['help.pinChangeMore', 'help.cardPinGiven'],
    options: [DEVICE_OPTION, ...PIN_OPTIONS],
    examples: [
      { typed: 'wardkey card pin change', says: 'help.examplePinChange' },
      {
        typed: 'wardkey card pin change --pin-fd 3 3< both-pins.txt',
        says: 'help.examplePinChangeFd',
      },
    ],
    exits: PIN_EXITS,
    output: NEW_PIN,
    load: async () => (await import('../commands/card-pin.ts')).cardPinChange,
  },
  {
    words: ['card', 'pin', 'unblock'],
    says: 'help.cardPinUnblock',
    details: ['help.cardPinUnblockMore', 'help.cardPinGiven'],
    options: [DEVICE_OPTION, ...PIN_OPTIONS],
    examples: [{ typed: 'wardkey card pin unblock', says: 'help.exampleCardPinUnblock' }],
    exits: PIN_EXITS,
    output: NEW_PIN,
    load: async () => (await import('../commands/card-pin.ts')).cardPinUnblock,
  },
];
