import type { Finding } from '../../shared/diagnosis/finding.ts';
import { tellingCode } from '../../shared/diagnosis/reported-error.ts';
import { toWardkeyError } from '../../shared/errors/wardkey-error.ts';
import type { AttachedKeys } from '../ctap/attached-keys.ts';
import type { CommandContext } from './context.ts';
import { TerminalPerson } from './terminal-person.ts';

/**
 * What a key holds for the portals, as findings; the person is asked for its PIN. What is wrong with
 * the PIN is a finding too.
 * @throws WardkeyError for what says nothing of the key; the signal's reason
 */
export async function passkeyFindings(
  context: CommandContext,
  keys: AttachedKeys,
): Promise<readonly Finding[]> {
  const { signal, terminal } = context;
  const { findSignIns } = await import('../webauthn/trial/find-sign-ins.ts');
  try {
    return await findSignIns(keys, undefined, new TerminalPerson(context), signal);
  } catch (thrown) {
    signal.throwIfAborted();
    const { code: error } = toWardkeyError(thrown);
    const code = tellingCode(error);
    if (code === undefined) throw thrown;
    return [{ code, facts: { error } }];
  } finally {
    terminal.status(null);
  }
}
