// Whether an advisory of weight stands against anything that production installs. Asks the registry: 1 if one does, 2 if it can't be
// asked, and then nothing is known.
import { spawnSync } from 'node:child_process'

const GRAVE = new Set(['high', 'critical'])

const { stdout } = spawnSync('npm', ['audit', '--omit=dev', '--json'], { encoding: 'utf8' })
const report = parse(stdout)

if (report?.vulnerabilities === undefined) {
  console.error(
    `The registry could not be asked for advisories: ${report?.message ?? 'npm audit gave no report'}.`,
  )
  process.exit(2)
}
const all = Object.values(report.vulnerabilities)
const grave = all.filter(({ severity }) => GRAVE.has(severity))
for (const { name, range, severity } of grave) console.error(`${name} ${range}: ${severity}`)
console.log(`${all.length} packages with advisories, ${grave.length} of them high or critical.`)
process.exit(grave.length > 0 ? 1 : 0)

function parse(text) {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
