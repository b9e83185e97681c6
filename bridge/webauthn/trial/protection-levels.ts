/** What a credential may ask for before it shows itself (CTAP 2.1 §12.1), by the words of WebAuthn. */
export const PROTECTION_LEVELS: ReadonlyMap<string, string> = new Map([
  ['optional', 'userVerificationOptional'],
  ['listed', 'userVerificationOptionalWithCredentialIDList'],
  ['required', 'userVerificationRequired'],
]);
