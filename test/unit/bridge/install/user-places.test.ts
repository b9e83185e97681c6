import { expect, test } from 'vitest';
import { inUserPlaces, userPlaces } from '../../../../bridge/install/user-places.ts';

test('the usual places', () => {
  expect(userPlaces({}, '/home/a')).toEqual({
    home: '/home/a',
    config: '/home/a/.config',
    wardkey: '/home/a/.local/share/wardkey',
  });
});

test('XDG may say otherwise, by absolute paths only', () => {
  const wishes = { XDG_CONFIG_HOME: '/c', XDG_DATA_HOME: 'relative' };
  const places = userPlaces(wishes, '/home/a');
  expect(places).toMatchObject({ config: '/c', wardkey: '/home/a/.local/share/wardkey' });
  expect(inUserPlaces(places, { base: 'config', path: 'chromium' })).toBe('/c/chromium');
});
