import { WardkeyError } from '../../../shared/errors/wardkey-error.ts';
import type { Command } from '../context.ts';
import { namedBlob, onBlobs } from '../credential-blobs.ts';
import { SUCCESS } from '../exit-codes.ts';
import { deviceJson, show } from '../show.ts';
import { idOf } from '../stored-credentials.ts';

/** `wardkey blobs get`: the data of one sign-in, as they are. */
export const blobsGet: Command = (context) =>
  onBlobs(context, { writes: false }, async ({ inHand, signIns, blobs }) => {
    const { input, terminal } = context;
    const { signIn, blobKey } = namedBlob(signIns, input.word());
    const data = await blobs.get(blobKey);
    if (data === undefined) {
      throw new WardkeyError('item-unknown', { facts: { item: input.word() } });
    }
    if (input.flag('json')) {
      const encoded = Buffer.from(data).toString('base64url');
      const result = {
        device: deviceJson(inHand.device),
        credentialId: idOf(signIn),
        data: encoded,
      };
      return show(context, result, () => []);
    }
    terminal.bytes(data);
    return SUCCESS;
  });
