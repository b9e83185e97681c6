import type { CborValue } from '../cbor/value.ts';
import type { KeyState } from '../state/key-state.ts';
import type { Command } from './command.ts';
import { sealedIdentifier, sealedStoreState } from './sealed-member.ts';

/** RP IDs that setMinPINLength takes. */
const MAX_RP_IDS = 4;

/** authenticatorGetInfo (CTAP 2.1 §6.4). */
export const getInfo: Command = async (state) => {
  const { model } = state;
  const info = new Map<number, CborValue>([
    [0x01, model.versions],
    [0x03, model.aaguid],
    [0x04, options(state)],
    [0x05, model.maxMsgSize],
    [0x07, model.maxCredentialCountInList],
    [0x08, model.maxCredentialIdLength],
    [0x09, model.transports],
    [
      0x0a,
      model.algorithms.map(
        (alg) =>
          new Map<string, CborValue>([
            ['alg', alg],
            ['type', 'public-key'],
          ]),
      ),
    ],
    [0x0e, 1],
    ...extensionMembers(state),
    [0x14, state.credentials.residentSlotsLeft],
  ]);
  if (model.pinProtocols.length > 0) {
    info.set(0x06, model.pinProtocols);
    info.set(0x0c, state.pin.mustChange);
    info.set(0x0d, state.pin.minLength);
  }
  for (const [key, value] of model.infoOverrides) {
    if (value === undefined) info.delete(key);
    else info.set(key, value);
  }
  return info;
};

function extensionMembers(state: KeyState): [number, CborValue][] {
  const { model, settings } = state;
  const members: [number, CborValue][] = [];
  if (model.extensions.length > 0) members.push([0x02, model.extensions]);
  if (model.largeBlobBytes > 0) members.push([0x0b, model.largeBlobBytes]);
  if (model.extensions.includes('credBlob')) members.push([0x0f, model.maxCredBlobLength]);
  if (model.authenticatorConfig) members.push([0x10, MAX_RP_IDS]);
  if (model.longTouchForReset !== undefined) members.push([0x18, settings.longTouchForReset]);
  if (model.persistentToken) {
    members.push([0x19, sealedIdentifier(state)], [0x1e, sealedStoreState(state)]);
  }
  if (model.extensions.includes('pinComplexityPolicy')) {
    members.push([0x1b, model.pinComplexityPolicy]);
  }
  return members;
}

function options({ model, pin, settings, verification }: KeyState): ReadonlyMap<string, boolean> {
  const hasPin = model.pinProtocols.length > 0;
  const all: Record<string, boolean | undefined> = {
    plat: false,
    rk: model.residentKeySlots > 0,
    up: true,
    uv: verification?.enrolled,
    clientPin: hasPin ? pin.isSet : undefined,
    pinUvAuthToken: hasPin && model.pinUvAuthToken ? true : undefined,
    noMcGaPermissionsWithClientPin: model.noMcGaPermissionsWithClientPin ? true : undefined,
    makeCredUvNotRqd: model.makeCredUvNotRqd,
    alwaysUv: model.authenticatorConfig || settings.alwaysUv ? settings.alwaysUv : undefined,
    credMgmt: model.credentialManagement === 'full' ? true : undefined,
    credentialMgmtPreview: model.credentialManagement === 'preview' ? true : undefined,
    perCredMgmtRO: model.persistentToken ? true : undefined,
    bioEnroll: model.bioEnrollment === 'full' ? verification?.enrolled : undefined,
    userVerificationMgmtPreview:
      model.bioEnrollment === 'preview' ? verification?.enrolled : undefined,
    authnrCfg: model.authenticatorConfig ? true : undefined,
    setMinPINLength: hasPin && model.authenticatorConfig ? true : undefined,
    largeBlobs: model.largeBlobBytes > 0 ? true : undefined,
    ep: model.enterpriseAttestation === undefined ? undefined : settings.enterpriseAttestation,
    ...model.optionOverrides,
  };
  const known = Object.entries(all).flatMap(([name, value]): [string, boolean][] =>
    value === undefined ? [] : [[name, value]],
  );
  return new Map(known);
}
