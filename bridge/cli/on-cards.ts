import { toWardkeyError, WardkeyError } from '../../shared/errors/wardkey-error.ts';
import type { AttachedCard, SeenCards } from '../smartcard/card-watch.ts';
import type { ModulePlace } from '../smartcard/pkcs11/find-token.ts';
import { withHolder } from './card-holder.ts';
import type { CommandContext } from './context.ts';
import { choiceText, errorJson, errorLines } from './error-lines.ts';
import { exitCodeFor, SUCCESS } from './exit-codes.ts';
import { DeviceChoiceError, devicesNamed } from './named-device.ts';
import { deviceJson } from './show.ts';

/**
 * Reads every card that is there, or those that go by the name that was typed, one after another.
 * The trouble with one is told in its place, and the others are read all the same.
 * @param beside what `--json` prints with a trouble too
 * @returns the exit code: of success where any card could be read, else of the first trouble
 * @throws WardkeyError `device-none`, `device-unknown`, what keeps cards from being seen, and what
 *   telling throws; the signal's reason
 */
export async function onCards<Report>(
  context: CommandContext,
  read: (
    device: AttachedCard,
    middleware: ModulePlace | null,
    signal: AbortSignal,
  ) => Promise<Report>,
  tell: (device: AttachedCard, report: Report) => void | Promise<void>,
  beside: () => Promise<object> = async () => ({}),
): Promise<number> {
  const { input, signal, system } = context;
  const middleware = context.middleware();
  const watch = await context.cards();
  const exitCodes: number[] = [];
  try {
    for (const device of cardsNamed(await watch.look(signal), input.text('device'))) {
      const report = await read(device, middleware, signal).catch((thrown: unknown) => {
        signal.throwIfAborted();
        return withHolder(toWardkeyError(thrown), system.places.root);
      });
      if (report instanceof WardkeyError) {
        tellTrouble(context, device, report, await beside());
        exitCodes.push(exitCodeFor(report.code));
      } else {
        await tell(device, report);
        exitCodes.push(SUCCESS);
      }
    }
  } finally {
    await watch.stop();
  }
  return exitCodes.includes(SUCCESS) ? SUCCESS : (exitCodes[0] ?? SUCCESS);
}

function tellTrouble(
  { input, language, terminal }: CommandContext,
  device: AttachedCard,
  error: WardkeyError,
  beside: object,
): void {
  if (input.flag('json')) {
    const trouble = { device: deviceJson(device), ...errorJson(error, language), ...beside };
    terminal.line(JSON.stringify(trouble));
    return;
  }
  terminal.trouble(choiceText(device, language));
  for (const line of errorLines(error, language)) terminal.trouble(`  ${line}`);
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
