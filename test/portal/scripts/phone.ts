import { plan, post, show, until } from './page.ts';

const { isAsked } = plan();
show();
await until(
  () => post<{ isAsked: boolean }>('/state', {}),
  (now) => now.isAsked !== isAsked,
);
location.replace('/');
