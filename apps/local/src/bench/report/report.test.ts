import { describe, expect, test } from 'vitest'
import { findLosses, renderLook, toBaseline } from './baseline.ts'
import { drawSvg } from './draw-svg.ts'
import { markdownTable } from './markdown-table.ts'
import { renderMarkdown } from './render-markdown.ts'
import { givenResult } from './result.fixture.ts'
import { holds, ratioOf, toTargets } from './targets.ts'

describe('the targets', () => {
  test('are judged each by its own side: more is better for a ratio, less for time and memory', () => {
    const targets = toTargets(givenResult().measured)
    const missed = targets.filter((target) => !holds(target))
    expect(missed.map(({ name }) => name)).toEqual([
      'full window / naive pipeline',
      'steady rate / naive pipeline',
    ])
    expect(targets.map(({ found }) => Number(found.toFixed(2)))).toEqual([
      0.9, 0.55, 2.05, 0.5, 2, 40, 0.95, 150,
    ])
  })

  test('compare turns that stood beside each other', () => {
    const of = (runs: number[]) => ({ perSecond: { median: 0, runs }, cpuMs: { median: 0, runs: [] } })
    // In its second turn the machine had half of its time for others.
    expect(ratioOf(of([500, 250, 480]), of([1000, 500, 1000]))).toBe(0.5)
  })

  test('that a short run does not measure are not judged', () => {
    const { measured } = givenResult()
    const short = {
      ...measured,
      steady: null,
      growth: [],
      throughput: { ...measured.throughput, naive: null },
    }
    expect(toTargets(short).map(({ name }) => name)).toEqual([
      'ingress / bare route',
      'full window / two bare hops',
      'memory of the sender',
    ])
  })
})

describe('the short form', () => {
  const before = {
    ingressToRoute: 0.9,
    ingressToRouteByCpu: 0.9,
    pipelineToTwoHops: 0.6,
    pipelineToTwoHopsByCpu: 0.3,
  }
  const aLittleSlower = { ...before, ingressToRoute: 0.61, pipelineToTwoHops: 0.41 }

  test('passes what is a little slower', () => {
    expect(findLosses([aLittleSlower], before)).toEqual([])
  })

  test('names what has lost more than a third, be it time or work', () => {
    const slower = { ...before, pipelineToTwoHops: 0.39 }
    expect(findLosses([slower], before)).toEqual(['pipelineToTwoHops'])
    expect(findLosses([{ ...before, pipelineToTwoHopsByCpu: 0.19 }], before)).toEqual([
      'pipelineToTwoHopsByCpu',
    ])
    expect(renderLook(slower, before)).toMatch(/pipelineToTwoHops +\| +0\.390 \| +0\.600 \| SLOWER/)
  })

  test('believes no loss that another look does not show', () => {
    const looks = [
      { ...before, pipelineToTwoHops: 0.1, ingressToRoute: 0.1 },
      { ...before, pipelineToTwoHops: 0.1 },
    ]
    expect(findLosses(looks, before)).toEqual(['pipelineToTwoHops'])
    expect(findLosses([...looks, before], before)).toEqual([])
  })

  test('is judged by a full window, which both forms measure', () => {
    const { measured } = givenResult()
    // A turn that a neighbour has disturbed.
    measured.throughput.twoHop.cpuMs.runs = [0.25, 1]
    expect(toBaseline(measured)).toEqual({
      ingressToRoute: 0.9,
      ingressToRouteByCpu: 1,
      pipelineToTwoHops: 820 / 1500,
      pipelineToTwoHopsByCpu: 0.25,
    })
  })
})

describe('the report', () => {
  test('says of each target what was found, what is wanted, and whether it holds', () => {
    const report = renderMarkdown(givenResult())
    expect(report).toContain('# 2026-11-28, commit abc1234')
    expect(report).toMatch(/\| ingress \/ bare route +\| +0\.90 \| +at least 0\.80 \| +holds \|/)
    expect(report).toMatch(/\| steady rate \/ naive pipeline +\| +2\.00 \| +at least 6\.00 \| MISSED \|/)
  })

  test('keeps its tables whole, whatever a statement holds', () => {
    const lines = renderMarkdown(givenResult()).split('\n')
    expect(lines.find((line) => line.includes('SELECT a'))?.split('|')).toHaveLength(5)
  })

  test('has columns as wide as what stands in them', () => {
    expect(
      markdownTable(
        ['what', 'n'],
        [
          ['a', '10'],
          ['longer', '7'],
        ],
      ),
    ).toBe(['| what   |   n |', '| ------ | --: |', '| a      |  10 |', '| longer |   7 |'].join('\n'))
  })
})

describe('the picture', () => {
  test('has a bar for each target and for each load, and escapes what it is told', () => {
    const svg = drawSvg(givenResult())
    expect(svg).toContain('A &lt;fast> one')
    for (const words of ['0.90 of 0.8', '2.00 of 6', '40 of 50 ms', 'at 50 % (100/s), p99'])
      expect(svg).toContain(words)
    expect(svg.trimEnd().endsWith('</svg>')).toBe(true)
  })

  test('draws what has twice of what is wanted no further than the track', () => {
    const result = givenResult()
    result.measured.throughput.naive = null
    result.measured.acknowledging.ingress.perSecond.runs = [9000]
    const widths = [...drawSvg(result).matchAll(/<rect x="250"[^>]* width="(\d+)"/g)].map(([, width]) =>
      Number(width),
    )
    expect(Math.max(...widths)).toBe(360)
  })
})
