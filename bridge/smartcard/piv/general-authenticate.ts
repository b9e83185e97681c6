import { WardkeyError } from '../../../shared/errors/wardkey-error.ts';
import { readTlvs, tlvValue } from '../ber-tlv.ts';
import type { CardOperation } from '../card-operation.ts';
import { cardError, SW } from '../status-words.ts';

const TEMPLATE = 0x7c;
const CHALLENGE = 0x81;
const RESPONSE = 0x82;

/**
 * GENERAL AUTHENTICATE with a private key (SP 800-73-4 part 2 §3.2.4 and appendix A.4).
 * @param algorithm identifier of SP 800-78-4 table 6-2
 * @param key reference of the slot
 * @param block what the key is applied to, at most 512 bytes
 * @returns what the card made of it, not looked at yet
 * @throws WardkeyError `card-wants-pin`, `card-lacks-key`, `card-refused`, `device-garbled`
 */
export function signBlock(
  algorithm: number,
  key: number,
  block: Uint8Array,
): CardOperation<Uint8Array> {
  const members = [RESPONSE, 0x00, CHALLENGE, ...length(block.length), ...block];
  const data = Uint8Array.from([TEMPLATE, ...length(members.length), ...members]);
  return {
    name: 'GENERAL AUTHENTICATE',
    apdu: { cla: 0x00, ins: 0x87, p1: algorithm, p2: key, data, hasAnswer: true, mayWait: true },
    parse: ({ statusWord, data: answer }) => {
      if (statusWord !== SW.OK) throw cardError(statusWord);
      const template = tlvValue(readTlvs(answer), TEMPLATE) ?? answer;
      const response = tlvValue(readTlvs(template), RESPONSE);
      if (response === undefined || response.length === 0) {
        throw new WardkeyError('device-garbled', { facts: { reason: 'signature' } });
      }
      return response;
    },
  };
}

function length(bytes: number): readonly number[] {
  if (bytes < 0x80) return [bytes];
  return bytes <= 0xff ? [0x81, bytes] : [0x82, bytes >> 8, bytes & 0xff];
}
