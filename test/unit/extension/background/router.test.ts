import { describe, expect, test, vi } from 'vitest';
import {
  admitMessage,
  handleMessage,
  type MessageHandlers,
} from '../../../../extension/background/router.ts';
import { WardkeyError } from '../../../../shared/errors/wardkey-error.ts';
import {
  MESSAGES,
  type Message,
  type MessageKind,
  type Sender,
} from '../../../../shared/messages/messages.ts';

const EXAMPLES: { readonly [K in MessageKind]: Extract<Message, { kind: K }> } = {
  'page.here': { kind: 'page.here' },
  'page.seen': {
    kind: 'page.seen',
    found: {
      kind: 'page',
      page: 'entra-username',
      portal: 'entra',
      confidence: 'sure',
      evidence: ['host', 'selector'],
    },
    tenant: 'nhs',
    hasDomainHint: false,
    cameFromNhs: true,
    warnings: ['key-choice-hidden'],
    shown: 'AADSTS50053',
  },
  'sign-in.choose': { kind: 'sign-in.choose', tabId: 7 },
  'sign-in.leave': { kind: 'sign-in.leave' },
  'sign-in.show': { kind: 'sign-in.show' },
  'language.choose': { kind: 'language.choose', language: 'cy' },
  'page.report': { kind: 'page.report' },
  'page.report-closed': { kind: 'page.report-closed' },
  'check-up.run': { kind: 'check-up.run', id: 'r', wish: { wanted: 'key' } },
  'check-up.cancel': { kind: 'check-up.cancel', id: 'i' },
  'check-up.try': { kind: 'check-up.try', id: 't', device: 'key' },
  'check-up.verdict': {
    kind: 'check-up.verdict',
    checkedUp: { wanted: 'key', findings: [{ code: 'key-seen' }], hasOtherWay: null },
  },
  'bridge.retry': { kind: 'bridge.retry' },
  'step.pin': { kind: 'step.pin', step: 's', pin: '1234', lastTryAgreed: false },
  'step.new-pin': { kind: 'step.new-pin', step: 's', newPin: '9876', lastTryAgreed: false },
  'step.device': { kind: 'step.device', step: 's', device: 'd' },
  'step.account': { kind: 'step.account', step: 's', account: 0 },
  'step.consent': { kind: 'step.consent', step: 's' },
  'guide.pick': { kind: 'guide.pick', journey: 'key-sign-in', tabId: 7 },
  'guide.move': { kind: 'guide.move', move: 'next' },
  'guide.hide': { kind: 'guide.hide', hidden: true },
  'guide.panel': { kind: 'guide.panel' },
  'guide.check-up': { kind: 'guide.check-up' },
  'guide.sign-in': { kind: 'guide.sign-in' },
  'guide.finish': { kind: 'guide.finish' },
  'card.test': { kind: 'card.test', card: 'pcsc-1' },
};
const FROM = { tabId: 7, url: 'https://portal.nhs.net/', sender: 'content-script' } as const;
const SENDERS: readonly (Sender | null)[] = [
  'popup',
  'sign-in-window',
  'check-up',
  'guide-page',
  'card-page',
  'settings-page',
  'content-script',
  null,
];

const IN_GUIDE: readonly Sender[] = ['content-script', 'popup', 'guide-page'];

