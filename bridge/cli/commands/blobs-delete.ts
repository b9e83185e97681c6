import { WardkeyError } from '../../../shared/errors/wardkey-error.ts';
import { sayInTerminal } from '../../../shared/words/command-line-words.ts';
import { confirm } from '../confirm.ts';
import type { Command } from '../context.ts';
import { namedBlob, onBlobs } from '../credential-blobs.ts';
import { deviceJson, show } from '../show.ts';
import { accountOf, idOf } from '../stored-credentials.ts';

/** `wardkey blobs delete`: the data of one sign-in are gone, and the sign-in stays. */
export const blobsDelete: Command = (context) =>
  onBlobs(context, { writes: true }, async ({ inHand, signIns, remove }) => {
    const { input, language } = context;
    const { signIn, blobKey } = namedBlob(signIns, input.word());
    const facts = { user: accountOf(signIn), rpId: signIn.rp.id };
    const { signal } = inHand.key;
    await confirm(context, sayInTerminal(language, 'cli.confirmBlob', facts), signal);
    if (!(await remove(blobKey))) {
      throw new WardkeyError('item-unknown', { facts: { item: input.word() } });
    }
    const result = { device: deviceJson(inHand.device), credentialId: idOf(signIn), deleted: true };
    return show(context, result, () => [sayInTerminal(language, 'cli.blobDeleted')]);
  });
