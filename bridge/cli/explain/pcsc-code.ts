import { PCSC_CODES, RETURN_CODE } from '../../../shared/errors/pcsc-return-codes.ts';
import type { Language } from '../../../shared/settings/settings.ts';
import { explain } from '../../../shared/words/words.ts';
import type { Meaning } from './meaning.ts';

const SOURCE = 'pcsclite.h, winerror.h';

/** A return code of PC/SC by its number (`0x8010001D`) or its name (`SCARD_E_NO_SERVICE`). */
export function pcscCode(typed: string, language: Language): readonly Meaning[] {
  const name = typed.toUpperCase().replace(/^SCARD_[EFWP]_/, '');
  const digits = /^(?:0x)?([0-9a-f]{8})$/i.exec(typed)?.[1];
  const byNumber = digits === undefined ? undefined : Number.parseInt(digits, 16);
  const found = Object.entries(RETURN_CODE).find(
    ([known, code]) => known === name || code === byNumber,
  );
  if (found === undefined) return [];
  const [known, returnCode] = found;
  const code = `0x${returnCode.toString(16).toUpperCase()}`;
  // In the middle of something it means that the card has gone; by itself, that there is none.
  const isEmpty = returnCode === RETURN_CODE.NO_SMARTCARD;
  const own = isEmpty ? 'device-none' : (PCSC_CODES.get(returnCode) ?? 'pcsc-failed');
  return [{ kind: 'pcsc', code, name: known, ...explain(language, own), source: SOURCE }];
}
