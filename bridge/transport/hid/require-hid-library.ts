import { WardkeyError } from '../../../shared/errors/wardkey-error.ts';
import { HidError, type HidLibrary } from './hid-library.ts';

/** The library itself is loaded when something is first opened; this is nothing that could be. */
const NO_DEVICE = '/dev/null/hidraw';

/**
 * Sees whether USB keys could be opened at all, without opening one.
 * @throws WardkeyError `hid-library-missing`
 */
export async function requireHidLibrary(library: HidLibrary): Promise<void> {
  try {
    const handle = await library.open(NO_DEVICE, { onReport: () => {}, onError: () => {} });
    await handle.close();
  } catch (cause) {
    if (!(cause instanceof HidError) || cause.fault !== 'library-missing') return;
    const facts = cause.library === undefined ? {} : { library: cause.library };
    throw new WardkeyError('hid-library-missing', { cause, facts });
  }
}
