import { plan, post, show } from './page.ts';

/** How often the phone looks whether somebody asks, in milliseconds. */
const LOOK_MS = 300;

const { isAsked } = plan();
show();
setInterval(async () => {
  const now = await post<{ isAsked: boolean }>('/state', {});
  if (now.isAsked !== isAsked) location.replace('/');
}, LOOK_MS);
