import type { Finding } from '../../../shared/diagnosis/finding.ts';
import { WardkeyError } from '../../../shared/errors/wardkey-error.ts';
import type { Probe } from '../probe.ts';

/** Which readers are there, and whether a card is in one of them. */
export const READERS_PROBE: Probe = {
  check: 'readers',
  async run({ machine }) {
    const readers = await machine.readers().catch((thrown: unknown) => {
      // Why they cannot be seen is what the probe of the service tells.
      if (thrown instanceof WardkeyError) return null;
      throw thrown;
    });
    if (readers === null) return [];
    if (readers.length === 0) return [{ code: 'reader-none' }];
    const held = readers.filter(({ holds }) => holds !== 'nothing');
    const mute = held.every(({ holds }) => holds === 'mute') ? held : [];
    const isEmpty = readers.every(({ holds }) => holds === 'nothing');
    const [{ name = '' } = {}] = readers;
    return [
      ...mute.map((one): Finding => ({ code: 'card-mute', facts: { reader: one.name } })),
      ...(isEmpty ? [{ code: 'card-none', facts: { reader: name } } as const] : []),
    ];
  },
};
