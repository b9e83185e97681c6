import { encodeCbor } from '../cbor/encode.ts';
import { boolean, bytes, map, optional, required, text, unsigned } from '../cbor/parameters.ts';
import type { CborMap, CborValue } from '../cbor/value.ts';
import { PERMISSION } from '../pin/token-state.ts';
import { type Fingerprints, SAMPLES } from '../state/fingerprints.ts';
import type { KeyState } from '../state/key-state.ts';
import { CtapFault, STATUS } from '../status.ts';
import type { Command } from './command.ts';
import { demandToken } from './token-check.ts';

const KEY = {
  modality: 0x01,
  subCommand: 0x02,
  subCommandParams: 0x03,
  pinUvAuthProtocol: 0x04,
  pinUvAuthParam: 0x05,
  getModality: 0x06,
} as const;

const FINGERPRINT = 0x01;
const TOUCH_SENSOR = 0x01;
const MAX_NAME_BYTES = 64;
const CANCEL = 0x03;
const SENSOR_INFO = 0x07;

type Exchange = Parameters<Command>[2];
type SubCommand = (
  state: KeyState,
  parameters: CborMap,
  exchange: Exchange,
) => Promise<CborMap | undefined>;

const SUB_COMMANDS: ReadonlyMap<number, SubCommand> = new Map<number, SubCommand>([
  [0x01, begin],
  [0x02, next],
  [CANCEL, cancel],
  [0x04, enumerate],
  [0x05, rename],
  [0x06, remove],
  [SENSOR_INFO, sensorInfo],
]);

/** authenticatorBioEnrollment (CTAP 2.1 §6.7). */
export const bioEnrollment: Command = async (state, request, exchange) => {
  if (optional(request, KEY.getModality, boolean) === true) return new Map([[0x01, FINGERPRINT]]);
  if (required(request, KEY.modality, unsigned) !== FINGERPRINT) {
    throw new CtapFault(STATUS.unsupportedOption);
  }
  const number = required(request, KEY.subCommand, unsigned);
  const subCommand = SUB_COMMANDS.get(number);
  if (subCommand === undefined) throw new CtapFault(STATUS.invalidSubcommand);
  const params = optional(request, KEY.subCommandParams, map);
  if (number !== CANCEL && number !== SENSOR_INFO) {
    const encoded = params === undefined ? new Uint8Array() : encodeCbor(params);
    const message = Buffer.concat([Uint8Array.of(FINGERPRINT, number), encoded]);
    demandToken(state, request, KEY, {
      permission: PERMISSION.bioEnrollment,
      message,
      anyRp: true,
    });
  }
  return subCommand(state, params ?? new Map(), exchange);
};

async function begin(state: KeyState, _parameters: CborMap, exchange: Exchange) {
  await state.presence.collect(exchange);
  const { template, status, remaining } = fingerprints(state).begin();
  return new Map<number, CborValue>([
    [0x04, template.id],
    [0x05, status],
    [0x06, remaining],
  ]);
}

async function next(state: KeyState, parameters: CborMap, exchange: Exchange) {
  const id = required(parameters, 0x01, bytes);
  await state.presence.collect(exchange);
  const { status, remaining } = fingerprints(state).next(id);
  return new Map([
    [0x05, status],
    [0x06, remaining],
  ]);
}

async function cancel(state: KeyState): Promise<undefined> {
  fingerprints(state).cancel();
}

async function enumerate(state: KeyState) {
  const { templates } = fingerprints(state);
  if (templates.length === 0) throw new CtapFault(STATUS.invalidOption);
  const infos = templates.map(
    ({ id, name }) =>
      new Map<number, CborValue>([
        [0x01, id],
        [0x02, name],
      ]),
  );
  return new Map([[0x07, infos]]);
}

async function rename(state: KeyState, parameters: CborMap): Promise<undefined> {
  const template = fingerprints(state).find(required(parameters, 0x01, bytes));
  const name = required(parameters, 0x02, text);
  if (Buffer.byteLength(name) > MAX_NAME_BYTES) throw new CtapFault(STATUS.invalidLength);
  template.name = name;
}

async function remove(state: KeyState, parameters: CborMap): Promise<undefined> {
  const known = fingerprints(state);
  known.remove(known.find(required(parameters, 0x01, bytes)));
}

async function sensorInfo() {
  return new Map([
    [0x02, TOUCH_SENSOR],
    [0x03, SAMPLES],
    [0x08, MAX_NAME_BYTES],
  ]);
}

function fingerprints({ verification }: KeyState): Fingerprints {
  if (verification === undefined) throw new CtapFault(STATUS.invalidCommand);
  return verification.fingerprints;
}
