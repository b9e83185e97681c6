import { ALGORITHM_NAMES } from '../../webauthn/trial/algorithm-names.ts';
import { PROTECTION_LEVELS } from '../../webauthn/trial/protection-levels.ts';
import type { CommandDefinition } from '../definition.ts';
import { NOT_VERIFIED } from '../exit-codes.ts';
import { BASE64URL, COUNT, FLAG, HEX, list, object, oneOfTexts, TEXT } from '../json-schema.ts';
import { DEVICE_OPTION, KEY_EXITS, PIN_OPTIONS } from './shared-parts.ts';

const VERIFICATION = { name: 'user-verification', value: 'WISH' } as const;
const WISHES = ['required', 'preferred', 'discouraged'] as const;
const CHECKS = list(object({ check: TEXT, passed: FLAG }, { seen: TEXT }));
const SIGNED = { userPresent: FLAG, userVerified: FLAG, signCount: COUNT };

/** Commands that try a key out, with a relying party of their own. */
export const TRIAL_COMMANDS: readonly CommandDefinition[] = [
  {
    words: ['register'],
    says: 'help.register',
    details: ['help.registerMore', 'help.pinGiven'],
    options: [
      { name: 'resident', says: 'help.optionResident' },
      {
        name: 'algorithm',
        value: 'NAME',
        completes: [...ALGORITHM_NAMES.keys()],
        repeats: true,
        says: 'help.optionAlgorithm',
      },
      {
        name: 'protect',
        value: 'LEVEL',
        completes: [...PROTECTION_LEVELS.keys()],
        says: 'help.optionProtect',
      },
      { name: 'user', value: 'NAME', says: 'help.optionTrialUser' },
      { name: 'prf', says: 'help.optionRegisterPrf' },
      { name: 'large-blob', says: 'help.optionLargeBlob' },
      { ...VERIFICATION, completes: WISHES, says: 'help.optionUserVerification' },
      DEVICE_OPTION,
      ...PIN_OPTIONS,
    ],
    examples: [
      { typed: 'wardkey register', says: 'help.exampleRegister' },
      { typed: 'wardkey register --json > made.json', says: 'help.exampleRegisterJson' },
      { typed: 'wardkey register --algorithm EdDSA', says: 'help.exampleRegisterAlgorithm' },
    ],
    exits: [...KEY_EXITS, NOT_VERIFIED],
    output: object({
      verified: FLAG,
      checks: CHECKS,
      credential: object({
        id: BASE64URL,
        publicKey: BASE64URL,
        algorithm: { type: 'integer' },
        signCount: COUNT,
      }),
      ...SIGNED,
      aaguid: HEX,
      attestation: object(
        { format: TEXT, outcome: oneOfTexts('verified', 'wrong', 'unknown-format') },
        { type: TEXT, reason: TEXT },
      ),
      response: { type: 'object' },
    }),
    load: async () => (await import('../commands/register.ts')).register,
  },
  {
    words: ['sign'],
    says: 'help.sign',
    details: ['help.signMore', 'help.pinGiven'],
    arguments: [
      { name: 'FILE', completes: 'files', optional: true, says: 'help.argumentRegistration' },
    ],
    options: [
      { name: 'prf', says: 'help.optionSignPrf' },
      { ...VERIFICATION, completes: WISHES, says: 'help.optionUserVerification' },
      DEVICE_OPTION,
      ...PIN_OPTIONS,
    ],
    examples: [
      { typed: 'wardkey sign', says: 'help.exampleSign' },
      { typed: 'wardkey sign made.json', says: 'help.exampleSignFile' },
      { typed: 'wardkey sign --prf', says: 'help.exampleSignPrf' },
    ],
    exits: [...KEY_EXITS, NOT_VERIFIED],
    output: object({
      verified: FLAG,
      checks: CHECKS,
      credentialId: BASE64URL,
      ...SIGNED,
      response: { type: 'object' },
    }),
    load: async () => (await import('../commands/sign.ts')).sign,
  },
];
