import { encodeCbor } from '../cbor/encode.ts';
import { boolean, map, optional, required, texts, unsigned } from '../cbor/parameters.ts';
import type { CborMap } from '../cbor/value.ts';
import { PERMISSION } from '../pin/token-state.ts';
import type { KeyState } from '../state/key-state.ts';
import { CtapFault, STATUS } from '../status.ts';
import type { Command } from './command.ts';
import { demandToken } from './token-check.ts';

const KEY = {
  subCommand: 0x01,
  subCommandParams: 0x02,
  pinUvAuthProtocol: 0x03,
  pinUvAuthParam: 0x04,
} as const;

const TOGGLE_ALWAYS_UV = 0x02;
/** As getInfo tells it. */
const MAX_RP_IDS = 4;

type SubCommand = (state: KeyState, parameters: CborMap) => void;

const SUB_COMMANDS: ReadonlyMap<number, SubCommand> = new Map<number, SubCommand>([
  [0x01, enableEnterpriseAttestation],
  [TOGGLE_ALWAYS_UV, toggleAlwaysUv],
  [0x03, setMinPinLength],
  [0x04, enableLongTouchForReset],
]);

/** authenticatorConfig (CTAP 2.1 §6.11). */
export const authenticatorConfig: Command = async (state, request) => {
  const number = required(request, KEY.subCommand, unsigned);
  const subCommand = SUB_COMMANDS.get(number);
  if (subCommand === undefined) throw new CtapFault(STATUS.invalidParameter);
  const params = optional(request, KEY.subCommandParams, map);
  // Always-UV may be switched on without a token while nothing protects the key (§6.11.2).
  const free = number === TOGGLE_ALWAYS_UV && !state.settings.alwaysUv;
  if (state.isProtected || (state.settings.alwaysUv && !free)) {
    const message = Buffer.concat([
      Buffer.alloc(32, 0xff),
      Uint8Array.of(0x0d, number),
      params === undefined ? new Uint8Array() : encodeCbor(params),
    ]);
    const permission = PERMISSION.authenticatorConfig;
    demandToken(state, request, KEY, { permission, message, anyRp: true });
  }
  subCommand(state, params ?? new Map());
  return undefined;
};

function enableEnterpriseAttestation(state: KeyState): void {
  if (state.model.enterpriseAttestation === undefined) {
    throw new CtapFault(STATUS.invalidParameter);
  }
  state.settings.enterpriseAttestation = true;
}

function toggleAlwaysUv(state: KeyState): void {
  state.settings.alwaysUv = !state.settings.alwaysUv;
}

function setMinPinLength(state: KeyState, parameters: CborMap): void {
  const length = optional(parameters, 0x01, unsigned) ?? state.pin.minLength;
  const rpIds = optional(parameters, 0x02, texts) ?? [];
  const force = optional(parameters, 0x03, boolean) ?? false;
  if (length < state.pin.minLength) throw new CtapFault(STATUS.pinPolicyViolation);
  if (force && !state.pin.isSet) throw new CtapFault(STATUS.pinNotSet);
  if (rpIds.length > MAX_RP_IDS) throw new CtapFault(STATUS.keyStoreFull);
  if (force || state.pin.isShorterThan(length)) state.pin.mustChange = true;
  state.pin.minLength = length;
  if (rpIds.length > 0) state.settings.minPinLengthRpIds = rpIds;
  if (state.pin.mustChange) state.token.stop();
}

function enableLongTouchForReset(state: KeyState): void {
  if (state.model.longTouchForReset === undefined) throw new CtapFault(STATUS.invalidParameter);
  state.settings.longTouchForReset = true;
}
