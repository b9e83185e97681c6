import type { ExchangeOptions } from '../../../bridge/transport/transport.ts';
import { parseCommandApdu } from '../applet/command-apdu.ts';
import { respond, SW } from '../applet/status-word.ts';
import { signWith } from '../state/algorithms.ts';
import { u2fRpId } from '../state/credential-store.ts';
import type { KeyState } from '../state/key-state.ts';

const INS = { register: 0x01, authenticate: 0x02, version: 0x03 } as const;
const CHECK_ONLY = 0x07;
const DONT_ENFORCE = 0x08;
const ES256 = -7;
const WRONG_DATA = 0x6a80;

/**
 * Answers one U2F message (U2F Raw Message Formats v1.2).
 * @param bytes an APDU, short or extended
 * @returns data and status word
 */
export function u2f(state: KeyState, bytes: Uint8Array, exchange: ExchangeOptions): Uint8Array {
  const apdu = parseCommandApdu(bytes);
  if (apdu === null) return respond(SW.wrongLength);
  if (apdu.cla !== 0x00) return respond(SW.classNotSupported);
  // CTAP 2.1 §7.2: always-UV leaves no room for a protocol that knows no user verification.
  if (state.settings.alwaysUv) return respond(SW.instructionNotSupported);
  switch (apdu.ins) {
    case INS.register:
      return register(state, apdu.data, exchange);
    case INS.authenticate:
      return authenticate(state, apdu.p1, apdu.data, exchange);
    case INS.version:
      if (apdu.data.length > 0) return respond(SW.wrongLength);
      return respond(SW.success, Buffer.from('U2F_V2', 'latin1'));
    default:
      return respond(SW.instructionNotSupported);
  }
}

/** §4: 32 bytes of challenge, 32 of application. */
function register(state: KeyState, data: Uint8Array, exchange: ExchangeOptions): Uint8Array {
  if (data.length !== 64) return respond(SW.wrongLength);
  if (!state.presence.poll(exchange)) return respond(SW.conditionsNotSatisfied);
  const [challenge, application] = [data.subarray(0, 32), data.subarray(32)];
  const credential = state.credentials.create({
    rpId: u2fRpId(application),
    user: { id: Uint8Array.of(0), name: undefined, displayName: undefined },
    algorithm: ES256,
    resident: false,
    extras: {},
  });
  const { id, publicKey } = credential;
  const point = Buffer.concat([
    Uint8Array.of(4),
    coordinate(publicKey, -2),
    coordinate(publicKey, -3),
  ]);
  const { certificate, privateKey } = state.attestation;
  const signed = Buffer.concat([Uint8Array.of(0), application, challenge, id, point]);
  const signature = signWith(ES256, privateKey, signed);
  const head = [Uint8Array.of(0x05), point, Uint8Array.of(id.length), id];
  return respond(SW.success, Buffer.concat([...head, certificate, signature]));
}

/** §5: challenge (32), application (32), length of the key handle (1), key handle. */
function authenticate(
  state: KeyState,
  control: number,
  data: Uint8Array,
  exchange: ExchangeOptions,
): Uint8Array {
  const keyHandle = data.subarray(65);
  if (keyHandle.length !== data[64]) return respond(SW.wrongLength);
  const [challenge, application] = [data.subarray(0, 32), data.subarray(32, 64)];
  const credential = state.credentials.findByHash(keyHandle, application);
  if (credential?.algorithm !== ES256)
    return respond(state.model.u2fUnknownHandleWord ?? WRONG_DATA);
  if (control === CHECK_ONLY) return respond(SW.conditionsNotSatisfied);
  const present = control !== DONT_ENFORCE;
  if (present && !state.presence.poll(exchange)) return respond(SW.conditionsNotSatisfied);
  const facts = Buffer.alloc(5);
  facts[0] = present ? 1 : 0;
  facts.writeUInt32BE(state.credentials.nextSignCount(), 1);
  const signed = Buffer.concat([application, facts, challenge]);
  const signature = signWith(ES256, credential.privateKey, signed);
  return respond(SW.success, Buffer.concat([facts, signature]));
}

function coordinate(publicKey: ReadonlyMap<number | string, unknown>, label: number): Uint8Array {
  const value = publicKey.get(label);
  if (!(value instanceof Uint8Array)) throw new TypeError('not a point');
  return value;
}
