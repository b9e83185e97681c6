import { sayInTerminal } from '../../../shared/words/command-line-words.ts';
import { printable } from '../../../shared/words/printable.ts';
import { BioEnrollment } from '../../ctap/bio-enrollment.ts';
import { PERMISSION } from '../../ctap/pin-uv-auth-token.ts';
import type { Command } from '../context.ts';
import { fingerId, fingerJson, fingerName } from '../enrolled-fingers.ts';
import { asManager } from '../managed-key.ts';
import { onKey } from '../on-key.ts';
import { deviceJson, show } from '../show.ts';
import { tableLines } from '../text-table.ts';

/** `wardkey fingerprints list`: the fingers that a key knows (CTAP 2.1 §6.7.6). */
export const fingerprintsList: Command = (context) =>
  onKey(context, ({ key, device }) =>
    asManager(key, PERMISSION.be, async (managed) => {
      const { language, terminal } = context;
      const enrollment = new BioEnrollment(managed);
      const { kind, maxSamples } = await enrollment.getSensorInfo();
      const fingers = await enrollment.enumerate();
      const result = {
        device: deviceJson(device),
        sensor: { kind, ...(maxSamples === undefined ? {} : { maxSamples }) },
        fingerprints: fingers.map(fingerJson),
      };
      const table = {
        head: [sayInTerminal(language, 'cli.columnName'), sayInTerminal(language, 'cli.columnId')],
        rows: fingers.map((finger) => [printable(fingerName(finger, language)), fingerId(finger)]),
      };
      return show(context, result, () =>
        fingers.length === 0
          ? [sayInTerminal(language, 'cli.fingersNone')]
          : tableLines(table, terminal.columns),
      );
    }),
  );
