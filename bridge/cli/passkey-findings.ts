import type { Finding } from '../../shared/diagnosis/finding.ts';
import { deviceFact, lookFailure } from '../../shared/diagnosis/reported-error.ts';
import { toWardkeyError } from '../../shared/errors/wardkey-error.ts';
import type { AskedPortal } from '../../shared/portals/asked-portals.ts';
import type { AttachedKeys } from '../ctap/attached-keys.ts';
import type { CommandContext } from './context.ts';
import { errorLines } from './error-lines.ts';
import { TerminalPerson } from './terminal-person.ts';

/**
 * What a key holds for a portal, or for all, as findings; the person is asked for its PIN. What is wrong with
 * the PIN is a finding too. What says nothing of the key is told as what went wrong, and the check-up
 * goes on without.
 * @throws the signal's reason
 */
export async function passkeyFindings(
  context: CommandContext,
  keys: AttachedKeys,
  portal: AskedPortal | undefined,
): Promise<readonly Finding[]> {
  const { language, signal, terminal } = context;
  const { findSignIns } = await import('../webauthn/trial/find-sign-ins.ts');
  try {
    return await findSignIns(keys, portal, new TerminalPerson(context), signal);
  } catch (thrown) {
    signal.throwIfAborted();
    const error = toWardkeyError(thrown);
    const code = lookFailure(error.code);
    if (code !== undefined) return [{ code, facts: { error: error.code, ...deviceFact('key') } }];
    for (const line of errorLines(error, language)) terminal.trouble(line);
    return [];
  } finally {
    terminal.status(null);
  }
}
