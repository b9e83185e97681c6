import type { CtapChannel } from '../transport/transport.ts';
import { type AssertionResponse, parseAssertion } from './assertion.ts';
import type { CborMap } from './cbor-value.ts';
import { type CommandOptions, sendCommand } from './command.ts';
import { COMMAND } from './command-byte.ts';
import { type CredentialDescriptor, encodeDescriptors } from './credential.ts';
import type { PinUvAuth } from './pin-protocol.ts';
import { numberedMembers, optionMembers } from './request-members.ts';

/** authenticatorGetAssertion's parameters (CTAP 2.1 §6.2). */
export interface GetAssertionRequest {
  readonly rpId: string;
  /** 32 bytes. */
  readonly clientDataHash: Uint8Array;
  readonly allowList?: readonly CredentialDescriptor[];
  readonly extensions?: CborMap;
  readonly options?: { readonly up?: boolean; readonly uv?: boolean };
  readonly pinUvAuth?: PinUvAuth;
}

/**
 * authenticatorGetAssertion (CTAP 2.1 §6.2).
 * @throws WardkeyError `no-credential`, `device-garbled` for an answer that is not what it must be,
 *   and what {@link sendCommand} throws
 */
export async function getAssertion(
  channel: CtapChannel,
  request: GetAssertionRequest,
  options: CommandOptions,
): Promise<AssertionResponse> {
  const { allowList = [], pinUvAuth } = request;
  const parameters = numberedMembers([
    [0x01, request.rpId],
    [0x02, request.clientDataHash],
    // An empty list is not the same as none, and is an error to some keys.
    [0x03, allowList.length === 0 ? undefined : encodeDescriptors(allowList)],
    [0x04, request.extensions],
    [0x05, optionMembers(request.options)],
    [0x06, pinUvAuth?.param],
    [0x07, pinUvAuth?.protocol],
  ]);
  return parseAssertion(await sendCommand(channel, COMMAND.getAssertion, parameters, options));
}
