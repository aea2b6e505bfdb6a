// What runs at `npm install` runs as whoever installs: each script of a package is allowed or refused in package.json, by name, and
// each package is one from a registry, whose bytes the lock file knows. Takes the folder of both files, by default this one's parent.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const root = process.argv[2] ?? join(import.meta.dirname, '..')
const read = (file) => JSON.parse(readFileSync(join(root, file), 'utf8'))

const decided = read('package.json').allowScripts ?? {}
const locked = Object.entries(read('package-lock.json').packages)
  .filter(([path, { link }]) => path.includes('node_modules/') && !link)
  .map(([path, facts]) => ({ name: facts.name ?? path.split('node_modules/').at(-1), ...facts }))
const scripted = new Set(locked.filter(({ hasInstallScript }) => hasInstallScript).map(({ name }) => name))

const findings = [
  ...[...scripted]
    .filter((name) => typeof decided[name] !== 'boolean')
    .map((name) => `${name} has an install script: allow or refuse it in package.json's allowScripts`),
  ...Object.keys(decided)
    .filter((name) => !scripted.has(name))
    .map((name) => `${name} stands in package.json's allowScripts and has no install script`),
  ...locked
    .filter(({ integrity }) => !integrity)
    .map(({ name }) => `${name} is locked without its integrity`),
  ...locked.filter((facts) => !isFromRegistry(facts)).map(({ name }) => `${name} comes from no registry`),
]

if (findings.length > 0) {
  console.error(`What npm would install needs a look:\n  ${findings.join('\n  ')}`)
  process.exit(1)
}

/** An address that isn't locked is the registry's. */
function isFromRegistry({ name, version, resolved }) {
  if (resolved === undefined) return true
  const file = `${name.split('/').at(-1)}-${version}.tgz`
  return resolved.startsWith('https://') && resolved.endsWith(`/${name}/-/${file}`)
}
