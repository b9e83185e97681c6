import { element, onClick, onSubmit, phoneAnswer, plan, post, show, typed } from './page.ts';

const { first, securityKeyPage, userName: known } = plan();
let userName = String(known ?? '');

/** Shows a view and writes into it whom it is about. */
function showFor(name: string): void {
  show(name);
  const account = document.getElementById('displayName');
  if (account === null) return;
  account.textContent = userName;
  account.title = userName;
}

function complain(id: string, words: string): void {
  element(id, HTMLElement).textContent = words;
}

function toSecurityKey(): void {
  const target = new URL(String(securityKeyPage));
  if (userName !== '') target.searchParams.set('login_hint', userName);
  location.assign(target);
}

async function goTo(view: string): Promise<void> {
  if (view === 'entra-number-match') return askPhone();
  showFor(view);
}

/** Shows the number, and goes on when the phone has answered. */
async function askPhone(): Promise<void> {
  const { number } = await post<{ number: string }>('/practice/number', {});
  showFor('entra-number-match');
  const sign = document.querySelector('.displaySign');
  if (sign) sign.textContent = number;
  const answer = await phoneAnswer('/practice/number/state');
  showFor(answer === 'approved' ? 'entra-kmsi' : 'entra-mfa-failed');
}

async function finish(): Promise<void> {
  const { location: next } = await post<{ location: string }>('/practice/finish', {});
  location.assign(next);
}

onSubmit('[data-step=username]', () => {
  userName = typed('i0116');
  if (userName.includes('@')) showFor('entra-cred-picker');
  else complain('usernameError', 'Enter a valid email address.');
});

onSubmit('[data-step=password]', async () => {
  const answer = { userName, password: typed('i0118') };
  const { next } = await post<{ next: string | null }>('/practice/password', answer);
  if (next === null) complain('passwordError', 'Your account or password is incorrect.');
  else await goTo(next);
});

onSubmit('[data-step=kmsi]', finish);
onSubmit('[data-step=more-info]', async () => {
  const { location: next } = await post<{ location: string }>('/practice/proof-up', {});
  location.assign(next);
});

onClick('[data-step=kmsi] #idBtn_Back', finish);
onClick('[data-step=password] #idBtn_Back', () => showFor('entra-username'));
onClick('[data-test-cred-id="7"], #idA_PWD_SwitchToFido', toSecurityKey);
onClick('[data-test-cred-id="1"], [data-test-cred-id="2"]', () => showFor('entra-password'));
onClick('#idA_PWD_SwitchToCredPicker', () => showFor('entra-cred-picker'));
onClick('#signInAnotherWay', () => showFor('entra-mfa-choose'));
onClick('[data-value=FidoKey]', toSecurityKey);
onClick('[data-value=PhoneAppNotification], #idA_SAASTO_Resend', askPhone);
onClick('#aadTile', () => showFor('entra-cred-picker'));
onClick('#otherTile', () => showFor('entra-username'));

showFor(String(first));
