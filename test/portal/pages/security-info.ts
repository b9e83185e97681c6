import type { Handler } from '../exchange.ts';
import { HOSTS, originOf } from '../hosts.ts';
import { layout } from './layout.ts';

/** `GET /security-info`: where a person adds a security key to the account. */
export const securityInfo: Handler = ({ url }) =>
  layout({
    title: 'My Sign-Ins',
    script: 'security-info',
    plan: { createPage: `${originOf(HOSTS.securityKey)}/common/fido/create` },
    main: `<h1>Security info</h1>
${url.searchParams.has('added') ? '<p id="added" role="status">Security key: added.</p>' : ''}
<p><button type="button" name="Add method" id="add-method">Add sign-in method</button></p>
<div role="dialog" aria-label="Add a sign-in method" id="add-dialog" hidden>
<h2>Add a sign-in method</h2>
<label>Your email<input type="email" id="account" value="sam.jones@nhs.net"></label>
<button type="button" class="ms-Button--primary" id="add-security-key">Security key</button></div>`,
  });
