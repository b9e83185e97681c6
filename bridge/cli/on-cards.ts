import { WardkeyError } from '../../shared/errors/wardkey-error.ts';
import type { AttachedCard, SeenCards } from '../smartcard/card-watch.ts';
import type { ModulePlace } from '../smartcard/pkcs11/find-token.ts';
import type { CommandContext } from './context.ts';
import { DeviceChoiceError, devicesNamed } from './named-device.ts';

/**
 * Reads every card that is there, or those that go by the name that was typed, one after another.
 * @throws WardkeyError `device-none`, `device-unknown`, what keeps cards from being seen, and what
 *   reading one throws
 */
export async function onCards<Report>(
  context: CommandContext,
  read: (
    device: AttachedCard,
    middleware: ModulePlace | null,
    signal: AbortSignal,
  ) => Promise<Report>,
  tell: (device: AttachedCard, report: Report) => void | Promise<void>,
): Promise<void> {
  const { input, signal } = context;
  const middleware = context.middleware();
  const watch = await context.cards();
  try {
    for (const device of cardsNamed(await watch.look(signal), input.text('device'))) {
      await tell(device, await read(device, middleware, signal));
    }
  } finally {
    await watch.stop();
  }
}

/**
 * The cards that go by the name that was typed, or all, at least one.
 * @throws WardkeyError `device-none`, `device-unknown`, what keeps cards from being seen
 */
export function cardsNamed(
  { cards, problems }: SeenCards,
  wanted: string | undefined,
): readonly AttachedCard[] {
  const named = devicesNamed(cards, wanted);
  const found = cards.filter((card) => named.includes(card));
  if (found.length > 0) return found;
  if (cards.length > 0) throw new DeviceChoiceError('device-unknown', cards, wanted);
  throw new WardkeyError(problems[0] ?? 'device-none');
}
