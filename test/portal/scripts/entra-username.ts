import { element, plan } from './page.ts';

const username = element('i0116', HTMLInputElement);
const ways = element('credentialList', HTMLElement);
const emailStep = element('i0281', HTMLFormElement);

emailStep.addEventListener('submit', (event) => {
  event.preventDefault();
  if (!username.value.includes('@')) {
    element('usernameError', HTMLElement).textContent = 'Enter a valid email address.';
    return;
  }
  emailStep.hidden = true;
  ways.hidden = false;
});

ways.addEventListener('click', (event) => {
  if (!(event.target instanceof HTMLButtonElement)) return;
  const target = new URL(String(plan()['securityKeyPage']));
  target.searchParams.set('login_hint', username.value);
  location.assign(target);
});
