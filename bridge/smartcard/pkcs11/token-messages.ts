import { ERROR_CODES } from '../../../shared/errors/codes.ts';
import * as v from '../../../shared/schema/schema.ts';
import { TOKEN_PIN_STATES } from './token-pin-states.ts';

/** A token in one of a module's slots, with what it shows without a PIN. */
export const Token = v.strictObject({
  slot: v.number(),
  /** As the module names the reader, at most 64 characters. */
  reader: v.string(),
  label: v.string(),
  serial: v.string(),
  /** By the token's flags (PKCS #11 v2.40 §3.3), where the module sets them. */
  pin: v.picklist(TOKEN_PIN_STATES),
  /** Whether the module sets those flags, so that without one there is more than one try left. */
  showsTries: v.boolean(),
  /** The PIN is typed on the reader's own keys. */
  hasPinPad: v.boolean(),
  /** X.509 DER, in base64. */
  certificates: v.array(v.strictObject({ id: v.string(), der: v.string() })),
});
export type Token = v.InferOutput<typeof Token>;

/** What the process with the module in it is asked, once. A PIN comes here and nowhere else. */
export const ModuleRequest = v.variant('ask', [
  v.strictObject({ ask: v.literal('tokens') }),
  v.strictObject({
    ask: v.literal('sign'),
    slot: v.number(),
    serial: v.string(),
    /** Of the key, in hexadecimal digits. */
    id: v.string(),
    mechanism: v.picklist(['RSA_PKCS', 'ECDSA']),
    /** In base64. */
    data: v.string(),
    pin: v.string(),
    /** The person knows that it may be the last. */
    lastTryAgreed: v.boolean(),
  }),
]);
export type ModuleRequest = v.InferOutput<typeof ModuleRequest>;

export const ModuleAnswer = v.variant('answer', [
  v.strictObject({ answer: v.literal('tokens'), tokens: v.array(Token) }),
  v.strictObject({
    answer: v.literal('signature'),
    /** In base64. */
    signature: v.string(),
    /** What giving the PIN took, in milliseconds. */
    loginMs: v.number(),
  }),
  v.strictObject({
    answer: v.literal('error'),
    code: v.picklist(ERROR_CODES),
    facts: v.record(v.string(), v.union([v.string(), v.number(), v.boolean()])),
  }),
]);
export type ModuleAnswer = v.InferOutput<typeof ModuleAnswer>;
