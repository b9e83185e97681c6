import { sayInTerminal } from '../../../shared/words/command-line-words.ts';
import { printable } from '../../../shared/words/printable.ts';
import type { Command } from '../context.ts';
import { onBlobs } from '../credential-blobs.ts';
import { deviceJson, show } from '../show.ts';
import { accountOf, idOf, shortIds } from '../stored-credentials.ts';
import { tableLines } from '../text-table.ts';

/** `wardkey blobs list`: which sign-ins keep data on a key. */
export const blobsList: Command = (context) =>
  onBlobs(context, { writes: false }, async ({ inHand, signIns, blobs }) => {
    const { language, terminal } = context;
    const places = signIns.flatMap((signIn) => {
      const { largeBlobKey } = signIn.stored;
      return largeBlobKey === undefined ? [] : [{ signIn, largeBlobKey }];
    });
    const found = await blobs.getAll(places.map(({ largeBlobKey }) => largeBlobKey));
    const capacity = inHand.key.info.maxSerializedLargeBlobArray;
    const result = {
      device: deviceJson(inHand.device),
      blobs: places.map(({ signIn }, at) => ({
        credentialId: idOf(signIn),
        rpId: signIn.rp.id,
        ...(signIn.stored.user.name === undefined ? {} : { userName: signIn.stored.user.name }),
        bytes: found.blobs[at]?.length ?? null,
      })),
      unclaimed: found.unclaimed,
      ...(capacity === undefined ? {} : { capacity }),
    };
    const ids = shortIds(places.map(({ signIn }) => idOf(signIn)));
    const table = {
      head: [
        sayInTerminal(language, 'cli.columnWebsite'),
        sayInTerminal(language, 'cli.columnAccount'),
        sayInTerminal(language, 'cli.columnData'),
        sayInTerminal(language, 'cli.columnId'),
      ],
      rows: places.map(({ signIn }, at) => [
        printable(signIn.rp.id),
        printable(accountOf(signIn)),
        String(found.blobs[at]?.length ?? sayInTerminal(language, 'cli.blobNone')),
        ids[at] ?? '',
      ]),
    };
    return show(context, result, () => [
      ...(places.length === 0
        ? [sayInTerminal(language, 'cli.blobsNone')]
        : tableLines(table, terminal.columns)),
      ...(found.unclaimed === 0
        ? []
        : [sayInTerminal(language, 'cli.blobsUnclaimed', { count: found.unclaimed })]),
    ]);
  });
