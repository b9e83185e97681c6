/** What the client tells the relying party under the key's signature (WebAuthn Level 3 §5.8.1). */
export interface ClientData {
  readonly type: 'webauthn.create' | 'webauthn.get';
  /** base64url without padding. */
  readonly challenge: string;
  readonly origin: string;
  readonly crossOrigin: boolean;
  /** Told only when the ceremony runs in a frame of another origin. */
  readonly topOrigin?: string;
}

/**
 * Serialises client data so that a relying party can check it without a JSON parser (WebAuthn
 * Level 3 §5.8.1.1, "Serialization"): the members in fixed order, no white space.
 * @returns UTF-8
 */
export function serializeClientData(data: ClientData): Uint8Array {
  const topOrigin =
    data.crossOrigin && data.topOrigin !== undefined
      ? `,"topOrigin":${toCcdString(data.topOrigin)}`
      : '';
  return new TextEncoder().encode(
    `{"type":${toCcdString(data.type)},"challenge":${toCcdString(data.challenge)}` +
      `,"origin":${toCcdString(data.origin)},"crossOrigin":${data.crossOrigin}${topOrigin}}`,
  );
}

/** CCDToString (WebAuthn Level 3 §5.8.1.1): only quote, backslash and control characters change. */
function toCcdString(text: string): string {
  let quoted = '"';
  for (const character of text.toWellFormed()) {
    if (character === '"' || character === '\\') {
      quoted += `\\${character}`;
    } else if (character < ' ') {
      quoted += `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
    } else {
      quoted += character;
    }
  }
  return `${quoted}"`;
}
