import { describe, expect, it } from 'vitest';
import { judgeImport, judgeNativeOwners, judgePackageOwners, packageOf } from './import-rules.ts';
import { importsOf, projectFiles } from './source-files.ts';

const PRODUCT = /^(shared|extension|bridge)\/.*\.ts$/;

const files = projectFiles().filter((path) => path.endsWith('.ts'));
const product = files.filter((path) => PRODUCT.test(path)).flatMap(importsOf);

describe('imports', () => {
  it('follow the layers of the design', () => {
    const wrong = files
      .flatMap(importsOf)
      .map((found) => [judgeImport(found), found] as const)
      .filter(([judgement]) => judgement !== null)
      .map(([judgement, found]) => `${found.from} imports ${found.specifier}: ${judgement}`);
    expect(wrong).toEqual([]);
  });

  it('reach native libraries through the composition root alone', () => {
    expect(judgeNativeOwners(product)).toEqual([]);
  });

  it('give each outside package one owner', () => {
    expect(judgePackageOwners(product)).toEqual([]);
    expect(product.map(packageOf)).toContain('koffi');
  });

  it('hold sign-in tests to what every tester has', () => {
    const judge = (specifier: string) =>
      judgeImport({ from: 'test/e2e/bad-days/a.test.ts', specifier });
    for (const open of ['vitest', 'node:path', 'wardkey/testing', './b.ts', '../c.ts']) {
      expect(judge(open)).toBeNull();
    }
    for (const closed of [
      'puppeteer',
      'vitest/node',
      'wardkey/other',
      '../../kit/testing.ts',
      '../../virtual/virtual-key.ts',
      '../../../shared/words/words.ts',
      '../../e2e-other/a.ts',
    ]) {
      expect(judge(closed)).not.toBeNull();
    }
  });

  it('are told wrong where they are wrong', () => {
    const judge = (from: string, specifier: string) => judgeImport({ from, specifier });
    expect(judge('shared/rpc/a.ts', '../../bridge/ctap/b.ts')).not.toBeNull();
    expect(judge('bridge/ctap/a.ts', '../webauthn/b.ts')).not.toBeNull();
    expect(judge('bridge/ctap/a.ts', '../transport/nfcctap.ts')).not.toBeNull();
    expect(judge('bridge/ctap/a.ts', '../transport/transport.ts')).toBeNull();
    expect(judge('bridge/cli/a.ts', '../host/b.ts')).not.toBeNull();
    expect(judge('extension/pages/popup/a.ts', '../../background/b.ts')).not.toBeNull();
    expect(judge('extension/pages/popup/a.ts', '../../ui/b.ts')).toBeNull();
    expect(judge('bridge/main.ts', '../test/kit/b.ts')).not.toBeNull();
    expect(judge('bridge/main.ts', 'wardkey/testing')).not.toBeNull();
    const owners = [
      { from: 'bridge/transport/pcsc/library.ts', specifier: 'koffi' },
      { from: 'bridge/cli/a.ts', specifier: '../transport/pcsc/library.ts' },
    ];
    expect(judgeNativeOwners(owners)).toHaveLength(1);
    expect(
      judgePackageOwners([...owners, { from: 'bridge/cli/c.ts', specifier: 'koffi' }]),
    ).toHaveLength(1);
  });
});
