import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'

const ROOT = join(import.meta.dirname, '..')
const SCRIPT = join(import.meta.dirname, 'check-install-scripts.mjs')
const ESBUILD = 'node_modules/esbuild'

interface Files {
  manifest: { allowScripts: Record<string, unknown> }
  packages: Record<string, Record<string, unknown>>
}

/** Runs the check over this repository's own files, after something has happened to them. */
function checkAfter(change: (files: Files) => void): { status: number | null; said: string } {
  const manifest = readJson('package.json') as Files['manifest']
  const lock = readJson('package-lock.json') as Pick<Files, 'packages'>
  change({ manifest, packages: lock.packages })
  const folder = mkdtempSync(join(tmpdir(), 'bellhop-lock-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest))
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify(lock))
  const { status, stderr } = spawnSync(process.execPath, [SCRIPT, folder], { encoding: 'utf8' })
  return { status, said: stderr }
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(join(ROOT, file), 'utf8'))
}

test('each install script of a dependency is decided on, and every dependency is a known one of a registry', () => {
  expect(checkAfter(() => {})).toEqual({ status: 0, said: '' })
})

const PLANTED = { version: '1.0.0', integrity: 'sha512-x', hasInstallScript: true }

test.for<[string, (files: Files) => void, string]>([
  [
    'a new package with an install script',
    ({ packages }) => (packages['node_modules/planted'] = PLANTED),
    'planted has an install script',
  ],
  [
    'one deep below another package',
    ({ packages }) => (packages['node_modules/fastify/node_modules/@evil/planted'] = PLANTED),
    '@evil/planted has an install script',
  ],
  [
    'one under the name of an allowed one',
    ({ packages }) => (packages[ESBUILD] = { ...PLANTED, name: 'not-esbuild' }),
    'not-esbuild has an install script',
  ],
  [
    'a decision that is none',
    ({ manifest }) => (manifest.allowScripts['esbuild'] = 'later'),
    'esbuild has an install script',
  ],
  [
    'an allowance for nobody',
    ({ manifest }) => (manifest.allowScripts['left-over'] = true),
    'left-over stands in',
  ],
  [
    'a package without its integrity',
    ({ packages }) => delete packages[ESBUILD]?.['integrity'],
    'esbuild is locked without',
  ],
  [
    'a package from a repository',
    ({ packages }) => (packages[ESBUILD] = { ...packages[ESBUILD], resolved: 'git+ssh://git@x/y.git#1' }),
    'esbuild comes from no registry',
  ],
  [
    'a package of another name at a registry',
    ({ packages }) =>
      (packages[ESBUILD] = {
        ...packages[ESBUILD],
        version: '1.0.0',
        resolved: 'https://x/esbui1d/-/esbui1d-1.0.0.tgz',
      }),
    'esbuild comes from no registry',
  ],
])('%s is found', ([, plant, finding]) => {
  const { status, said } = checkAfter(plant)
  expect(status).toBe(1)
  expect(said).toContain(finding)
})
