import { expect, test } from 'vitest';
import { plainPath } from '../../../../shared/portals/plain-path.ts';

test.each([
  ['/%48ome/Login', '/Home/Login'],
  ['/%68%6fme%2DPage', '/home-Page'],
  // A slash, a space and a percent sign that are encoded stand for something else.
  ['/a%2Fb%20c%25', '/a%2Fb%20c%25'],
  ['/%E2%82%AC/%zz/%', '/%E2%82%AC/%zz/%'],
  ['/', '/'],
])('%s is %s', (path, plain) => {
  expect(plainPath(path)).toBe(plain);
});
