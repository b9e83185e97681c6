/** What a bridge can do beyond answering hello, as its hello names it. A newer one may name more. */
export const CAPABILITIES = ['devices', 'webauthn', 'web-eid'] as const;
export type Capability = (typeof CAPABILITIES)[number];
