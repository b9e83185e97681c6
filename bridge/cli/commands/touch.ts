import { sayInTerminal } from '../../../shared/words/command-line-words.ts';
import { onOpenKey } from '../../webauthn/on-open-key.ts';
import { openInTime } from '../../webauthn/open-in-time.ts';
import type { Person } from '../../webauthn/person.ts';
import { raceForTouch } from '../../webauthn/touch-race.ts';
import { awaitTouch } from '../../webauthn/touch-request.ts';
import type { Command } from '../context.ts';
import { usableDevices } from '../named-device.ts';
import { settledList } from '../settled-list.ts';
import { deviceJson, show } from '../show.ts';
import { TerminalPerson } from '../terminal-person.ts';

/** `wardkey touch`: has the keys blink, and names the one that is touched. */
export const touch: Command = async (context) => {
  const { input, language, signal, terminal } = context;
  const attached = await context.keys();
  try {
    const devices = usableDevices(await settledList(attached, signal), input.text('device'));
    const racers = devices.map((device) => ({
      device,
      run: async (person: Person, until: AbortSignal) => {
        const open = await openInTime(attached.open(device.id, until), until);
        await onOpenKey(open, person, until, awaitTouch);
        return device;
      },
    }));
    const touched = await raceForTouch(racers, new TerminalPerson(context), signal);
    terminal.status(null);
    return show(context, { device: deviceJson(touched) }, () => [
      sayInTerminal(language, 'cli.touched', { name: touched.name }),
    ]);
  } finally {
    terminal.status(null);
    await attached.stop();
  }
};
