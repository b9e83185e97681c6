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

/** Codes of an ERROR message (CTAP 2.1 §11.2.9.1.6). */
export const HID_ERROR = {
  INVALID_CMD: 0x01,
  INVALID_PAR: 0x02,
  INVALID_LEN: 0x03,
  INVALID_SEQ: 0x04,
  MSG_TIMEOUT: 0x05,
  CHANNEL_BUSY: 0x06,
  LOCK_REQUIRED: 0x0a,
  INVALID_CHANNEL: 0x0b,
  OTHER: 0x7f,
} as const;

/** The channel on which channels are allocated (CTAP 2.1 §11.2.3). */
export const BROADCAST_CHANNEL = 0xffffffff;

/** Bit of the fifth byte: an initialization packet, which begins a message (CTAP 2.1 §11.2.4). */
export const INITIALIZATION_BIT = 0x80;

/** Sequence numbers end at 0x7f, so that this is the most packets that can follow the first. */
export const MAX_CONTINUATIONS = 128;

/** Bytes of a packet before its data: channel, command, length; or channel, sequence number. */
export const HEAD_BYTES = { initialization: 7, continuation: 5 } as const;
