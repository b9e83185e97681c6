import * as v from 'valibot';
import { ERROR_CODES } from '../../../shared/errors/codes.ts';
import { DeviceSummary } from '../../../shared/rpc/device.ts';

/** Hex digits; none for no bytes. */
const Bytes = v.pipe(v.string(), v.regex(/^([0-9a-f]{2})*$/));
const Exchange = v.pipe(v.number(), v.integer());

/** What the bridge's process asks of the process that holds the keys. */
export const RemoteRequest = v.variant('kind', [
  v.strictObject({
    kind: v.literal('exchange'),
    exchange: Exchange,
    device: v.string(),
    message: Bytes,
  }),
  v.strictObject({
    kind: v.literal('u2f'),
    exchange: Exchange,
    device: v.string(),
    ins: v.number(),
    p1: v.number(),
    data: Bytes,
  }),
  v.strictObject({ kind: v.literal('cancel'), exchange: Exchange }),
]);
export type RemoteRequest = v.InferOutput<typeof RemoteRequest>;

/** What the process that holds the keys tells. Every exchange ends with `answer` or `failure`. */
export const RemoteReport = v.variant('kind', [
  v.strictObject({
    kind: v.literal('added'),
    device: v.string(),
    name: v.string(),
    transport: DeviceSummary.entries.transport,
  }),
  v.strictObject({ kind: v.literal('removed'), device: v.string() }),
  v.strictObject({ kind: v.literal('looked') }),
  v.strictObject({
    kind: v.literal('keepalive'),
    exchange: Exchange,
    status: v.picklist(['processing', 'touch-needed']),
  }),
  v.strictObject({ kind: v.literal('answer'), exchange: Exchange, message: Bytes }),
  v.strictObject({
    kind: v.literal('failure'),
    exchange: Exchange,
    code: v.picklist(ERROR_CODES),
  }),
]);
export type RemoteReport = v.InferOutput<typeof RemoteReport>;
