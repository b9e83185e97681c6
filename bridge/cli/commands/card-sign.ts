import type { AttachedCard } from '../../smartcard/card-watch.ts';
import { signMessage } from '../../smartcard/piv/sign-message.ts';
import { readSlotKey } from '../../smartcard/piv/slot-certificate.ts';
import { ecdsaDer } from '../../smartcard/signature/ecdsa-signature.ts';
import { SIGNATURE_FORMATS, SIGNATURE_HASHES, SIGNATURE_SLOTS } from '../card-signing.ts';
import { CardTerminalPerson } from '../card-terminal-person.ts';
import type { Command, CommandContext } from '../context.ts';
import { SUCCESS } from '../exit-codes.ts';
import { readInputFile, STANDARD_INPUT } from '../input-file.ts';
import { onOnePiv } from '../on-piv.ts';
import { deviceJson, show } from '../show.ts';
import { tokenPerson } from '../token-person.ts';
import { wrongValue } from '../wrong-value.ts';

const MAX_FILE_BYTES = 256 * 1024 * 1024;

/** `wardkey card sign`: the signature of a file, as it is. */
export const cardSign: Command = async (context) => {
  const { input, signal, terminal } = context;
  const slot = oneOf(context, 'slot', SIGNATURE_SLOTS);
  const hashFunction = oneOf(context, 'hash', SIGNATURE_HASHES);
  const format = oneOf(context, 'format', SIGNATURE_FORMATS);
  const rsaPadding = input.flag('pss') ? 'PSS' : 'PKCS1.5';
  const person = new CardTerminalPerson(context, input.word() === STANDARD_INPUT);
  const how = { hashFunction, rsaPadding } as const;
  const told = (
    device: AttachedCard,
    family: 'EC' | 'RSA',
    certificate: Uint8Array,
    raw: Uint8Array,
  ) => {
    const signature = family === 'EC' && format === 'der' ? ecdsaDer(raw) : raw;
    if (!input.flag('json')) {
      terminal.bytes(signature);
      return SUCCESS;
    }
    const result = {
      device: deviceJson(device),
      slot,
      algorithm: family === 'EC' ? 'ECDSA' : `RSA ${rsaPadding}`,
      hash: hashFunction,
      certificate: Buffer.from(certificate).toString('base64url'),
      signature: Buffer.from(signature).toString('base64url'),
    };
    return show(context, result, () => []);
  };
  return onOnePiv(
    context,
    async (piv, device) => {
      const message = await readInputFile(input.word(), MAX_FILE_BYTES, signal);
      const key = await readSlotKey(piv, slot, signal);
      const raw = await signMessage(piv, key, message, how, person, signal);
      return told(device, key.algorithm.family, key.certificate, raw);
    },
    async (place, device) => {
      const message = await readInputFile(input.word(), MAX_FILE_BYTES, signal);
      const { signWithMiddleware } = await import('../../smartcard/pkcs11/sign-message.ts');
      const use = slot === '9c' ? 'signing' : 'authentication';
      const typing = tokenPerson(person, device.name);
      const made = await signWithMiddleware(place, device, use, message, how, typing, signal);
      return told(device, made.family, made.certificate, made.signature);
    },
  );
};

/** @returns what was typed, else the first one. @throws WardkeyError `usage` for any other */
function oneOf<T extends string>(
  { input }: CommandContext,
  option: string,
  known: readonly [T, ...T[]],
): T {
  const typed = input.text(option)?.toLowerCase();
  const found = typed === undefined ? known[0] : known.find((one) => one === typed);
  if (found === undefined) throw wrongValue(typed ?? '', known);
  return found;
}
