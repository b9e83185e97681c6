import { WardkeyError } from '../../shared/errors/wardkey-error.ts';
import { programsUsingCards } from '../diagnosis/card-programs.ts';

/**
 * An error with the names of the programs that may hold the card, where it is held and the system
 * shows them: PC/SC itself tells nobody who holds a card. Never rejects.
 * @param root below which the kernel shows the processes
 */
export async function withHolder(error: WardkeyError, root: string): Promise<WardkeyError> {
  const { code, facts } = error;
  if (code !== 'device-busy' || facts['program'] !== undefined) return error;
  const holders = await programsUsingCards(root);
  if (holders.length === 0) return error;
  return new WardkeyError(code, { cause: error, facts: { ...facts, program: holders.join(', ') } });
}
