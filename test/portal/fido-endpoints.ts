import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import { type Handler, sent } from './exchange.ts';
import { HOSTS } from './hosts.ts';
import { carry } from './sites/arrival.ts';

/** `POST /fido/create/options` */
export const createOptions: Handler = async ({ session, body, state }) => ({
  json: await state.relyingParty.registrationOptions(session, sent(body, 'userName')),
});

/** `POST /fido/create/verify` */
export const createVerify: Handler = async ({ session, body, state }) => {
  // The library checks every member of what the page sent.
  const answer = body as RegistrationResponseJSON;
  const verified = await state.relyingParty.register(session, answer);
  const userName = state.relyingParty.ownerOf(answer.id);
  if (verified && userName !== undefined) state.accounts.nameNewestKey(userName);
  return { json: { verified } };
};

/** `POST /fido/get/options` */
export const getOptions: Handler = async ({ session, body, state }) => ({
  json: await state.relyingParty.authenticationOptions(session, sent(body, 'userName')),
});

/** `POST /fido/get/verify`: where to go on, or `null` when the sign-in was refused. */
export const getVerify: Handler = async ({ session, body, state }) => {
  const answer = body as AuthenticationResponseJSON;
  const userName = await state.relyingParty.authenticate(session, answer);
  return {
    json: { next: userName === null ? null : carry(state, userName, HOSTS.portal) },
  };
};
