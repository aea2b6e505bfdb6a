// `npm install` may leave a platform's binary out of the lock file without a word; `npm ci` then fails on every machine.
import { readFileSync } from 'node:fs'

const { packages } = JSON.parse(readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8'))
const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
  Object.keys(optionalDependencies)
    .filter((name) => !isLocked(path, name))
    .map((name) => `${path || 'the root'} wants ${name}`),
)

if (missing.length > 0) {
  console.error(`package-lock.json lacks optional dependencies:\n  ${missing.join('\n  ')}`)
  process.exit(1)
}

/** Node finds a package in the node_modules of any folder above. */
function isLocked(path, name) {
  if (packages[`${path}${path && '/'}node_modules/${name}`]) return true
  return path !== '' && isLocked(path.slice(0, Math.max(0, path.lastIndexOf('/'))), name)
}
