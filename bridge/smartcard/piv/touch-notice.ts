import { WardkeyError } from '../../../shared/errors/wardkey-error.ts';
import type { CardPerson } from '../card-person.ts';

/**
 * How long a card may work before it may be waiting for a touch, in milliseconds. SP 800-73-4 knows no
 * touch, and no card says that it waits for one; most sign within half a second, and those with a
 * button wait ten seconds or more.
 */
const SLOW_MS = 1_000;

/**
 * Tells the person to touch the card if it takes long, and when that is over.
 * @param work with a PIN that is verified
 * @throws WardkeyError `touch-timeout` where the card refused after so long as if there were no PIN,
 *   which is what a YubiKey says that nobody touched; what the work throws
 */
export async function withTouchNotice<T>(
  { mayTouch }: Pick<CardPerson, 'mayTouch'>,
  work: () => Promise<T>,
): Promise<T> {
  let isTold = false;
  const timer = setTimeout(() => {
    isTold = true;
    mayTouch(true);
  }, SLOW_MS);
  try {
    return await work();
  } catch (thrown) {
    const wantsPin = thrown instanceof WardkeyError && thrown.code === 'card-wants-pin';
    throw wantsPin && isTold ? new WardkeyError('touch-timeout', { cause: thrown }) : thrown;
  } finally {
    clearTimeout(timer);
    if (isTold) mayTouch(false);
  }
}
