/** What is drawn: a value for each hour, or none. */
export interface Series {
  name: string
  values: readonly (number | null)[]
  shape: 'bar' | 'line'
  tone: keyof typeof TONES
}

export const TONES = {
  accent: { swatch: 'bg-accent', bar: 'fill-accent', line: 'stroke-accent' },
  plain: { swatch: 'bg-border', bar: 'fill-border', line: 'stroke-border' },
  bad: { swatch: 'bg-bad', bar: 'fill-bad', line: 'stroke-bad' },
}