/** Who may send what, written out a second time on purpose. */
const ALLOWED: Record<MessageKind, readonly Sender[]> = {
  'page.here': ['content-script'],
  'page.seen': ['content-script'],
  'sign-in.choose': ['popup', 'sign-in-window'],
  'sign-in.leave': ['popup', 'sign-in-window'],
  'sign-in.show': ['popup'],
  'language.choose': ['popup', 'settings-page'],
  'page.report': ['popup'],
  'page.report-closed': ['popup'],
  'check-up.run': ['check-up'],
  'check-up.cancel': ['check-up'],
  'check-up.try': ['check-up'],
  'check-up.verdict': ['check-up'],
  'bridge.retry': ['popup'],
  'step.pin': ['sign-in-window'],
  'step.new-pin': ['sign-in-window'],
  'step.device': ['sign-in-window'],
  'step.account': ['sign-in-window'],
  'step.consent': ['sign-in-window'],
  'guide.pick': IN_GUIDE,
  'guide.move': IN_GUIDE,
  'guide.hide': IN_GUIDE,
  'guide.panel': IN_GUIDE,
  'guide.check-up': IN_GUIDE,
  'guide.sign-in': IN_GUIDE,
  'guide.finish': IN_GUIDE,
  'card.test': ['card-page'],
};

describe.each(Object.values(EXAMPLES))('$kind', (message) => {
  test.each(SENDERS)('from %s', (sender) => {
    const admitted = sender !== null && ALLOWED[message.kind].includes(sender);
    expect(admitMessage(message, sender)).toEqual(admitted ? message : null);
  });

  test('with a member too many', () => {
    const [sender] = MESSAGES[message.kind].from;
    expect(admitMessage({ ...message, more: 1 }, sender)).toBeNull();
  });
});

test.each([
  undefined,
  null,
  42,
  'page.seen',
  [],
  {},
  { kind: 'constructor' },
  { kind: '__proto__' },
  { ...EXAMPLES['page.seen'], shown: 'AADSTS99999' },
  { ...EXAMPLES['page.seen'], shown: 'Your account is locked, Sam Jones' },
  { kind: 'sign-in.choose' },
  { kind: 'sign-in.choose', tabId: '7' },
  { kind: 'sign-in.choose', tabId: 1.5 },
  { kind: 'step.pin', step: 's', pin: '1'.repeat(257), lastTryAgreed: false },
])('a body that is no message: %j', (body) => {
  for (const sender of SENDERS) expect(admitMessage(body, sender)).toBeNull();
});

test('a handler’s failure becomes the reply’s code', async () => {
  const nothing = vi.fn();
  const handlers: MessageHandlers = {
    'page.here': nothing,
    'page.seen': nothing,
    'sign-in.choose': async () => {
      throw new WardkeyError('proxy-held');
    },
    'sign-in.leave': nothing,
    'sign-in.show': nothing,
    'language.choose': nothing,
    'page.report': nothing,
    'page.report-closed': nothing,
    'check-up.run': nothing,
    'check-up.cancel': nothing,
    'check-up.try': nothing,
    'check-up.verdict': nothing,
    'bridge.retry': () => {
      throw new TypeError('unforeseen');
    },
    'step.pin': nothing,
    'step.new-pin': nothing,
    'step.device': nothing,
    'step.account': nothing,
    'step.consent': nothing,
    'guide.pick': nothing,
    'guide.move': nothing,
    'guide.hide': nothing,
    'guide.panel': nothing,
    'guide.check-up': nothing,
    'guide.sign-in': nothing,
    'guide.finish': nothing,
    'card.test': nothing,
  };
  expect(await handleMessage(EXAMPLES['page.seen'], handlers, FROM)).toEqual({ ok: true });
  expect(nothing).toHaveBeenCalledWith(EXAMPLES['page.seen'], FROM);
  const policyPages = { hosts: ['a.example'], hints: [] };
  const answered = { ...handlers, 'page.seen': async () => ({ policyPages }) };
  const reply = await handleMessage(EXAMPLES['page.seen'], answered, FROM);
  expect(reply).toEqual({ ok: true, policyPages });
  const refused = await handleMessage(EXAMPLES['sign-in.choose'], handlers, FROM);
  expect(refused).toEqual({ ok: false, code: 'proxy-held' });
  const failed = await handleMessage(EXAMPLES['bridge.retry'], handlers, FROM);
  expect(failed).toEqual({ ok: false, code: 'internal' });
});
