import { useTimes } from '../language/times.ts'
import { useWordsOf } from '../language/use-words.ts'
import { FIGURE_WORDS } from './figure-words.ts'
import { Bars, Line } from './hour-shapes.tsx'
import type { Series } from './series.ts'

const INSET_TOP = 8
const INSET_BOTTOM = 22
const PLOT_HEIGHT = 120
const LABEL_HOURS = 6

/** Bars and lines above their hours. */
export function HourDrawing({
  width,
  insetLeft,
  from,
  series,
  top,
  tell,
  chosen,
}: {
  width: number
  /** Room for the words of the axis. */
  insetLeft: number
  from: readonly string[]
  series: readonly Series[]
  top: number
  tell: (value: number) => string
  chosen: number | null
}) {
  const words = useWordsOf(FIGURE_WORDS)
  const { clock } = useTimes()
  const slot = Math.max(0, width - insetLeft) / from.length
  const yOf = (value: number) => INSET_TOP + PLOT_HEIGHT * (1 - value / top)
  const bars = series.filter(({ shape }) => shape === 'bar')
  return (
    <svg aria-hidden="true" width={width} height={INSET_TOP + PLOT_HEIGHT + INSET_BOTTOM} className="block">
      {chosen !== null && (
        <rect
          x={insetLeft + slot * chosen}
          y={0}
          width={slot}
          height={INSET_TOP + PLOT_HEIGHT}
          className="fill-hover"
        />
      )}
      {[0, top / 2, top].map((value) => (
        <g key={value}>
          <line x1={insetLeft} x2={width} y1={yOf(value)} y2={yOf(value)} className="stroke-line" />
          <text
            x={insetLeft - 8}
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
            x={insetLeft + slot * index}
            anchor={index === 0 ? 'start' : 'middle'}
            text={clock(at)}
          />
        )
      })}
      <Label x={width} anchor="end" text={words.now} />
      {bars.map((one, index) => (
        <Bars
          key={one.name}
          series={one}
          insetLeft={insetLeft}
          slot={slot}
          place={index}
          places={bars.length}
          yOf={yOf}
        />
      ))}
      {series
        .filter(({ shape }) => shape === 'line')
        .map((one) => (
          <Line key={one.name} series={one} insetLeft={insetLeft} slot={slot} yOf={yOf} />
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
