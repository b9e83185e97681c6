import { ASKED_PORTALS } from '../portals/asked-portals.ts';
import type { PolicyPages } from '../portals/match.ts';
import { CheckUpWish } from '../rpc/check-up.ts';
import * as v from '../schema/schema.ts';
import { LANGUAGES } from '../settings/settings.ts';
import { GUIDE_MESSAGES } from './guide-messages.ts';
import { SeenPage } from './page-messages.ts';
import { CheckedUp } from './trouble.ts';

/**
 * What is done with a key beside a try: tried with a PIN, which the person chooses where the key has none
 * or wants a new one; wiped; looked into for sign-ins of the portals.
 */
export const KEY_TASKS = ['new-pin', 'reset', 'sign-ins'] as const;
export type KeyTask = (typeof KEY_TASKS)[number];

/** Who sent a message, as the browser tells it. Web pages and other extensions are not listed: they may send nothing. */
export type Sender =
  | 'popup'
  | 'sign-in-window'
  | 'check-up'
  | 'guide-page'
  | 'card-page'
  | 'settings-page'
  | 'content-script';

const TabId = v.pipe(v.number(), v.integer());

/**
 * Every message that the background takes by `runtime.sendMessage`, with its schema and who may
 * send it. A message of another kind, or from another sender, is dropped without an answer.
 */
export const MESSAGES = {
  ...GUIDE_MESSAGES,
  /** A page has loaded on which Wardkey looks at pages: it may be looked at now. */
  'page.here': {
    from: ['content-script'],
    body: v.strictObject({ kind: v.literal('page.here') }),
  },
  /** A page of the catalogue is there: which one, by its id. The bridge is warmed. */
  'page.seen': { from: ['content-script'], body: SeenPage },
  /** The person chose "Sign in through Wardkey" for a tab. */
  'sign-in.choose': {
    from: ['popup', 'sign-in-window'],
    body: v.strictObject({ kind: v.literal('sign-in.choose'), tabId: TabId }),
  },
  /** Back to the browser's own flow. */
  'sign-in.leave': {
    from: ['popup', 'sign-in-window'],
    body: v.strictObject({ kind: v.literal('sign-in.leave') }),
  },
  /** Show the tab, or the window, of the sign-in that is open. */
  'sign-in.show': { from: ['popup'], body: v.strictObject({ kind: v.literal('sign-in.show') }) },
  /** The person chose the language. */
  'language.choose': {
    from: ['popup', 'settings-page'],
    body: v.strictObject({ kind: v.literal('language.choose'), language: v.picklist(LANGUAGES) }),
  },
  /** The person wants a report of the page that the popup hangs over. */
  'page.report': { from: ['popup'], body: v.strictObject({ kind: v.literal('page.report') }) },
  'page.report-closed': {
    from: ['popup'],
    body: v.strictObject({ kind: v.literal('page.report-closed') }),
  },
  /** The person started a check-up. */
  'check-up.run': {
    from: ['check-up'],
    body: v.strictObject({
      kind: v.literal('check-up.run'),
      id: v.pipe(v.string(), v.maxLength(64)),
      wish: CheckUpWish,
    }),
  },
  /** Ends the run, or what is done with a device, that was begun under this id. */
  'check-up.cancel': {
    from: ['check-up'],
    body: v.strictObject({
      kind: v.literal('check-up.cancel'),
      id: v.pipe(v.string(), v.maxLength(64)),
    }),
  },
  /** Try a key or a card for real, through the bridge, or do something else with a key there. */
  'check-up.try': {
    from: ['check-up'],
    body: v.strictObject({
      kind: v.literal('check-up.try'),
      id: v.pipe(v.string(), v.maxLength(64)),
      device: v.picklist(['key', 'card']),
      task: v.optional(v.picklist(KEY_TASKS)),
      /** The portal that it is about, where that is known. */
      portal: v.optional(v.picklist(ASKED_PORTALS)),
    }),
  },
  /** A check-up has come to a verdict: the popup and the guide tell it too. */
  'check-up.verdict': {
    from: ['check-up'],
    body: v.strictObject({ kind: v.literal('check-up.verdict'), checkedUp: CheckedUp }),
  },
  'bridge.retry': { from: ['popup'], body: v.strictObject({ kind: v.literal('bridge.retry') }) },
  /** Try a card out, with its PIN. */
  'card.test': {
    from: ['card-page'],
    body: v.strictObject({ kind: v.literal('card.test'), card: v.string() }),
  },
  'step.pin': {
    from: ['sign-in-window'],
    body: v.strictObject({
      kind: v.literal('step.pin'),
      step: v.string(),
      pin: v.pipe(v.string(), v.maxLength(256)),
      lastTryAgreed: v.boolean(),
    }),
  },
  'step.new-pin': {
    from: ['sign-in-window'],
    body: v.strictObject({
      kind: v.literal('step.new-pin'),
      step: v.string(),
      newPin: v.pipe(v.string(), v.maxLength(256)),
      currentPin: v.optional(v.pipe(v.string(), v.maxLength(256))),
      lastTryAgreed: v.boolean(),
    }),
  },
  'step.device': {
    from: ['sign-in-window'],
    body: v.strictObject({
      kind: v.literal('step.device'),
      step: v.string(),
      device: v.string(),
    }),
  },
  'step.consent': {
    from: ['sign-in-window'],
    body: v.strictObject({ kind: v.literal('step.consent'), step: v.string() }),
  },
  'step.account': {
    from: ['sign-in-window'],
    body: v.strictObject({
      kind: v.literal('step.account'),
      step: v.string(),
      account: v.pipe(v.number(), v.integer()),
    }),
  },
} as const satisfies Record<string, { from: readonly Sender[]; body: v.GenericSchema }>;

export type MessageKind = keyof typeof MESSAGES;
export type Message<K extends MessageKind = MessageKind> = {
  [P in MessageKind]: v.InferOutput<(typeof MESSAGES)[P]['body']>;
}[K];

/** What goes back with the word that a message was taken. */
export interface MessageAnswer {
  /** To a content script: what the policy adds for its host. */
  readonly policyPages?: PolicyPages;
}

/** What the background answers to a message that it took. */
export type MessageReply =
  | ({ readonly ok: true } & MessageAnswer)
  | { readonly ok: false; readonly code: string };
