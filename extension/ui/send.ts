import { ERROR_CODES, type ErrorCode } from '../../shared/errors/codes.ts';
import type { Message } from '../../shared/messages/messages.ts';
import { HELLO_TIMEOUT_MS } from '../../shared/rpc/limits.ts';
import * as v from '../../shared/schema/schema.ts';
import { browser } from '../platform/browser.ts';

/**
 * How long the background may take to say that it took a message, in milliseconds: longer than a
 * bridge may take to say hello, or nobody would be told that it did not.
 */
const REPLY_MS = HELLO_TIMEOUT_MS + 3_000;

const Reply = v.variant('ok', [
  v.object({ ok: v.literal(true) }),
  v.object({ ok: v.literal(false), code: v.fallback(v.picklist(ERROR_CODES), 'internal') }),
]);

/**
 * Sends one message to the background. Never rejects.
 * @returns why it was not taken, or `null` when it was
 */
export async function send(message: Message): Promise<ErrorCode | null> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), REPLY_MS);
  });
  const reply = await Promise.race([
    browser.runtime.sendMessage(message).catch(() => undefined),
    late,
  ]);
  clearTimeout(timer);
  const read = v.safeParse(Reply, reply);
  if (!read.success) return 'internal';
  return read.output.ok ? null : read.output.code;
}
