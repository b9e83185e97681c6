import type { ExchangeOptions } from '../../../bridge/transport/transport.ts';
import { boolean, bytes, optional, required, unsigned } from '../cbor/parameters.ts';
import type { CborMap } from '../cbor/value.ts';
import type { PinProtocol } from '../pin/pin-protocol.ts';
import type { KeyState } from '../state/key-state.ts';
import { CtapFault, STATUS } from '../status.ts';

/** How a makeCredential or getAssertion wants its user verified. */
export interface VerificationRequest {
  readonly pinUvAuthParam: Uint8Array | undefined;
  /** There when pinUvAuthParam is. */
  readonly protocol: PinProtocol | undefined;
  /** The `uv` option, which counts for nothing beside a pinUvAuthParam (CTAP 2.1 §6.1.2). */
  readonly builtIn: boolean;
}

/** Where the two commands carry the same parameters. */
export interface VerificationKeys {
  readonly pinUvAuthParam: number;
  readonly pinUvAuthProtocol: number;
}

/**
 * Reads the request for user verification, and ends the command where its form alone decides.
 * @throws CtapFault
 */
export async function readVerification(
  state: KeyState,
  parameters: CborMap,
  options: CborMap,
  keys: VerificationKeys,
  exchange: ExchangeOptions,
): Promise<VerificationRequest> {
  const pinUvAuthParam = optional(parameters, keys.pinUvAuthParam, bytes);
  if (pinUvAuthParam?.length === 0) {
    // An empty one asks the person to choose this key (CTAP 2.1 §6.1.2 step 1).
    await state.presence.collect(exchange);
    throw new CtapFault(state.pin.isSet ? STATUS.pinInvalid : STATUS.pinNotSet);
  }
  const uv = optional(options, 'uv', boolean) ?? false;
  if (pinUvAuthParam === undefined) {
    optional(parameters, keys.pinUvAuthProtocol, unsigned);
    if (uv && state.verification?.enrolled !== true) throw new CtapFault(STATUS.invalidOption);
    return { pinUvAuthParam, protocol: undefined, builtIn: uv };
  }
  const protocol = state.protocols.get(required(parameters, keys.pinUvAuthProtocol, unsigned));
  if (protocol === undefined) throw new CtapFault(STATUS.invalidParameter);
  return { pinUvAuthParam, protocol, builtIn: false };
}

/**
 * Verifies the user as asked.
 * @param permission the one that a token must hold
 * @returns the UV flag of the authenticator data
 * @throws CtapFault pinAuthInvalid, uvInvalid, uvBlocked
 */
export function verifyUser(
  state: KeyState,
  request: VerificationRequest,
  permission: number,
  rpId: string,
  clientDataHash: Uint8Array,
): boolean {
  const { pinUvAuthParam, protocol } = request;
  if (pinUvAuthParam !== undefined && protocol !== undefined) {
    state.token.use({ protocol, message: clientDataHash, pinUvAuthParam, permission, rpId });
    return true;
  }
  if (request.builtIn) state.verification?.verify();
  return request.builtIn;
}

/** True when neither a token nor built-in verification is asked for. */
export function isUnverified(request: VerificationRequest): boolean {
  return request.pinUvAuthParam === undefined && !request.builtIn;
}
