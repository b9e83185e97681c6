import { toWardkeyError } from '../../shared/errors/wardkey-error.ts';
import {
  MESSAGES,
  type Message,
  type MessageAnswer,
  type MessageKind,
  type MessageReply,
  type Sender,
} from '../../shared/messages/messages.ts';
import * as v from '../../shared/schema/schema.ts';

/** Where a message came from, by the browser's word. */
export interface MessageOrigin {
  /** The tab of the sender; `null` for pages of ours that are in none. */
  readonly tabId: number | null;
  /** Address of the sender. */
  readonly url: string;
  readonly sender: Sender;
  /** The very document that sent it, where the browser tells; a tab goes on to others. */
  readonly documentId?: string | undefined;
}

type Handled = Promise<MessageAnswer | undefined> | Promise<void> | void;

/** What is done for each kind of message. What it throws becomes the reply's code. */
export type MessageHandlers = {
  readonly [K in MessageKind]: (
    message: Extract<Message, { kind: K }>,
    from: MessageOrigin,
  ) => Handled;
};

const Kind = v.looseObject({ kind: v.picklist(Object.keys(MESSAGES) as MessageKind[]) });

/**
 * A message that its sender may send.
 * @returns `null` for anything else: unknown kinds, wrong senders, bodies beyond the schema
 */
export function admitMessage(body: unknown, sender: Sender | null): Message | null {
  const kind = v.safeParse(Kind, body);
  if (sender === null || !kind.success) return null;
  const rule = MESSAGES[kind.output.kind];
  const from: readonly Sender[] = rule.from;
  if (!from.includes(sender)) return null;
  const message = v.safeParse(rule.body, body);
  return message.success ? message.output : null;
}

/** Does what a message asks for. Never rejects. */
export async function handleMessage(
  message: Message,
  handlers: MessageHandlers,
  from: MessageOrigin,
): Promise<MessageReply> {
  try {
    return { ok: true, ...(await dispatch(message, handlers, from)) };
  } catch (thrown) {
    return { ok: false, code: toWardkeyError(thrown).code };
  }
}

function dispatch<K extends MessageKind>(
  message: Extract<Message, { kind: K }>,
  handlers: MessageHandlers,
  from: MessageOrigin,
): Handled {
  const kind: K = message.kind;
  return handlers[kind](message, from);
}
