import { expect } from 'vitest'
import type { Finding, Group } from '../src/report.ts'
import { runDoctor } from '../src/run-doctor.ts'
import type { Installation } from './installation.ts'

/** What is wrong, how it comes to be, and what the doctor then writes: mark and name, what it found, what to do. */
export type Case = [
  what: string,
  breakIt: (house: Installation) => unknown,
  mark: string,
  found: RegExp,
  remedy: RegExp,
]

const MARKS = { ok: '✓', warn: '!', fail: '✗', skipped: '-' }

export function examine({ config, eyes }: Installation): Promise<Group[]> {
  return runDoctor(config, 'the tests', eyes)
}

export function expectFinding(
  groups: readonly Group[],
  title: string,
  mark: string,
  found: RegExp,
  remedy = /^$/,
): void {
  const group = groups.find((group) => group.title === title)
  expect(group?.findings.map(markOf)).toContain(mark)
  const finding = group?.findings.find((finding) => markOf(finding) === mark)
  expect(finding?.found).toMatch(found)
  expect(finding?.remedy.join('\n')).toMatch(remedy)
}

/** All that is not well, as `Postgres ✗ reachable`. */
export function unwell(groups: readonly Group[]): string[] {
  return groups.flatMap(({ title, findings }) =>
    findings.filter(({ status }) => status !== 'ok').map((finding) => `${title} ${markOf(finding)}`),
  )
}

function markOf({ status, name }: Finding): string {
  return `${MARKS[status]} ${name}`
}
