import type { FetchWellKnown } from '../../bridge/webauthn/well-known-fetch.ts';
import { WardkeyError } from '../../shared/errors/wardkey-error.ts';

/** No relying party has a file of related origins. Nothing leaves the machine. */
export const noWellKnown: FetchWellKnown = () => Promise.reject(new WardkeyError('rp-id-mismatch'));
