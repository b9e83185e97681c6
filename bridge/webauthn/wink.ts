import type { OpenKey } from '../ctap/attached-key.ts';

/** A key winks at once, or is not worth waiting for. In milliseconds. */
const WINK_MS = 300;

/**
 * Has a key show which one of several it is, where it can (CTAP 2.1 §11.2.9.2.1): the person sees which
 * one a PIN is asked for. Never rejects.
 */
export async function showItself({ channel }: OpenKey, signal: AbortSignal): Promise<void> {
  const end = AbortSignal.any([signal, AbortSignal.timeout(WINK_MS)]);
  await channel.wink?.(end).catch(() => undefined);
}
