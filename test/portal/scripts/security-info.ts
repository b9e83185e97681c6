import { element, plan } from './page.ts';

element('add-method', HTMLButtonElement).addEventListener('click', () => {
  element('add-dialog', HTMLElement).hidden = false;
});

element('add-security-key', HTMLButtonElement).addEventListener('click', () => {
  const target = new URL(String(plan()['createPage']));
  target.searchParams.set('login_hint', element('account', HTMLInputElement).value);
  location.assign(target);
});
