import type { CtapChannel } from '../transport/transport.ts';
import { type AuthenticatorData, parseAuthenticatorData } from './authenticator-data.ts';
import type { PublicKeyCredentialParameters } from './authenticator-info.ts';
import type { CborMap } from './cbor-value.ts';
import { type CommandOptions, sendCommand } from './command.ts';
import { COMMAND } from './command-byte.ts';
import { type CredentialDescriptor, encodeDescriptors, type UserEntity } from './credential.ts';
import {
  asBoolean,
  asBytes,
  asLargeBlobKey,
  asMap,
  asText,
  dispensable,
  garbledMember,
  optional,
  required,
} from './members.ts';
import type { PinUvAuth } from './pin-protocol.ts';
import { namedMembers, numberedMembers, optionMembers } from './request-members.ts';

/** authenticatorMakeCredential's parameters (CTAP 2.1 §6.1). */
export interface MakeCredentialRequest {
  /** 32 bytes. */
  readonly clientDataHash: Uint8Array;
  readonly rp: { readonly id: string; readonly name?: string };
  readonly user: UserEntity;
  readonly pubKeyCredParams: readonly PublicKeyCredentialParameters[];
  readonly excludeList?: readonly CredentialDescriptor[];
  readonly extensions?: CborMap;
  readonly options?: { readonly rk?: boolean; readonly uv?: boolean };
  readonly pinUvAuth?: PinUvAuth;
  /** 1 for vendor-facilitated, 2 for platform-managed (CTAP 2.1 §7.1). */
  readonly enterpriseAttestation?: 1 | 2;
  /** In the order of preference; `none` alone for none at all (CTAP 2.2 §6.1). */
  readonly attestationFormatsPreference?: readonly string[];
}

export interface MakeCredentialResponse {
  /** Attestation statement format, such as `packed`. */
  readonly fmt: string;
  /** As the key sent and signed it. */
  readonly authData: Uint8Array;
  /** The same, taken apart; `attestedCredentialData` is there. */
  readonly authenticatorData: AuthenticatorData & {
    readonly attestedCredentialData: NonNullable<AuthenticatorData['attestedCredentialData']>;
  };
  readonly attStmt: CborMap;
  readonly epAtt: boolean;
  /** 32 bytes. */
  readonly largeBlobKey: Uint8Array | undefined;
}

/**
 * authenticatorMakeCredential (CTAP 2.1 §6.1).
 * @throws WardkeyError `device-garbled` for an answer that is not what it must be, and what
 *   {@link sendCommand} throws
 */
export async function makeCredential(
  channel: CtapChannel,
  request: MakeCredentialRequest,
  options: CommandOptions,
): Promise<MakeCredentialResponse> {
  const parameters = encodeRequest(request);
  return parseMakeCredential(
    await sendCommand(channel, COMMAND.makeCredential, parameters, options),
  );
}

function encodeRequest(request: MakeCredentialRequest): CborMap {
  const { rp, user, excludeList = [], pinUvAuth } = request;
  return numberedMembers([
    [0x01, request.clientDataHash],
    [0x02, namedMembers({ id: rp.id, name: rp.name })],
    [0x03, namedMembers({ id: user.id, name: user.name, displayName: user.displayName })],
    [0x04, request.pubKeyCredParams.map(({ type, alg }) => namedMembers({ type, alg }))],
    // An empty list is left out: keys exist that refuse one.
    [0x05, excludeList.length === 0 ? undefined : encodeDescriptors(excludeList)],
    [0x06, request.extensions],
    [0x07, optionMembers(request.options)],
    [0x08, pinUvAuth?.param],
    [0x09, pinUvAuth?.protocol],
    [0x0a, request.enterpriseAttestation],
    [0x0b, request.attestationFormatsPreference],
  ]);
}

/**
 * @param members the answer's map
 * @throws WardkeyError `device-garbled`
 */
export function parseMakeCredential(members: CborMap): MakeCredentialResponse {
  const authData = required(members, 0x02, asBytes);
  const authenticatorData = parseAuthenticatorData(authData);
  const { attestedCredentialData } = authenticatorData;
  if (attestedCredentialData === undefined) throw garbledMember(0x02);
  return {
    fmt: required(members, 0x01, asText),
    authData,
    authenticatorData: { ...authenticatorData, attestedCredentialData },
    // With the format `none` the statement may be left out from CTAP 2.2 on.
    attStmt: optional(members, 0x03, asMap) ?? new Map(),
    epAtt: dispensable(members, 0x04, asBoolean) ?? false,
    largeBlobKey: dispensable(members, 0x05, asLargeBlobKey),
  };
}
