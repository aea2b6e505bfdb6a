import { KINDS, type Call, type Kind } from './call-tree.ts'

const WIDTH = 1400
const MARGIN = 16
const ROW = 17
const HEAD = 66
/** A narrower box shows nothing, and there are thousands of them. */
const BOX_MIN = 0.7
/** Of a letter at 11 px, where all are as wide. */
const LETTER = 6.7
const INK = '#1f2933'
const QUIET = '#52606d'
const COLOURS: Record<Kind, string> = {
  ours: '#f6ad55',
  dependency: '#faf089',
  node: '#9ae6b4',
  native: '#bcccdc',
  gc: '#feb2b2',
}
const LEGEND: Record<Kind, string> = {
  ours: 'Bellhop',
  dependency: 'dependencies',
  node: 'Node',
  native: 'native',
  gc: 'garbage collector',
}

/** As a flame graph: a box is as wide as the time in it, and stands on what called it. Its title says all when it is pointed at. */
export function drawFlame(root: Call, heading: string, caption: string): string {
  const boxes = layOut(root)
  const depth = 1 + Math.max(0, ...boxes.map(({ level }) => level))
  const height = HEAD + depth * ROW + MARGIN
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" font-family="ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="11" fill="${INK}">`,
    `<rect width="${WIDTH}" height="${height}" fill="#ffffff"/>`,
    `<text x="${MARGIN}" y="24" font-size="15">${escape(heading)}</text>`,
    `<text x="${MARGIN}" y="44" fill="${QUIET}">${escape(caption)}</text>`,
    ...drawLegend(),
    ...boxes.map((box) => drawBox(box, height - MARGIN - (box.level + 1) * ROW, root.totalUs)),
    '</svg>\n',
  ].join('\n')
}

interface Box {
  call: Call
  x: number
  width: number
  level: number
}

/** All that can be seen, the root first and lowest. */
function layOut(root: Call): Box[] {
  const scale = (WIDTH - 2 * MARGIN) / root.totalUs
  const place = (call: Call, x: number, level: number): Box[] => {
    const width = call.totalUs * scale
    if (width < BOX_MIN) return []
    let next = x
    const above = call.calls.flatMap((called) => {
      const boxes = place(called, next, level + 1)
      next += called.totalUs * scale
      return boxes
    })
    return [{ call, x, width, level }, ...above]
  }
  return root.totalUs > 0 ? place(root, MARGIN, 0) : []
}

function drawBox({ call, x, width, level }: Box, y: number, allUs: number): string {
  const share = (us: number) => `${((us / allUs) * 100).toFixed(1)} %`
  const named = level === 0 ? 'all' : call.name === call.package ? call.name : `${call.name} ${call.package}`
  const title = `${named} ${call.file}: ${(call.totalUs / 1000).toFixed(0)} ms, ${share(call.totalUs)}; itself ${share(call.selfUs)}`
  const letters = Math.floor((width - 4) / LETTER)
  const cut = named.length <= letters ? named : letters < 3 ? '' : `${named.slice(0, letters - 1)}…`
  const text = cut && `<text x="${(x + 3).toFixed(1)}" y="${y + 12}">${escape(cut)}</text>`
  return `<g><title>${escape(title)}</title><rect x="${x.toFixed(1)}" y="${y}" width="${Math.max(0.4, width - 0.4).toFixed(1)}" height="${ROW - 1}" fill="${COLOURS[call.kind]}"/>${text}</g>`
}

function drawLegend(): string[] {
  return KINDS.map((kind, at) => {
    const x = WIDTH - MARGIN - (KINDS.length - at) * 135
    return `<rect x="${x}" y="14" width="11" height="11" fill="${COLOURS[kind]}"/><text x="${x + 17}" y="24">${LEGEND[kind]}</text>`
  })
}

function escape(words: string): string {
  return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}
