import { WardkeyError } from '../../../shared/errors/wardkey-error.ts';
import { sayInTerminal } from '../../../shared/words/command-line-words.ts';
import { CredentialManagement } from '../../ctap/credential-management.ts';
import { PERMISSION } from '../../ctap/pin-uv-auth-token.ts';
import type { Command } from '../context.ts';
import { asManager } from '../managed-key.ts';
import { onKey } from '../on-key.ts';
import { deviceJson, show } from '../show.ts';
import { signInById, signInJson, storedSignIns } from '../stored-credentials.ts';

/** `wardkey credentials rename`: other names for a stored user (CTAP 2.1 §6.8.6). */
export const credentialsRename: Command = async (context) => {
  const { input, language } = context;
  const name = input.text('name');
  const displayName = input.text('display-name');
  if (name === undefined && displayName === undefined) {
    throw new WardkeyError('usage', { facts: { missing: '--name' } });
  }
  return onKey(context, ({ key, device }) =>
    asManager(key, PERMISSION.cm, async (managed) => {
      const management = new CredentialManagement(managed);
      const signIn = signInById(await storedSignIns(management), input.word());
      const user = {
        ...signIn.stored.user,
        ...(name === undefined ? {} : { name }),
        ...(displayName === undefined ? {} : { displayName }),
      };
      await management.updateUser(signIn.stored.credential, user);
      const renamed = { ...signIn, stored: { ...signIn.stored, user } };
      const result = { device: deviceJson(device), credential: signInJson(renamed) };
      return show(context, result, () => [
        sayInTerminal(language, 'cli.credentialRenamed', {
          user: user.name ?? '',
          displayName: user.displayName ?? '',
        }),
      ]);
    }),
  );
};
