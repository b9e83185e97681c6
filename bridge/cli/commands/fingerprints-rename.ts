import { sayInTerminal } from '../../../shared/words/command-line-words.ts';
import { BioEnrollment } from '../../ctap/bio-enrollment.ts';
import { PERMISSION } from '../../ctap/pin-uv-auth-token.ts';
import type { Command } from '../context.ts';
import { fingerJson, fingerNamed } from '../enrolled-fingers.ts';
import { asManager } from '../managed-key.ts';
import { onKey } from '../on-key.ts';
import { deviceJson, show } from '../show.ts';

/** `wardkey fingerprints rename`: another name for a finger (CTAP 2.1 §6.7.7). */
export const fingerprintsRename: Command = (context) =>
  onKey(context, ({ key, device }) =>
    asManager(key, PERMISSION.be, async (managed) => {
      const { input, language } = context;
      const enrollment = new BioEnrollment(managed);
      const { templateId } = fingerNamed(await enrollment.enumerate(), input.word());
      const name = input.word(1);
      await enrollment.setName(templateId, name);
      const fingerprint = fingerJson({ templateId, name });
      return show(context, { device: deviceJson(device), fingerprint }, () => [
        sayInTerminal(language, 'cli.fingerRenamed', { name }),
      ]);
    }),
  );
