import { post, show } from './page.ts';

show();
const { done } = await post<{ done: boolean }>('/openam/UI/card', {});
show(done ? 'cis2-role' : 'cis2-smartcard/failed');
