import { ERROR_CODES } from '../errors/codes.ts';
import * as v from '../schema/schema.ts';

/** What a person and the extension need to know of a key's getInfo (CTAP 2.1 §6.4). */
export const KeySummary = v.strictObject({
  versions: v.array(v.string()),
  /** 32 hex digits. */
  aaguid: v.string(),
  /** `null` when the key knows no PIN at all. */
  pinSet: v.nullable(v.boolean()),
  /** Built-in user verification, such as a fingerprint: `null` when the key has none. */
  userVerification: v.nullable(v.boolean()),
  residentKeys: v.boolean(),
  /** Code points. */
  minPinLength: v.number(),
});
export type KeySummary = v.InferOutput<typeof KeySummary>;

/** One key, card or empty reader, as the bridge sees it. */
export const DeviceSummary = v.strictObject({
  /** Stable while the device stays attached. */
  id: v.string(),
  transport: v.picklist(['usb', 'nfc', 'smart-card']),
  /** The reader's or the product's own name. */
  name: v.string(),
  /** Only once getInfo was read. */
  key: v.optional(KeySummary),
  /** Why the device cannot be used now. */
  problem: v.optional(v.picklist(ERROR_CODES)),
});
export type DeviceSummary = v.InferOutput<typeof DeviceSummary>;

/** All that is attached, and what stands in the way of seeing more. */
export const DeviceList = v.strictObject({
  devices: v.array(DeviceSummary),
  /** Troubles of a whole transport, such as `pcsc-service-stopped`. */
  problems: v.array(v.picklist(ERROR_CODES)),
});
export type DeviceList = v.InferOutput<typeof DeviceList>;
