import { SW } from '../applet/status-word.ts';
import type { CardKey } from './card-key.ts';
import { type AppletAnswer, only, success } from './piv-answer.ts';
import { ALGORITHM, agreeKey, signBlock } from './private-key-operation.ts';
import { tlv, tlvMembers } from './tlv.ts';

const TEMPLATE = 0x7c;
const CHALLENGE = 0x81;
const RESPONSE = 0x82;
const EXPONENTIATION = 0x85;

/** GENERAL AUTHENTICATE with a private key (SP 800-73-4 part 2 §3.2.4): signs, or agrees a key. */
export function generalAuthenticate(
  { algorithm, privateKey }: CardKey,
  algorithmByte: number,
  data: Uint8Array,
): AppletAnswer {
  if (algorithmByte !== ALGORITHM[algorithm]) return only(SW.wrongParameters);
  const template = tlvMembers(data).get(TEMPLATE);
  const members = tlvMembers(template ?? new Uint8Array());
  const challenge = members.get(CHALLENGE);
  const point = members.get(EXPONENTIATION);
  const isAgreement = point !== undefined && algorithm === 'p256';
  if (challenge === undefined && !isAgreement) return only(SW.wrongData);
  const response =
    challenge === undefined
      ? agreeKey(privateKey, point ?? new Uint8Array())
      : signBlock(privateKey, algorithm, challenge);
  return response === null ? only(SW.wrongData) : success(tlv(TEMPLATE, tlv(RESPONSE, response)));
}
