import { sayInTerminal } from '../../../shared/words/command-line-words.ts';
import { CredentialManagement } from '../../ctap/credential-management.ts';
import { PERMISSION } from '../../ctap/pin-uv-auth-token.ts';
import { confirm } from '../confirm.ts';
import type { Command } from '../context.ts';
import { asManager } from '../managed-key.ts';
import { onKey } from '../on-key.ts';
import { deviceJson, show } from '../show.ts';
import { accountOf, signInById, signInJson, storedSignIns } from '../stored-credentials.ts';

/** `wardkey credentials delete`: takes a sign-in off a key (CTAP 2.1 §6.8.5). */
export const credentialsDelete: Command = (context) =>
  onKey(context, ({ key, device }) =>
    asManager(key, PERMISSION.cm, async (managed) => {
      const { input, language } = context;
      const management = new CredentialManagement(managed);
      const signIn = signInById(await storedSignIns(management), input.word());
      const facts = { user: accountOf(signIn), rpId: signIn.rp.id };
      await confirm(context, sayInTerminal(language, 'cli.confirmDelete', facts), key.signal);
      await management.deleteCredential(signIn.stored.credential);
      const result = { device: deviceJson(device), deleted: signInJson(signIn) };
      return show(context, result, () => [sayInTerminal(language, 'cli.credentialDeleted')]);
    }),
  );
