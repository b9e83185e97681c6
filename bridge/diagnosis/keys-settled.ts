import { unlessAborted } from '../ctap/unless-aborted.ts';
import type { Machine } from './machine.ts';

/** A key that has not answered by then is mute; leaves the probes that wait for this time to answer. */
const SETTLE_MS = 1_700;

/** Resolves once every way to keys has been looked at, and each key was read or has failed. */
export async function keysSettled(
  { keys, patience: factor }: Machine,
  signal: AbortSignal,
): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const look = () => {
    const isRead = keys.list.devices.every(
      ({ key, problem }) => key !== undefined || problem !== undefined,
    );
    if (keys.hasLooked && isRead) resolve();
  };
  const stopListening = keys.onChange(look);
  const patience = setTimeout(resolve, SETTLE_MS * factor);
  keys.start();
  look();
  try {
    await unlessAborted(promise, signal);
  } catch {
    // Whoever asked has gone, and needs no answer.
  } finally {
    clearTimeout(patience);
    stopListening();
  }
}
