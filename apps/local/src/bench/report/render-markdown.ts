import type { Measured } from '../run-bench.ts'
import { markdownTable } from './markdown-table.ts'
import {
  renderLatency,
  renderMemory,
  renderRates,
  renderStages,
  renderStatements,
} from './measured-tables.ts'
import type { BenchResult } from './result.ts'
import { holds, toTargets, type Target } from './targets.ts'

/** The whole result, as it stands in `bench/results` and on the screen. */
export function renderMarkdown(result: BenchResult): string {
  const { measured, machine, versions } = result
  const versionsText = Object.entries(versions).map(([name, version]) => `${name} ${version}`)
  return [
    `# ${result.at.slice(0, 10)}, commit ${result.commit}${result.isDirty ? ' and changes' : ''}`,
    `${result.form}, ${result.seconds} s, on ${machine.cores} cores of ${machine.cpu}, ${machine.memoryGb} GB, ${machine.system}; ` +
      `load before: ${machine.loadBefore.toFixed(1)}. ${versionsText.join(', ')}. What plays guests and WAHA was busy for ` +
      `${Math.round(measured.worldBusiest * 100)} % of the time at most; others had ${Math.round(measured.othersShare * 100)} % of the processors.`,
    renderTargets(measured),
    renderRates(measured),
    renderLatency(measured),
    renderStages(measured),
    renderMemory(measured),
    renderStatements(measured),
  ]
    .filter((part) => part !== '')
    .join('\n\n')
    .concat('\n')
}

function renderTargets(measured: Measured): string {
  const show = ({ unit }: Target, value: number) =>
    unit === '' ? value.toFixed(2) : `${Math.round(value)} ${unit}`
  return markdownTable(
    ['target', 'found', 'wanted', ''],
    toTargets(measured).map((target) => [
      target.name,
      show(target, target.found),
      `${target.better === 'above' ? 'at least' : 'at most'} ${show(target, target.wanted)}`,
      holds(target) ? 'holds' : 'MISSED',
    ]),
  )
}
