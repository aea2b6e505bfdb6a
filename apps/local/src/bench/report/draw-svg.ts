import type { BenchResult } from './result.ts'
import { holds, toTargets, type Target } from './targets.ts'

const WIDTH = 760
const ROW = 26
const LABEL = 250
const BAR_MAX = 360
const COLOURS = {
  ground: '#ffffff',
  ink: '#1f2933',
  quiet: '#6b7785',
  holds: '#2f855a',
  missed: '#c05621',
  track: '#e5e9ee',
}

/**
 * The targets as bars: a bar that reaches the line has what was wanted, and is as much longer as it is better. Below, what a reply took
 * at each load.
 */
export function drawSvg(result: BenchResult): string {
  const targets = toTargets(result.measured)
  const latency = result.measured.steady?.latency ?? []
  const slowest = Math.max(1, ...latency.map(({ p99 }) => p99))
  const top = 64
  const below = top + targets.length * ROW + 40
  const height = below + latency.length * ROW * 2 + 24
  const line = LABEL + BAR_MAX / 2
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="system-ui, sans-serif" font-size="13">`,
    `<rect width="${WIDTH}" height="${height}" fill="${COLOURS.ground}"/>`,
    text(
      16,
      28,
      `Bellhop against its targets, ${result.at.slice(0, 10)}, ${result.commit}`,
      COLOURS.ink,
      'font-size="16"',
    ),
    text(
      16,
      48,
      `${result.machine.cores} cores, ${result.machine.cpu}; the line is what is wanted`,
      COLOURS.quiet,
    ),
    ...targets.map((target, at) => drawTarget(target, top + at * ROW)),
    `<line x1="${line}" x2="${line}" y1="${top - 4}" y2="${top + targets.length * ROW}" stroke="${COLOURS.ink}" stroke-dasharray="3 3"/>`,
    ...(latency.length > 0
      ? [text(16, below - 10, 'From webhook to reply', COLOURS.ink, 'font-weight="600"')]
      : []),
    ...latency.flatMap(({ share, perSecond, p50, p99 }, at) => {
      const y = below + at * ROW * 2
      const label = `at ${Math.round(share * 100)} % (${Math.round(perSecond)}/s)`
      return [
        drawBar(y, `${label}, p50`, p50 / slowest, `${p50.toFixed(1)} ms`, COLOURS.holds),
        drawBar(y + ROW, `${label}, p99`, p99 / slowest, `${p99.toFixed(1)} ms`, COLOURS.quiet),
      ]
    }),
    '</svg>\n',
  ].join('\n')
}

/** Half of the track is what is wanted. */
function drawTarget(target: Target, y: number): string {
  const { name, found, wanted, better, unit } = target
  const share = better === 'above' ? found / wanted : wanted / found
  const shown = unit === '' ? `${found.toFixed(2)} of ${wanted}` : `${Math.round(found)} of ${wanted} ${unit}`
  return drawBar(y, name, share / 2, shown, holds(target) ? COLOURS.holds : COLOURS.missed)
}

function drawBar(y: number, label: string, share: number, shown: string, colour: string): string {
  const width = Math.round(Math.min(1, Math.max(0, share)) * BAR_MAX)
  return [
    text(LABEL - 12, y + 15, label, COLOURS.ink, 'text-anchor="end"'),
    `<rect x="${LABEL}" y="${y + 3}" width="${BAR_MAX}" height="${ROW - 9}" fill="${COLOURS.track}"/>`,
    `<rect x="${LABEL}" y="${y + 3}" width="${width}" height="${ROW - 9}" fill="${colour}"/>`,
    text(LABEL + BAR_MAX + 10, y + 15, shown, COLOURS.ink),
  ].join('\n')
}

function text(x: number, y: number, words: string, colour: string, more = ''): string {
  const safe = words.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  return `<text x="${x}" y="${y}" fill="${colour}" ${more}>${safe}</text>`
}
