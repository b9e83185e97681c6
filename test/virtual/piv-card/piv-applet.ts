import { randomBytes } from 'node:crypto';
import type { CommandApdu } from '../applet/command-apdu.ts';
import { SW } from '../applet/status-word.ts';
import {
  capabilityContainer,
  certificateObject,
  chuid,
  discoveryObject,
  keyHistory,
  OBJECT,
  SLOTS,
  type SlotName,
} from './data-objects.ts';
import { generalAuthenticate } from './general-authenticate.ts';
import { type AppletAnswer, only, success } from './piv-answer.ts';
import type { PivCardOptions } from './piv-options.ts';
import { isPinFormat, ReferenceData } from './reference-data.ts';
import { tlv, tlvMembers } from './tlv.ts';

const AID = Buffer.from('a000000308000010000100', 'hex');
/** The right-truncated forms that SP 800-73-4 part 2 §3.1.1 and practice know. */
const AID_LENGTHS: readonly number[] = [5, 9, 11];

const INS = {
  verify: 0x20,
  changeReferenceData: 0x24,
  resetRetryCounter: 0x2c,
  generalAuthenticate: 0x87,
  select: 0xa4,
  getData: 0xcb,
  yubicoMetadata: 0xf7,
  yubicoSerial: 0xf8,
  yubicoVersion: 0xfd,
} as const;

const PIN = 0x80;
const PUK = 0x81;
const REFERENCE_BYTES = 8;

/** The PIV card application (SP 800-73-4 part 2 §3). */
export class PivApplet {
  readonly pin: ReferenceData;
  readonly puk: ReferenceData;
  readonly #objects: ReadonlyMap<number, Uint8Array>;
  readonly #options: PivCardOptions;
  #selected = false;
  #verified = false;
  /** Whether the signature key may be used once more: it needs the PIN right before (part 1 table 4b). */
  #fresh = false;

  constructor(options: PivCardOptions) {
    this.#options = options;
    this.pin = new ReferenceData(options.pin ?? '123456', options.tries ?? 3);
    this.puk = new ReferenceData(options.puk ?? '12345678', options.tries ?? 3);
    this.#objects = dataObjects(options);
  }

  get selected(): boolean {
    return this.#selected;
  }

  get verified(): boolean {
    return this.#verified;
  }

  /** The card lost its power, or another applet was selected. */
  reset(): void {
    this.#selected = false;
    this.#verified = false;
    this.#fresh = false;
  }

  perform(apdu: CommandApdu): AppletAnswer {
    if (apdu.ins === INS.select) return this.#select(apdu);
    if (!this.#selected) return only(SW.instructionNotSupported);
    switch (apdu.ins) {
      case INS.getData:
        return this.#getData(apdu);
      case INS.verify:
        return this.#verify(apdu);
      case INS.changeReferenceData:
        return this.#change(apdu);
      case INS.resetRetryCounter:
        return this.#unblock(apdu);
      case INS.generalAuthenticate:
        return this.#authenticate(apdu);
      default:
        return this.#yubico(apdu);
    }
  }

  #select({ p1, data }: CommandApdu): AppletAnswer {
    const isPiv = AID_LENGTHS.includes(data.length) && AID.subarray(0, data.length).equals(data);
    // An applet that is not there leaves the selected one where it is (part 2 §3.1.1).
    if (p1 !== 0x04 || !isPiv) return only(SW.fileNotFound);
    this.#selected = true;
    const version = Uint8Array.of(0x00, 0x00, 0x10, 0x00, 0x01, 0x00);
    const authority = tlv(0x79, tlv(0x4f, AID.subarray(0, 5)));
    return success(tlv(0x61, tlv(0x4f, version), authority));
  }

