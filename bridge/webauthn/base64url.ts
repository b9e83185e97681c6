/** base64url without padding (RFC 4648 §5), as WebAuthn's JSON forms carry bytes. */
export function toBase64Url(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64url');
}

/** @param text base64url, already checked by a schema of `shared/rpc` */
export function fromBase64Url(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'base64url'));
}
