import { WardkeyError } from '../../../shared/errors/wardkey-error.ts';
import type { AttachedCard } from '../card-watch.ts';
import { askModule, type OwnCommand } from './ask-module.ts';
import type { Token } from './token-messages.ts';

export interface ModulePlace {
  readonly command: OwnCommand;
  /** Of the module. */
  readonly path: string;
}

/** What a module has for a reader's name (PKCS #11 v2.40 §3.2, slotDescription). */
const READER_NAME_BYTES = 64;

/**
 * The token in a card's reader, as the middleware sees it now.
 * @throws WardkeyError `card-not-piv` when the middleware does not know the card either, those of
 *   {@link askModule}
 */
export async function findToken(
  { command, path }: ModulePlace,
  { name }: Pick<AttachedCard, 'name'>,
  signal: AbortSignal,
): Promise<Token> {
  const answer = await askModule(command, path, { ask: 'tokens' }, signal);
  const tokens = answer.answer === 'tokens' ? answer.tokens : [];
  // A longer name does not fit into the module's, and could be that of another reader.
  const isTold = Buffer.byteLength(name) <= READER_NAME_BYTES;
  const token = tokens.find(({ reader }) => isTold && reader === name.trimEnd());
  if (token === undefined) throw new WardkeyError('card-not-piv', { facts: { reader: name } });
  return token;
}
