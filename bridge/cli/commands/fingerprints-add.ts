import { sayInTerminal } from '../../../shared/words/command-line-words.ts';
import { BioEnrollment } from '../../ctap/bio-enrollment.ts';
import { PERMISSION } from '../../ctap/pin-uv-auth-token.ts';
import type { Command } from '../context.ts';
import { fingerJson, fingerName } from '../enrolled-fingers.ts';
import { captureFinger } from '../finger-capture.ts';
import { asManager } from '../managed-key.ts';
import { onKey } from '../on-key.ts';
import { deviceJson, show } from '../show.ts';

/** `wardkey fingerprints add`: teaches a key a finger (CTAP 2.1 §6.7.4). */
export const fingerprintsAdd: Command = (context) =>
  onKey(context, ({ key, device }) =>
    asManager(key, PERMISSION.be, async (managed) => {
      const { input, language } = context;
      const { templateId, samples } = await captureFinger(context, managed);
      const name = input.text('name') ?? '';
      if (name !== '') await new BioEnrollment(managed).setName(templateId, name);
      const fingerprint = { templateId, name };
      const result = { device: deviceJson(device), fingerprint: fingerJson(fingerprint), samples };
      return show(context, result, () => [
        sayInTerminal(language, 'cli.fingerAdded', { name: fingerName(fingerprint, language) }),
      ]);
    }),
  );
