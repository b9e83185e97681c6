import { sayInTerminal } from '../../../shared/words/command-line-words.ts';
import { printable } from '../../../shared/words/printable.ts';
import { CredentialLists } from '../../ctap/credential-lists.ts';
import type { Command } from '../context.ts';
import { tokenFor } from '../managed-key.ts';
import { onKey } from '../on-key.ts';
import { deviceJson, show } from '../show.ts';
import { accountOf, idOf, shortIds, signInJson } from '../stored-credentials.ts';
import { tableLines } from '../text-table.ts';

/** `wardkey credentials list`: what a key stores (CTAP 2.1 §6.8). */
export const credentialsList: Command = (context) =>
  onKey(context, async ({ key, device }) => {
    const lists = new CredentialLists();
    const {
      existing,
      remaining,
      credentials: signIns,
    } = await lists
      .list(
        { channel: key.channel, info: key.info, options: () => key.commandOptions() },
        (permissions) => tokenFor(key, permissions),
      )
      .finally(() => lists.dispose());
    const { language, terminal } = context;
    const result = {
      device: deviceJson(device),
      existing,
      ...(remaining === undefined ? {} : { remaining }),
      credentials: signIns.map(signInJson),
    };
    const ids = shortIds(signIns.map(idOf));
    const table = {
      head: [
        sayInTerminal(language, 'cli.columnWebsite'),
        sayInTerminal(language, 'cli.columnAccount'),
        sayInTerminal(language, 'cli.columnPerson'),
        sayInTerminal(language, 'cli.columnId'),
      ],
      rows: signIns.map((signIn, at) => [
        printable(signIn.rp.id),
        printable(accountOf(signIn)),
        printable(signIn.stored.user.displayName ?? ''),
        ids[at] ?? '',
      ]),
    };
    return show(context, result, () => [
      ...(signIns.length === 0 ? [] : tableLines(table, terminal.columns)),
      ...(remaining === undefined
        ? []
        : [sayInTerminal(language, 'cli.credentialsRoom', { existing, remaining })]),
    ]);
  });
