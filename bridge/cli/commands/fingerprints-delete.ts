import { sayInTerminal } from '../../../shared/words/command-line-words.ts';
import { BioEnrollment } from '../../ctap/bio-enrollment.ts';
import { PERMISSION } from '../../ctap/pin-uv-auth-token.ts';
import { confirm } from '../confirm.ts';
import type { Command } from '../context.ts';
import { fingerJson, fingerName, fingerNamed } from '../enrolled-fingers.ts';
import { asManager } from '../managed-key.ts';
import { onKey } from '../on-key.ts';
import { deviceJson, show } from '../show.ts';

/** `wardkey fingerprints delete`: has a key forget a finger (CTAP 2.1 §6.7.8). */
export const fingerprintsDelete: Command = (context) =>
  onKey(context, ({ key, device }) =>
    asManager(key, PERMISSION.be, async (managed) => {
      const { input, language } = context;
      const enrollment = new BioEnrollment(managed);
      const finger = fingerNamed(await enrollment.enumerate(), input.word());
      const facts = { name: fingerName(finger, language) };
      await confirm(context, sayInTerminal(language, 'cli.confirmFinger', facts), key.signal);
      await enrollment.remove(finger.templateId);
      return show(context, { device: deviceJson(device), deleted: fingerJson(finger) }, () => [
        sayInTerminal(language, 'cli.fingerDeleted', facts),
      ]);
    }),
  );
