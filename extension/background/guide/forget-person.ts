import type { BridgeClient } from '../bridge/bridge-client.ts';
import type { CardReading } from '../card/card-reading.ts';
import type { SignIn } from '../sign-in/sign-in.ts';
import type { SignInWindow } from '../sign-in/sign-in-window.ts';

export interface PersonTraces {
  readonly bridge: Pick<BridgeClient, 'close'>;
  /** What the sign-in window is for beside a sign-in with a key. */
  readonly besides: { readonly isAtWork: boolean; cancel(): void };
  readonly reading: Pick<CardReading, 'forget'>;
  /** `null` in an edition that signs nobody in. */
  readonly signIn: Pick<SignIn, 'current' | 'leave'> | null;
  readonly trouble: { forget(): void };
  readonly window: Pick<SignInWindow, 'isTellingFailure'>;
}

/**
 * Lets go of what is known of a person's devices, and of what the sign-in window says, account names
 * among it.
 * @param why the person wished it, or the card is gone
 */
export async function forgetPerson(
  why: 'person' | 'card',
  { bridge, besides, reading, signIn, trouble, window }: PersonTraces,
): Promise<void> {
  if (why === 'person') besides.cancel();
  // Whoever is at work without that card, or learns just now that it is gone, is not cut short.
  const isAtWork = besides.isAtWork || signIn?.current?.stage === 'ceremony';
  if (why === 'person' || !isAtWork) {
    // Why something failed is left for them to read.
    const isRead = why === 'card' && window.isTellingFailure;
    if (!isRead) await signIn?.leave().catch(() => undefined);
    bridge.close();
  }
  if (why === 'person') trouble.forget();
  // Who looks at the cards at this moment is told anew, over another bridge.
  reading.forget();
}
