import { element, onClick, phoneAnswer, plan, post, show, typed } from './page.ts';

const { first, createPage } = plan();
let method = '';

/** Shows the list as the account is now. */
function showList(): void {
  location.replace('/security-info');
}

/** Shows the number to approve, and goes on when the phone has answered. */
async function tryItOut(): Promise<void> {
  const { number } = await post<{ number: string }>('/practice/app/number', {});
  show('ms-register-try-it-out');
  element('number', HTMLElement).textContent = number;
  const answer = await phoneAnswer('/practice/app/state');
  show(answer === 'approved' ? 'ms-register-approved' : 'ms-register-scan-qr');
}

const FIRST_OF: Readonly<Record<string, string>> = {
  authenticator: 'ms-register-start-app',
  phone: 'security-info-phone',
  'security-key': 'security-info-security-key',
  passkey: 'security-info-security-key',
};

onClick('#add-method', () => show('security-info-add-dialog'));
onClick('[data-method]', (option) => {
  method = option.dataset['method'] ?? '';
  for (const other of document.querySelectorAll('[data-method]')) {
    other.setAttribute('aria-selected', String(other === option));
  }
  const chosen = document.querySelector('[role=combobox]');
  if (chosen) chosen.textContent = option.textContent;
});
onClick('#add-chosen', () => {
  const view = FIRST_OF[method];
  if (view !== undefined) show(view);
});
onClick('#usb-device, #nfc-device', () => location.assign(String(createPage)));
onClick('#name-next', async () => {
  await post('/practice/key/name', { name: typed('TextField12') });
  showList();
});
onClick('[data-go=setup-account]', () => show('ms-register-setup-account'));
onClick('[data-go=scan-qr]', () => show('ms-register-scan-qr'));
onClick('[data-go=try-it-out]', tryItOut);
onClick('[data-go=done]', () => show('ms-register-done'));
onClick('#phone-next', async () => {
  const call = document.querySelector<HTMLInputElement>('[value=call]')?.checked === true;
  await post('/practice/phone', { number: typed('phone-number') });
  show(call ? 'security-info-phone-done/call' : 'security-info-phone-code');
});
onClick('#phone-code-next', () => show('security-info-phone-done'));
onClick('#phone-done, [data-go=list]', showList);
onClick('[data-delete]', async ({ dataset }) => {
  await post('/practice/method/delete', { id: dataset['delete'] });
  showList();
});

show(String(first));
