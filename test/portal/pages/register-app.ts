import type { PageId } from '../../../shared/portals/pages-on.ts';
import { el, type HtmlNode } from '../html.ts';
import type { Shape } from '../shape.ts';
import { button, link, text } from './parts.ts';
import { primary, securityInfo, withDialog } from './security-info.ts';

const HEADING = 'Microsoft Authenticator';

/** A step of adding the Authenticator app: a dialog over "Security info". */
function step(
  id: PageId,
  heading: string,
  next: string,
  go: string,
  ...children: HtmlNode[]
): Shape {
  const { url, title } = securityInfo;
  return {
    id,
    url,
    title,
    main: (look) =>
      withDialog(
        look,
        HEADING,
        el('h3', {}, heading),
        ...children,
        ...(next === '' ? [] : [primary(next, { 'data-go': go })]),
      ),
  };
}

/** First the app has to be on the phone. */
export const registerStartApp: Shape = step(
  'ms-register-start-app',
  'Start by getting the app',
  'Next',
  'setup-account',
  text(
    'On your phone, install the Microsoft Authenticator app. ',
    link('Download now', { id: 'download-now' }),
  ),
);

/** What the app will ask. */
export const registerSetupAccount: Shape = step(
  'ms-register-setup-account',
  'Set up your account',
  'Next',
  'scan-qr',
  text('If the app asks, allow notifications. Then add an account, and choose "Work or school".'),
);

/** The picture that ties the app to the account. */
export const registerScanQr: Shape = step(
  'ms-register-scan-qr',
  'Scan the QR code',
  'Next',
  'try-it-out',
  text('Use the Microsoft Authenticator app to scan the QR code.'),
  el('div', { role: 'img', 'aria-label': 'QR code', class: 'picture' }),
  button("Can't scan image?", { class: 'plain' }),
);

/** A first number to approve; nothing may read it. */
export const registerTryItOut: Shape = step(
  'ms-register-try-it-out',
  'Let’s try it out',
  '',
  '',
  text('Approve the notification we are sending to your app by entering the number shown below.'),
  el('div', { class: 'displaySign', id: 'number' }, '42'),
  primary('Next', { disabled: true }),
);

/** The app has answered. */
export const registerApproved: Shape = step(
  'ms-register-approved',
  'Notification approved',
  'Next',
  'done',
);

/** All of it is set up. */
export const registerDone: Shape = step(
  'ms-register-done',
  'Success!',
  'Done',
  'list',
  text('Great job! You have successfully set up your security info. Default sign-in method:'),
);
