/** What `wardkey card sign` may be told; the first of each is what it does untold. */
export const SIGNATURE_SLOTS = ['9c', '9a'] as const;
export const SIGNATURE_HASHES = ['sha256', 'sha384', 'sha512'] as const;
/** Of ECDSA: as X.509 has it, or r and s as they are. */
export const SIGNATURE_FORMATS = ['der', 'raw'] as const;