  #getData({ p1, p2, data }: CommandApdu): AppletAnswer {
    if (p1 !== 0x3f || p2 !== 0xff) return only(SW.wrongParameters);
    const name = tlvMembers(data).get(0x5c);
    if (name === undefined) return only(SW.wrongData);
    const tag = name.reduce((sum, byte) => sum * 256 + byte, 0);
    const object = this.#objects.get(tag);
    if (object === undefined) return only(SW.fileNotFound);
    return success(tag === OBJECT.discovery ? object : tlv(0x53, object));
  }

  #verify({ p1, p2, data }: CommandApdu): AppletAnswer {
    if (p2 !== PIN) return only(SW.referenceNotFound);
    if (p1 === 0xff && data.length === 0) {
      this.#verified = false;
      return only(SW.success);
    }
    if (p1 !== 0) return only(SW.wrongParameters);
    if (data.length === 0) return only(this.#verified ? SW.success : triesWord(this.pin));
    if (data.length !== REFERENCE_BYTES) return only(SW.wrongLength);
    const outcome = this.pin.verify(data);
    this.#verified = outcome === 'right';
    this.#fresh = this.#verified;
    return only(this.#verified ? SW.success : triesWord(this.pin));
  }

  #change({ p1, p2, data }: CommandApdu): AppletAnswer {
    if (p1 !== 0 || (p2 !== PIN && p2 !== PUK)) return only(SW.referenceNotFound);
    if (data.length !== 2 * REFERENCE_BYTES) return only(SW.wrongLength);
    const reference = p2 === PIN ? this.pin : this.puk;
    const next = data.subarray(REFERENCE_BYTES);
    if (!isPinFormat(next)) return only(SW.wrongData);
    if (reference.verify(data.subarray(0, REFERENCE_BYTES)) !== 'right') {
      if (p2 === PIN) this.#verified = false;
      return only(triesWord(reference));
    }
    reference.replace(next);
    return only(SW.success);
  }

  #unblock({ p1, p2, data }: CommandApdu): AppletAnswer {
    if (p1 !== 0 || p2 !== PIN) return only(SW.referenceNotFound);
    if (data.length !== 2 * REFERENCE_BYTES) return only(SW.wrongLength);
    const next = data.subarray(REFERENCE_BYTES);
    if (!isPinFormat(next)) return only(SW.wrongData);
    if (this.puk.verify(data.subarray(0, REFERENCE_BYTES)) !== 'right') {
      return only(triesWord(this.puk));
    }
    this.pin.replace(next);
    return only(SW.success);
  }

  #authenticate({ p1, p2, data }: CommandApdu): AppletAnswer {
    const name = slotNames().find((slot) => SLOTS[slot].key === p2);
    const key = name && this.#options.keys?.[name];
    if (name === undefined || key === undefined) return only(SW.referenceNotFound);
    // 9E is for the card itself and needs no PIN; 9C needs it for each signature.
    const allowed = name === '9e' || (name === '9c' ? this.#fresh : this.#verified);
    if (!allowed) return only(SW.securityNotSatisfied);
    this.#fresh = false;
    return generalAuthenticate(key, p1, data);
  }

  #yubico({ ins, p2 }: CommandApdu): AppletAnswer {
    const { yubico } = this.#options;
    const reference = { [PIN]: this.pin, [PUK]: this.puk }[p2];
    if (yubico !== undefined && ins === INS.yubicoMetadata && reference !== undefined) {
      // Whether it is the one from the factory; how many tries there are at most, and are left.
      const { max, tries } = reference;
      return success(Uint8Array.of(0x05, 1, 0, 0x06, 2, max, tries));
    }
    const slot = slotNames().find((name) => SLOTS[name].key === p2);
    if (yubico?.touch !== undefined && ins === INS.yubicoMetadata && slot !== undefined) {
      // The PIN once; a touch for each use, or never.
      return success(Uint8Array.of(0x02, 2, 2, yubico.touch.includes(slot) ? 2 : 1));
    }
    if (yubico !== undefined && ins === INS.yubicoVersion) {
      return success(Uint8Array.from(yubico.version));
    }
    if (yubico !== undefined && ins === INS.yubicoSerial) {
      const serial = Buffer.alloc(4);
      serial.writeUInt32BE(yubico.serial);
      return success(serial);
    }
    return only(SW.instructionNotSupported);
  }
}

function triesWord({ tries }: ReferenceData): number {
  return tries === 0 ? SW.blocked : SW.wrongReference | tries;
}

function slotNames(): readonly SlotName[] {
  return ['9a', '9c', '9d', '9e', '82', '95'];
}

function dataObjects(options: PivCardOptions): ReadonlyMap<number, Uint8Array> {
  const objects = new Map<number, Uint8Array>();
  const expiry = options.expiry === undefined ? new Date('2039-12-31') : options.expiry;
  if (options.discovery !== false) objects.set(OBJECT.discovery, discoveryObject());
  if (expiry !== null) objects.set(OBJECT.chuid, chuid(randomBytes(16), expiry));
  objects.set(OBJECT.capabilityContainer, capabilityContainer(randomBytes(14)));
  for (const name of slotNames()) {
    const key = options.keys?.[name];
    if (key === undefined) continue;
    const object = certificateObject(key.certificate, options.compressed === true);
    objects.set(SLOTS[name].object, object);
  }
  const retired = slotNames().filter((name) => name < '9a' && options.keys?.[name] !== undefined);
  if (retired.length > 0) objects.set(OBJECT.keyHistory, keyHistory(retired.length));
  for (const [tag, object] of options.objects ?? []) objects.set(tag, object);
  return objects;
}
