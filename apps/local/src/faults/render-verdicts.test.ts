import { expect, test } from 'vitest'
import { renderVerdicts } from './render-verdicts.ts'

const held = { invariant: 'I1', promise: 'stored', faults: 'kill x2', events: '5 rows', violations: [] }

test('each verdict is a line with what was done, what was looked at, and how often it was broken', () => {
  const broken = { ...held, invariant: 'I2', violations: ['lost 3A1', 'lost 3A2'] }
  const [, head, first, second, ...rest] = renderVerdicts([held, broken]).split('\n')
  expect(head).toMatch(/invariant +promise +faults injected +events +violations/)
  expect(first).toMatch(/^ {2}held +I1 +stored +kill x2 +5 rows +0$/)
  expect(second).toMatch(/^ {2}BROKEN +I2 .* 2$/)
  expect(rest.slice(0, 2).map((line) => line.trim())).toEqual(['lost 3A1', 'lost 3A2'])
})

test('of many violations the first are shown, and how many more there are', () => {
  const violations = Array.from({ length: 20 }, (_, index) => `lost ${index}`)
  expect(renderVerdicts([{ ...held, violations }])).toContain('and 12 more')
})
