import type { UserPresence } from '../virtual/presence.ts';

/** How long to wait for the key to blink, in milliseconds. */
const PATIENCE_MS = 30_000;

/** Resolves as soon as the key waits for a touch. @throws Error after 30 s */
export async function touchAwaited(presence: UserPresence): Promise<void> {
  if (presence.awaited) return;
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const forget = presence.onAwaited(resolve);
  const timer = setTimeout(() => reject(new Error('the key asked for no touch')), PATIENCE_MS);
  try {
    await promise;
  } finally {
    clearTimeout(timer);
    forget();
  }
}
