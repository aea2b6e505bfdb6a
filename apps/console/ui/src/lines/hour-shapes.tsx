import { runsOf } from './scale.ts'
import { TONES, type Series } from './series.ts'

const BAR_MAX = 10
const BAR_GAP = 1
const BAR_MIN_HEIGHT = 2

interface Drawn {
  series: Series
  insetLeft: number
  slot: number
  yOf: (value: number) => number
}

/** Side by side with those of the other series. */
export function Bars({
  series: { values, tone },
  insetLeft,
  slot,
  place,
  places,
  yOf,
}: Drawn & { place: number; places: number }) {
  const barWidth = Math.min(BAR_MAX, (slot * 0.8) / places)
  const margin = (slot - barWidth * places) / 2
  return values.map((value, at) => {
    if (value === null || value === 0) return null
    const height = Math.max(BAR_MIN_HEIGHT, yOf(0) - yOf(value))
    const x = insetLeft + slot * at + margin + barWidth * place
    return (
      <rect
        // oxlint-disable-next-line react/no-array-index-key -- an hour of the drawing has no name but its place
        key={at}
        x={x}
        y={yOf(0) - height}
        width={Math.max(1, barWidth - BAR_GAP)}
        height={height}
        rx={1}
        className={TONES[tone].bar}
      />
    )
  })
}

/** With gaps where there is no value; one between two gaps is a dot. */
export function Line({ series: { values, tone }, insetLeft, slot, yOf }: Drawn) {
  const xOf = (at: number) => insetLeft + slot * (at + 0.5)
  return runsOf(values).map((run) => (
    <g key={run[0]}>
      <polyline
        points={run.map((at) => `${xOf(at)},${yOf(values[at] ?? 0)}`).join(' ')}
        fill="none"
        strokeWidth={2}
        strokeLinejoin="round"
        className={TONES[tone].line}
      />
      {run.map((at) => (
        <circle key={at} cx={xOf(at)} cy={yOf(values[at] ?? 0)} r={2.5} className={TONES[tone].bar} />
      ))}
    </g>
  ))
}
