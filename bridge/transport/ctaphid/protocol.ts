/** Commands (CTAP 2.1 §11.2.9), without the bit that marks an initialization packet. */
export const HID_COMMAND = {
  PING: 0x01,
  MSG: 0x03,
  LOCK: 0x04,
  INIT: 0x06,
  WINK: 0x08,
  CBOR: 0x10,
  CANCEL: 0x11,
  KEEPALIVE: 0x3b,
  ERROR: 0x3f,
} as const;

/** The channel on which channels are allocated (CTAP 2.1 §11.2.3). */
export const BROADCAST_CHANNEL = 0xffffffff;

/** Bit of the fifth byte: an initialization packet, which begins a message (CTAP 2.1 §11.2.4). */
export const INITIALIZATION_BIT = 0x80;

/** Sequence numbers end at 0x7f, so that this is the most packets that can follow the first. */
export const MAX_CONTINUATIONS = 128;

/** Bytes of a packet before its data: channel, command, length; or channel, sequence number. */
export const HEAD_BYTES = { initialization: 7, continuation: 5 } as const;
