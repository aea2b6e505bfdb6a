import { styleText } from 'node:util'
import { countFindings, type Finding, type Group, type Status } from './report.ts'

const MARKS: Record<Status, string> = { ok: '✓', warn: '!', fail: '✗', skipped: '-' }
const COLOURS = { ok: 'green', warn: 'yellow', fail: 'red', skipped: 'gray' } as const

/** For people: a line for each finding, and below it what to do. */
export function renderReport(groups: readonly Group[], { isColoured }: { isColoured: boolean }): string {
  const findings = groups.flatMap((group) => group.findings)
  const width = Math.max(...findings.map(({ name }) => name.length))
  const paint = (status: Status, text: string) => (isColoured ? styleText(COLOURS[status], text) : text)
  const lines = ({ status, name, found, remedy }: Finding) => [
    `  ${paint(status, MARKS[status])} ${name.padEnd(width)}  ${found}`,
    ...remedy.map((step) => `      → ${step}`),
  ]
  const body = groups.flatMap(({ title, findings }) => [title, ...findings.flatMap(lines), ''])
  return `${[...body, summary(groups)].join('\n')}\n`
}

/** For machines. */
export function renderJson(groups: readonly Group[]): string {
  return `${JSON.stringify({ status: verdict(groups), counts: countFindings(groups), groups }, null, 2)}\n`
}

export function verdict(groups: readonly Group[]): Exclude<Status, 'skipped'> {
  const { fail, warn } = countFindings(groups)
  return fail > 0 ? 'fail' : warn > 0 ? 'warn' : 'ok'
}

function summary(groups: readonly Group[]): string {
  const { ok, warn, fail, skipped } = countFindings(groups)
  const parts = [
    `${ok} fine`,
    ...(skipped > 0 ? [`${skipped} not seen`] : []),
    ...(warn > 0 ? [`${warn} to look at`] : []),
    ...(fail > 0 ? [`${fail} wrong`] : []),
  ]
  return `${parts.join(', ')}.`
}
