import type { KeySummary } from '../../shared/rpc/device.ts';
import type { AuthenticatorInfo } from './authenticator-info.ts';

/** What a person and the extension need to know of a key. */
export function keySummary(info: AuthenticatorInfo): KeySummary {
  return {
    versions: [...info.versions],
    aaguid: Buffer.from(info.aaguid).toString('hex'),
    // Absent means that the key has no such thing, false that it is not set up (CTAP 2.1 §6.4).
    pinSet: info.options.get('clientPin') ?? null,
    userVerification: info.options.get('uv') ?? null,
    residentKeys: info.options.get('rk') ?? false,
    minPinLength: info.minPINLength,
  };
}
