import { ERROR_CODES } from '../../../shared/errors/codes.ts';
import { PURPOSES } from '../../smartcard/certificate-purpose.ts';
import { KEY_USAGES } from '../../smartcard/key-usage.ts';
import { SLOTS } from '../../smartcard/piv/slots.ts';
import { VALIDITY_STATES } from '../../smartcard/validity.ts';
import type { CommandDefinition } from '../definition.ts';
import { COUNT, FLAG, HEX, list, object, oneOfTexts, orNull, TEXT } from '../json-schema.ts';
import { DEVICE_EXITS, DEVICE_OPTION, DEVICE_SCHEMA } from './shared-parts.ts';

/** A day such as `2026-05-07`. */
const DATE = { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$' };
const SLOT = oneOfTexts(...SLOTS.map(({ slot }) => slot));

const CERTIFICATES = list({
  anyOf: [
    object({
      slot: SLOT,
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
    }),
    object({ slot: SLOT, problem: oneOfTexts(...ERROR_CODES) }),
  ],
});

/** Commands that look at smartcards. */
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
    output: object({
      device: DEVICE_SCHEMA,
      atr: HEX,
      family: orNull(object({ name: TEXT, series: TEXT, isCertain: FLAG }, { blockedSince: DATE })),
      otherApplet: orNull(TEXT),
      piv: orNull(
        object({ expires: orNull(DATE), pinTries: orNull(COUNT), certificates: CERTIFICATES }),
      ),
    }),
    load: async () => (await import('../commands/card-info.ts')).cardInfo,
  },
  {
    words: ['card', 'certificate'],
    says: 'help.cardCertificate',
    details: ['help.cardCertificateMore'],
    options: [DEVICE_OPTION],
    examples: [{ typed: 'wardkey card certificate', says: 'help.exampleCardCertificate' }],
    exits: DEVICE_EXITS,
    output: object({ device: DEVICE_SCHEMA, certificates: CERTIFICATES }),
    load: async () => (await import('../commands/card-certificate.ts')).cardCertificate,
  },
];
