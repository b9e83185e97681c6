import type { Handler } from '../exchange.ts';
import { HOSTS, originOf } from '../hosts.ts';
import { layout } from './layout.ts';

/** `GET /common/oauth2/v2.0/authorize`: the email step, with the ids of Entra's own page. */
export const entraUsername: Handler = () =>
  layout({
    title: 'Sign in to your account',
    pageId: 'ConvergedSignIn',
    script: 'entra-username',
    plan: { securityKeyPage: `${originOf(HOSTS.securityKey)}/common/fido/get` },
    main: `<form id="i0281" novalidate>
<div role="heading" aria-level="1">Sign in</div>
<div id="usernameError" role="alert"></div>
<label>Email, phone, or Skype<input type="email" name="loginfmt" id="i0116" autocomplete="off"></label>
<p><a id="cantAccessAccount" href="#">Can’t access your account?</a></p>
<p><button type="submit" id="idSIButton9">Next</button></p></form>
<div id="credentialList" hidden>
<div role="heading" aria-level="1">Choose a way to sign in</div>
<button type="button" data-test-cred-id="7">Face, fingerprint, PIN or security key</button></div>`,
  });
