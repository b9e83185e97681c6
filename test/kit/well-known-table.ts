import { appendFileSync, readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FetchWellKnown } from '../../bridge/webauthn/well-known-fetch.ts';
import { WardkeyError } from '../../shared/errors/wardkey-error.ts';

/** By RP ID: the origins that its `/.well-known/webauthn` names. */
export type RelatedOrigins = Readonly<Record<string, readonly string[]>>;

/**
 * What relying parties say of their related origins, in a folder between a test and the bridge that
 * a browser started for it: nothing leaves the machine, and every question is written down.
 */
export class WellKnownTable {
  readonly #answers: string;
  readonly #questions: string;

  /** @param folder an existing one */
  constructor(folder: string) {
    this.#answers = join(folder, 'well-known.json');
    this.#questions = join(folder, 'well-known-asked.txt');
  }

  async write(related: RelatedOrigins): Promise<void> {
    await writeFile(this.#answers, JSON.stringify(related));
    await writeFile(this.#questions, '');
  }

  /** RP IDs that were asked about, in order. */
  async asked(): Promise<string[]> {
    const text = await readFile(this.#questions, 'utf8');
    return text.split('\n').filter((line) => line !== '');
  }

  /** For the bridge. It throws `rp-id-mismatch` for an RP ID that is not in the table. */
  readonly fetch: FetchWellKnown = async (rpId) => {
    appendFileSync(this.#questions, `${rpId}\n`);
    const related = new Map(Object.entries(JSON.parse(readFileSync(this.#answers, 'utf8'))));
    if (!related.has(rpId)) throw new WardkeyError('rp-id-mismatch');
    return { origins: related.get(rpId) };
  };
}
