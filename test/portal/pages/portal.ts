import type { Handler } from '../exchange.ts';
import { HOSTS, originOf } from '../hosts.ts';
import { escapeHtml, layout } from './layout.ts';

const AUTHORIZE = `${originOf(HOSTS.entra)}/common/oauth2/v2.0/authorize`;

/** `GET /` of the portal: its start page, or the signed-in page. */
export const portalHome: Handler = ({ session, state }) => {
  const userName = state.signedIn.get(session);
  if (userName === undefined) {
    return layout({
      title: 'NHS.net Connect (practice)',
      main: `<h1>NHS.net Connect</h1><p>Email, files and people directory.</p>
<p><a id="login" href="${AUTHORIZE}">Login</a></p>`,
    });
  }
  return layout({
    title: 'My Profile (practice)',
    main: `<h1>My Profile</h1><p>Signed in as <strong id="signed-in-user">${escapeHtml(userName)}</strong>.</p>
<p><a href="${originOf(HOSTS.mySignIns)}/security-info">Security info</a></p>
<p><a id="logout" href="/Home/Logout">Log out</a></p>`,
  });
};

/** `GET /signin?code=`: the identity provider sends the person back with a one-time code. */
export const portalSignIn: Handler = ({ url, session, state }) => {
  const userName = state.redeemCode(url.searchParams.get('code') ?? '');
  if (userName !== undefined) state.signedIn.set(session, userName);
  return { redirect: '/' };
};

/** `GET /Home/Logout`. */
export const portalLogout: Handler = ({ session, state }) => {
  state.signedIn.delete(session);
  return { redirect: '/' };
};
