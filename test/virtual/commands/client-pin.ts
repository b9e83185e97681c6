import type { ExchangeOptions } from '../../../bridge/transport/transport.ts';
import { bytes, map, optional, required, text, unsigned } from '../cbor/parameters.ts';
import type { CborMap, CborValue } from '../cbor/value.ts';
import type { PinProtocol } from '../pin/pin-protocol.ts';
import { PERMISSION } from '../pin/token-state.ts';
import type { KeyState } from '../state/key-state.ts';
import { CtapFault, STATUS } from '../status.ts';
import type { Command } from './command.ts';

const KEY = {
  pinUvAuthProtocol: 0x01,
  subCommand: 0x02,
  keyAgreement: 0x03,
  pinUvAuthParam: 0x04,
  newPinEnc: 0x05,
  pinHashEnc: 0x06,
  permissions: 0x09,
  rpId: 0x0a,
} as const;

/** Bytes of a PIN padded with zeros (CTAP 2.1 §6.5.5.5). */
const PADDED_PIN_BYTES = 64;

const KNOWN_PERMISSIONS = 0x7f;

type SubCommand = (
  state: KeyState,
  parameters: CborMap,
  exchange: ExchangeOptions,
) => CborMap | undefined | Promise<CborMap>;

const SUB_COMMANDS: ReadonlyMap<number, SubCommand> = new Map<number, SubCommand>([
  [0x01, getPinRetries],
  [0x02, getKeyAgreement],
  [0x03, setPin],
  [0x04, changePin],
  [0x05, getPinToken],
  [0x06, getTokenUsingUv],
  [0x07, getUvRetries],
  [0x09, getTokenUsingPin],
]);

/** authenticatorClientPIN (CTAP 2.1 §6.5.5). */
export const clientPin: Command = async (state, parameters, exchange) => {
  const subCommand = SUB_COMMANDS.get(required(parameters, KEY.subCommand, unsigned));
  if (subCommand === undefined) throw new CtapFault(STATUS.invalidSubcommand);
  return subCommand(state, parameters, exchange);
};

function getPinRetries({ pin }: KeyState): CborMap {
  return new Map<number, CborValue>([
    [0x03, pin.triesLeft],
    [0x04, pin.needsPowerCycle],
  ]);
}

function getUvRetries({ verification }: KeyState): CborMap {
  if (verification === undefined) throw new CtapFault(STATUS.invalidSubcommand);
  return new Map([[0x05, verification.triesLeft]]);
}

function getKeyAgreement(state: KeyState, parameters: CborMap): CborMap {
  return new Map([[0x01, readProtocol(state, parameters).publicKey()]]);
}

function setPin(state: KeyState, parameters: CborMap): undefined {
  const { protocol, secret } = agree(state, parameters);
  const newPinEnc = required(parameters, KEY.newPinEnc, bytes);
  const pinUvAuthParam = required(parameters, KEY.pinUvAuthParam, bytes);
  if (state.pin.isSet) throw new CtapFault(STATUS.pinAuthInvalid);
  protocol.verify(secret, newPinEnc, pinUvAuthParam);
  state.pin.set(unpad(protocol.decrypt(secret, newPinEnc)));
}

function changePin(state: KeyState, parameters: CborMap): undefined {
  const { protocol, secret } = agree(state, parameters);
  const newPinEnc = required(parameters, KEY.newPinEnc, bytes);
  const pinHashEnc = required(parameters, KEY.pinHashEnc, bytes);
  const pinUvAuthParam = required(parameters, KEY.pinUvAuthParam, bytes);
  state.pin.assertUsable();
  protocol.verify(secret, Buffer.concat([newPinEnc, pinHashEnc]), pinUvAuthParam);
  checkPin(state, protocol, secret, pinHashEnc);
  state.pin.set(unpad(protocol.decrypt(secret, newPinEnc)));
  state.token.stop();
  state.token.forgetPersistent();
}

/** The token of CTAP 2.0, for makeCredential and getAssertion alike (CTAP 2.1 §6.5.5.7.1). */
function getPinToken(state: KeyState, parameters: CborMap): CborMap {
  if (parameters.has(KEY.permissions) || parameters.has(KEY.rpId)) {
    throw new CtapFault(STATUS.invalidParameter);
  }
  // It is good for all that the key can do, the preview commands among it.
  return issueForPin(state, parameters, grantable(state), undefined);
}

function getTokenUsingPin(state: KeyState, parameters: CborMap): CborMap {
  if (!state.model.pinUvAuthToken) throw new CtapFault(STATUS.invalidSubcommand);
  const { permissions, rpId } = readPermissions(state, parameters);
  const { makeCredential, getAssertion } = PERMISSION;
  const forCredentials = (permissions & (makeCredential | getAssertion)) !== 0;
  if (forCredentials && state.model.noMcGaPermissionsWithClientPin) {
    throw new CtapFault(STATUS.unauthorizedPermission);
  }
  return issueForPin(state, parameters, permissions, rpId);
}

