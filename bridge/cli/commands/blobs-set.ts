import { sayInTerminal } from '../../../shared/words/command-line-words.ts';
import type { Command } from '../context.ts';
import { namedBlob, onBlobs } from '../credential-blobs.ts';
import { readInputFile, STANDARD_INPUT } from '../input-file.ts';
import { deviceJson, show } from '../show.ts';
import { idOf } from '../stored-credentials.ts';

/** Far more than any key stores, in bytes. */
const MAX_BYTES = 128 * 1024;

/** `wardkey blobs set`: data for one sign-in. */
export const blobsSet: Command = async (context) => {
  const { input, language, signal } = context;
  const path = input.word(1);
  const data = await readInputFile(path, MAX_BYTES, signal);
  const options = { writes: true, isInputTaken: path === STANDARD_INPUT };
  return onBlobs(context, options, async ({ inHand, signIns, put }) => {
    const { signIn, blobKey } = namedBlob(signIns, input.word());
    await put(blobKey, data);
    const bytes = data.length;
    const result = { device: deviceJson(inHand.device), credentialId: idOf(signIn), bytes };
    return show(context, result, () => [sayInTerminal(language, 'cli.blobStored', { bytes })]);
  });
};
