import { encodeCbor } from '../cbor/encode.ts';
import { bytes, map, optional, required, unsigned } from '../cbor/parameters.ts';
import type { CborMap, CborValue } from '../cbor/value.ts';
import { PERMISSION } from '../pin/token-state.ts';
import { type Credential, rpIdHash } from '../state/credential-store.ts';
import type { KeyState } from '../state/key-state.ts';
import { CtapFault, STATUS } from '../status.ts';
import type { Command } from './command.ts';
import { describeCredential, describeUser, readUser } from './entities.ts';
import { demandToken } from './token-check.ts';

const KEY = {
  subCommand: 0x01,
  subCommandParams: 0x02,
  pinUvAuthProtocol: 0x03,
  pinUvAuthParam: 0x04,
} as const;

const NEXT_RP = 0x03;
const NEXT_CREDENTIAL = 0x05;

type SubCommand = (state: KeyState, parameters: CborMap, request: CborMap) => CborMap | undefined;

const SUB_COMMANDS: ReadonlyMap<number, SubCommand> = new Map<number, SubCommand>([
  [0x01, metadata],
  [0x02, enumerateRps],
  [NEXT_RP, nextRp],
  [0x04, enumerateCredentials],
  [NEXT_CREDENTIAL, nextCredential],
  [0x06, deleteCredential],
  [0x07, updateUser],
]);

/** authenticatorCredentialManagement (CTAP 2.1 §6.8). */
export const credentialManagement: Command = async (state, request) => {
  const number = required(request, KEY.subCommand, unsigned);
  const subCommand = SUB_COMMANDS.get(number);
  if (subCommand === undefined) throw new CtapFault(STATUS.invalidSubcommand);
  if (number !== NEXT_RP && number !== NEXT_CREDENTIAL) state.enumeration = undefined;
  return subCommand(state, optional(request, KEY.subCommandParams, map) ?? new Map(), request);
};

function authorise(
  state: KeyState,
  request: CborMap,
  options: { rpId?: string; readOnly?: boolean } = {},
): void {
  const params = optional(request, KEY.subCommandParams, map);
  const message = Buffer.concat([
    Uint8Array.of(required(request, KEY.subCommand, unsigned)),
    params === undefined ? new Uint8Array() : encodeCbor(params),
  ]);
  const permission =
    PERMISSION.credentialManagement | (options.readOnly ? PERMISSION.persistentReadOnly : 0);
  demandToken(state, request, KEY, { permission, message, ...options });
}

function metadata(state: KeyState, _parameters: CborMap, request: CborMap): CborMap {
  authorise(state, request, { readOnly: true });
  return new Map([
    [0x01, residents(state).length],
    [0x02, state.credentials.residentSlotsLeft],
  ]);
}

function enumerateRps(state: KeyState, _parameters: CborMap, request: CborMap): CborMap {
  authorise(state, request, { readOnly: true });
  const rpIds = [...new Set(residents(state).map(({ rpId }) => rpId))];
  const [first, ...rest] = rpIds;
  if (first === undefined) throw new CtapFault(STATUS.noCredentials);
  state.enumeration = { kind: 'rps', rest };
  return new Map<number, CborValue>([...describeRp(first), [0x05, rpIds.length]]);
}

function nextRp({ enumeration }: KeyState): CborMap {
  const next = enumeration?.kind === 'rps' ? enumeration.rest.shift() : undefined;
  if (next === undefined) throw new CtapFault(STATUS.notAllowed);
  return describeRp(next);
}

function enumerateCredentials(state: KeyState, parameters: CborMap, request: CborMap): CborMap {
  const hash = required(parameters, 0x01, bytes);
  const found = residents(state).filter(({ rpId }) => Buffer.compare(rpIdHash(rpId), hash) === 0);
  const [first, ...rest] = found;
  authorise(state, request, {
    readOnly: true,
    ...(first === undefined ? {} : { rpId: first.rpId }),
  });
  if (first === undefined) throw new CtapFault(STATUS.noCredentials);
  state.enumeration = { kind: 'credentials', rest };
  return new Map<number, CborValue>([...describe(first, state), [0x09, found.length]]);
}

function nextCredential(state: KeyState): CborMap {
  const { enumeration } = state;
  const next = enumeration?.kind === 'credentials' ? enumeration.rest.shift() : undefined;
  if (next === undefined) throw new CtapFault(STATUS.notAllowed);
  return describe(next, state);
}

function deleteCredential(state: KeyState, parameters: CborMap, request: CborMap): undefined {
  const credential = find(state, parameters);
  authorise(state, request, credential === undefined ? {} : { rpId: credential.rpId });
  if (credential === undefined) throw new CtapFault(STATUS.noCredentials);
  state.credentials.delete(credential);
}

function updateUser(state: KeyState, parameters: CborMap, request: CborMap): undefined {
  if (state.model.credentialManagement === 'preview') throw new CtapFault(STATUS.invalidSubcommand);
  const credential = find(state, parameters);
  const user = readUser(parameters, 0x03);
  authorise(state, request, credential === undefined ? {} : { rpId: credential.rpId });
  if (credential === undefined) throw new CtapFault(STATUS.noCredentials);
  if (Buffer.compare(user.id, credential.user.id) !== 0) {
    throw new CtapFault(STATUS.invalidParameter);
  }
  state.credentials.rename(credential, user);
}

function find(state: KeyState, parameters: CborMap): Credential | undefined {
  const descriptor = required(parameters, 0x02, map);
  return state.credentials.findResident(required(descriptor, 'id', bytes));
}

function residents({ credentials }: KeyState): Credential[] {
  return credentials.all.filter(({ resident }) => resident);
}

function describeRp(rpId: string): Map<number, CborValue> {
  return new Map<number, CborValue>([
    [0x03, new Map([['id', rpId]])],
    [0x04, rpIdHash(rpId)],
  ]);
}

function describe(credential: Credential, state: KeyState): Map<number, CborValue> {
  const { protection = 1, largeBlobKey, thirdPartyPayment } = credential.extras;
  const answer = new Map<number, CborValue>([
    [0x06, describeUser(credential, true)],
    [0x07, describeCredential(credential)],
    [0x08, credential.publicKey],
    [0x0a, protection],
  ]);
  if (largeBlobKey !== undefined) answer.set(0x0b, largeBlobKey);
  if (state.model.extensions.includes('thirdPartyPayment')) {
    answer.set(0x0c, thirdPartyPayment === true);
  }
  return answer;
}
