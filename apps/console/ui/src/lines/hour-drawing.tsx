import { useTimes } from '../language/times.ts'
import { useWordsOf } from '../language/use-words.ts'
import { FIGURE_WORDS } from './figure-words.ts'
import { runsOf } from './scale.ts'
import { TONES, type Series } from './series.ts'

/** Room for the words of the axis. */
export const INSET_LEFT = 44
const INSET_TOP = 8
const INSET_BOTTOM = 22
const PLOT_HEIGHT = 120
const LABEL_HOURS = 6
const BAR_MAX = 10
const BAR_MIN_HEIGHT = 2

/** Bars and lines above their hours. */
export function HourDrawing({
  width,
  from,
  series,
  top,
  tell,
  chosen,
}: {
  width: number
  from: readonly string[]
  series: readonly Series[]
  top: number
  tell: (value: number) => string
  chosen: number | null
}) {
  const words = useWordsOf(FIGURE_WORDS)
  const { clock } = useTimes()
  const slot = Math.max(0, width - INSET_LEFT) / from.length
  const yOf = (value: number) => INSET_TOP + PLOT_HEIGHT * (1 - value / top)
  const bars = series.filter(({ shape }) => shape === 'bar')
  return (
    <svg aria-hidden="true" width={width} height={INSET_TOP + PLOT_HEIGHT + INSET_BOTTOM} className="block">
      {chosen !== null && (
        <rect
          x={INSET_LEFT + slot * chosen}
          y={0}
          width={slot}
          height={INSET_TOP + PLOT_HEIGHT}
          className="fill-hover"
        />
      )}
      {[0, top / 2, top].map((value) => (
        <g key={value}>
          <line x1={INSET_LEFT} x2={width} y1={yOf(value)} y2={yOf(value)} className="stroke-line" />
          <text
            x={INSET_LEFT - 8}
            y={yOf(value) + 4}
            textAnchor="end"
            className="fill-muted text-xs tabular-nums"
          >
            {value === 0 ? '0' : tell(value)}
          </text>
        </g>
      ))}
      {from.map((at, index) => {
        if (index % LABEL_HOURS !== 0) return null
        return (
          <Label
            key={at}
            x={INSET_LEFT + slot * index}
            anchor={index === 0 ? 'start' : 'middle'}
            text={clock(at)}
          />
        )
      })}
      <Label x={width} anchor="end" text={words.now} />
      {bars.map((one, index) => (
        <Bars key={one.name} series={one} slot={slot} place={index} places={bars.length} yOf={yOf} />
      ))}
      {series
        .filter(({ shape }) => shape === 'line')
        .map((one) => (
          <Line key={one.name} series={one} slot={slot} yOf={yOf} />
        ))}
    </svg>
  )
}

function Label({ x, anchor, text }: { x: number; anchor: 'start' | 'middle' | 'end'; text: string }) {
  return (
    <text
      x={x}
      y={INSET_TOP + PLOT_HEIGHT + 16}
      textAnchor={anchor}
      className="fill-muted text-xs tabular-nums"
    >
      {text}
    </text>
  )
}

interface Drawn {
  series: Series
  slot: number
  yOf: (value: number) => number
}

function Bars({
  series: { values, tone },
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
    const x = INSET_LEFT + slot * at + margin + barWidth * place
    return (
      <rect
        // oxlint-disable-next-line react/no-array-index-key -- an hour of the drawing has no name but its place
        key={at}
        x={x}
        y={yOf(0) - height}
        width={barWidth}
        height={height}
        rx={1}
        className={TONES[tone].bar}
      />
    )
  })
}

/** With gaps where there is no value; one between two gaps is a dot. */
function Line({ series: { values, tone }, slot, yOf }: Drawn) {
  const xOf = (at: number) => INSET_LEFT + slot * (at + 0.5)
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
