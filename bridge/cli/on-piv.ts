import { WardkeyError } from '../../shared/errors/wardkey-error.ts';
import type { AttachedCard } from '../smartcard/card-watch.ts';
import { type OpenPiv, onPiv } from '../smartcard/piv/open-piv.ts';
import type { ModulePlace } from '../smartcard/pkcs11/find-token.ts';
import { withHolder } from './card-holder.ts';
import type { CommandContext } from './context.ts';
import { DeviceChoiceError } from './named-device.ts';
import { cardsNamed } from './on-cards.ts';

/**
 * Runs a command on the PIV applet of the one card that is meant.
 * @param otherwise what is done with a card that is no PIV card, through its middleware, where such
 *   is installed
 * @throws WardkeyError `device-ambiguous`; those of {@link cardsNamed}, of opening it and of the
 *   command
 */
export async function onOnePiv<T>(
  context: CommandContext,
  run: (piv: OpenPiv, device: AttachedCard) => Promise<T>,
  otherwise?: (place: ModulePlace, device: AttachedCard) => Promise<T>,
): Promise<T> {
  const { input, signal, system, terminal } = context;
  const watch = await context.cards();
  try {
    const cards = cardsNamed(await watch.look(signal), input.text('device'));
    const [only] = cards;
    if (only === undefined || cards.length > 1) {
      throw new DeviceChoiceError('device-ambiguous', cards);
    }
    try {
      return await onPiv(only, signal, (piv) => run(piv, only));
    } catch (thrown) {
      const isOther = thrown instanceof WardkeyError && thrown.code === 'card-not-piv';
      const middleware = isOther ? context.middleware() : null;
      if (middleware === null || otherwise === undefined) {
        throw thrown instanceof WardkeyError
          ? await withHolder(thrown, system.places.root)
          : thrown;
      }
      return await otherwise(middleware, only);
    }
  } finally {
    terminal.status(null);
    await watch.stop();
  }
}
