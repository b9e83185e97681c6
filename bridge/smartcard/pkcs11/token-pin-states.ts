/** How the PIN of a token stands, by its flags (PKCS #11 v2.40 §3.3). */
export const TOKEN_PIN_STATES = ['good', 'low', 'final-try', 'locked'] as const;
