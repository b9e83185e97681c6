import { bytes, required, unsigned } from '../cbor/parameters.ts';
import type { CborMap } from '../cbor/value.ts';
import type { KeyState } from '../state/key-state.ts';
import { CtapFault, STATUS } from '../status.ts';

/** Where a management command carries its proof. */
export interface TokenKeys {
  readonly pinUvAuthParam: number;
  readonly pinUvAuthProtocol: number;
}

export interface TokenDemand {
  readonly permission: number;
  readonly message: Uint8Array;
  /** The RP that the command is about, if any. */
  readonly rpId?: string;
  /** Whether a token that is tied to another RP will do. */
  readonly anyRp?: boolean;
}

/**
 * Holds a management command to its token (CTAP 2.1 §6.7 to §6.11).
 * @throws CtapFault puatRequired, invalidParameter, pinAuthInvalid
 */
export function demandToken(
  state: KeyState,
  parameters: CborMap,
  keys: TokenKeys,
  demand: TokenDemand,
): void {
  if (!parameters.has(keys.pinUvAuthParam)) throw new CtapFault(STATUS.puatRequired);
  const pinUvAuthParam = required(parameters, keys.pinUvAuthParam, bytes);
  const protocol = state.protocols.get(required(parameters, keys.pinUvAuthProtocol, unsigned));
  if (protocol === undefined) throw new CtapFault(STATUS.invalidParameter);
  state.token.use({ protocol, pinUvAuthParam, ...demand });
}
