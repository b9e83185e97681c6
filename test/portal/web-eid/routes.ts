import { practicePage } from '../document.ts';
import { type Handler, type Routes, sent } from '../exchange.ts';
import { originOf } from '../hosts.ts';
import { el } from '../html.ts';

const BODY = [
  el('main', {}, el('h1', {}, 'Smartcard')),
  el('p', {}, el('button', { id: 'status' }, 'Is it there?')),
  el('p', {}, el('button', { id: 'sign-in' }, 'Sign in')),
  el('p', {}, el('button', { id: 'sign' }, 'Sign the document')),
  el('p', { id: 'outcome', 'data-state': 'idle', role: 'status' }),
];

/** `GET /smartcard`: sign in, and sign a document, with a smartcard. */
const smartcardPage: Handler = () =>
  practicePage({
    title: 'Smartcard (practice)',
    views: [{ name: 'smartcard', body: BODY }],
    script: 'web-eid',
  });

/** `POST /web-eid/challenge` */
const challenge: Handler = ({ session, state }) => ({
  json: { nonce: state.webEid.challenge(session) },
});

/** `POST /web-eid/login` */
const login: Handler = ({ session, body, state, url }) => ({
  // The site knows its own name; nothing that a browser sends decides it.
  json: state.webEid.signIn(session, originOf(url.hostname), body),
});

/** `POST /web-eid/document` */
const document: Handler = ({ state }) => ({ json: { hash: state.webEid.documentHash } });

/** `POST /web-eid/signature` */
const signature: Handler = ({ body, state }) => ({
  json: state.webEid.sign(sent(body, 'certificate'), sent(body, 'signature')),
});

/** The pages and endpoints of a site that takes smartcards by Web eID. */
export const WEB_EID_ROUTES: Routes = {
  'GET /smartcard': smartcardPage,
  'POST /web-eid/challenge': challenge,
  'POST /web-eid/login': login,
  'POST /web-eid/document': document,
  'POST /web-eid/signature': signature,
};
