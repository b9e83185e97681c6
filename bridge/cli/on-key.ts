import type { HeldKey } from '../webauthn/held-key.ts';
import { onOpenKey } from '../webauthn/on-open-key.ts';
import { openInTime } from '../webauthn/open-in-time.ts';
import type { CommandContext } from './context.ts';
import { type NamedDevice, oneDevice } from './named-device.ts';
import { settledList } from './settled-list.ts';
import { type PersonOptions, TerminalPerson } from './terminal-person.ts';

/** The key that a command is about, and what it goes by. */
export interface KeyInHand {
  readonly key: HeldKey;
  readonly device: NamedDevice;
}

/**
 * Runs a command on the key that is meant, and lets that go.
 * @throws WardkeyError those of {@link oneDevice}, of opening the key and of the command; the
 *   signal's reason, once the key is quiet
 */
export async function onKey<T>(
  context: CommandContext,
  run: (inHand: KeyInHand) => Promise<T>,
  options: PersonOptions = {},
): Promise<T> {
  const { input, signal, terminal } = context;
  const attached = await context.keys();
  try {
    const device = oneDevice(await settledList(attached, signal), input.text('device'));
    const person = new TerminalPerson(context, options);
    const open = await openInTime(attached.open(device.id, signal), signal);
    return await onOpenKey(open, person, signal, (key) => run({ key, device }));
  } finally {
    terminal.status(null);
    await attached.stop();
  }
}
