import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import type { Handler } from './exchange.ts';
import { HOSTS, originOf } from './hosts.ts';

/** `POST /fido/create/options` */
export const createOptions: Handler = async ({ session, body, state }) => ({
  json: await state.relyingParty.registrationOptions(session, userNameOf(body)),
});

/** `POST /fido/create/verify` */
export const createVerify: Handler = async ({ session, body, state }) => ({
  // The library checks every member of what the page sent.
  json: { verified: await state.relyingParty.register(session, body as RegistrationResponseJSON) },
});

/** `POST /fido/get/options` */
export const getOptions: Handler = async ({ session, body, state }) => ({
  json: await state.relyingParty.authenticationOptions(session, userNameOf(body)),
});

/** `POST /fido/get/verify`: where to go on, or `null` when the sign-in was refused. */
export const getVerify: Handler = async ({ session, body, state }) => {
  const answer = body as AuthenticationResponseJSON;
  const userName = await state.relyingParty.authenticate(session, answer);
  return {
    json: {
      next:
        userName === null
          ? null
          : `${originOf(HOSTS.portal)}/signin?code=${state.issueCode(userName)}`,
    },
  };
};

function userNameOf(body: unknown): string {
  return body instanceof Object && 'userName' in body ? String(body.userName) : '';
}