async function getTokenUsingUv(
  state: KeyState,
  parameters: CborMap,
  exchange: ExchangeOptions,
): Promise<CborMap> {
  if (!state.model.pinUvAuthToken || state.verification === undefined) {
    throw new CtapFault(STATUS.invalidSubcommand);
  }
  const { protocol, secret } = agree(state, parameters);
  const { permissions, rpId } = readPermissions(state, parameters);
  if (!state.verification.enrolled) throw new CtapFault(STATUS.notAllowed);
  await state.presence.collect(exchange);
  state.verification.verify();
  const token =
    permissions === PERMISSION.persistentReadOnly
      ? state.token.beginPersistent()
      : state.token.begin(protocol, permissions, rpId);
  return new Map([[0x02, protocol.encrypt(secret, token)]]);
}

function issueForPin(
  state: KeyState,
  parameters: CborMap,
  permissions: number,
  rpId: string | undefined,
): CborMap {
  const { protocol, secret } = agree(state, parameters);
  const pinHashEnc = required(parameters, KEY.pinHashEnc, bytes);
  state.pin.assertUsable();
  checkPin(state, protocol, secret, pinHashEnc);
  if (state.pin.mustChange) throw new CtapFault(STATUS.pinInvalid);
  state.verification?.restoreTries();
  const token =
    permissions === PERMISSION.persistentReadOnly
      ? state.token.beginPersistent()
      : state.token.begin(protocol, permissions, rpId);
  return new Map([[0x02, protocol.encrypt(secret, token)]]);
}

/** A wrong PIN also ends the key agreement, so that each try costs a new one (§6.5.5.7.1). */
function checkPin(
  { pin }: KeyState,
  protocol: PinProtocol,
  secret: Uint8Array,
  pinHashEnc: Uint8Array,
): void {
  const hash = protocol.decrypt(secret, pinHashEnc);
  try {
    pin.check(hash);
  } catch (fault) {
    protocol.regenerate();
    throw fault;
  }
}

function readPermissions(
  state: KeyState,
  parameters: CborMap,
): { permissions: number; rpId: string | undefined } {
  const permissions = required(parameters, KEY.permissions, unsigned) & KNOWN_PERMISSIONS;
  const rpId = optional(parameters, KEY.rpId, text);
  if (permissions === 0) throw new CtapFault(STATUS.invalidParameter);
  if ((permissions & ~grantable(state)) !== 0) throw new CtapFault(STATUS.unauthorizedPermission);
  const { makeCredential, getAssertion, persistentReadOnly } = PERMISSION;
  if ((permissions & persistentReadOnly) !== 0 && permissions !== persistentReadOnly) {
    throw new CtapFault(STATUS.unauthorizedPermission);
  }
  const needsRpId = (permissions & (makeCredential | getAssertion)) !== 0;
  if (needsRpId && rpId === undefined) throw new CtapFault(STATUS.missingParameter);
  return { permissions, rpId };
}

/** What this key has permissions for; any other known one is refused. */
function grantable({ model, verification }: KeyState): number {
  let permissions = PERMISSION.makeCredential | PERMISSION.getAssertion;
  if (model.credentialManagement !== 'none') permissions |= PERMISSION.credentialManagement;
  if (verification !== undefined) permissions |= PERMISSION.bioEnrollment;
  if (model.largeBlobBytes > 0) permissions |= PERMISSION.largeBlobWrite;
  if (model.authenticatorConfig) permissions |= PERMISSION.authenticatorConfig;
  if (model.persistentToken) permissions |= PERMISSION.persistentReadOnly;
  return permissions;
}

function agree(
  state: KeyState,
  parameters: CborMap,
): { protocol: PinProtocol; secret: Uint8Array } {
  const protocol = readProtocol(state, parameters);
  const secret = protocol.decapsulate(required(parameters, KEY.keyAgreement, map));
  return { protocol, secret };
}

function readProtocol(state: KeyState, parameters: CborMap): PinProtocol {
  const protocol = state.protocols.get(required(parameters, KEY.pinUvAuthProtocol, unsigned));
  if (protocol === undefined) throw new CtapFault(STATUS.invalidParameter);
  return protocol;
}

function unpad(padded: Uint8Array): Uint8Array {
  if (padded.length !== PADDED_PIN_BYTES) throw new CtapFault(STATUS.invalidParameter);
  let end = padded.length;
  while (end > 0 && padded[end - 1] === 0) end -= 1;
  return padded.subarray(0, end);
}
