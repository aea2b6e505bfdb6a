import { useState, type KeyboardEvent, type PointerEvent } from 'react'

import { HourDrawing } from './hour-drawing.tsx'
import { TONES, type Series } from './series.ts'
import { useWidth } from './use-width.ts'

const INSET = 12
/** Of an axis' words, at most. */
const LETTER_WIDTH = 7.5

/** A drawing of a day that tells of the hour that is pointed at; or, by the arrow keys, of the one that is chosen. */
export function HourPlot({
  label,
  from,
  series,
  top,
  tell,
  tellHour,
  tellValue,
}: {
  label: string
  from: readonly string[]
  series: readonly Series[]
  top: number
  tell: (value: number) => string
  tellHour: (at: number) => string
  tellValue: (value: number | null | undefined) => string
}) {
  const { ref, width } = useWidth<HTMLDivElement>()
  const [chosen, setChosen] = useState<number | null>(null)
  const last = from.length - 1
  const insetLeft = INSET + LETTER_WIDTH * tell(top).length
  const slot = (width - insetLeft) / from.length

  const point = ({ clientX, currentTarget }: PointerEvent) => {
    const x = clientX - currentTarget.getBoundingClientRect().left - insetLeft
    setChosen(Math.min(last, Math.max(0, Math.floor(x / slot))))
  }
  const press = (event: KeyboardEvent) => {
    const at = chosen ?? last
    const next = {
      ArrowLeft: at - 1,
      ArrowDown: at - 1,
      ArrowRight: at + 1,
      ArrowUp: at + 1,
      Home: 0,
      End: last,
    }[event.key]
    if (next === undefined) return
    event.preventDefault()
    setChosen(Math.min(last, Math.max(0, next)))
  }

  const at = chosen ?? last
  const told = series.map(({ name, values }) => `${name}: ${tellValue(values[at])}`)
  return (
    <div
      ref={ref}
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={last}
      aria-valuenow={at}
      aria-valuetext={`${tellHour(at)}. ${told.join(', ')}`}
      className="relative touch-pan-y rounded-md"
      onPointerMove={point}
      onPointerDown={point}
      onPointerLeave={({ pointerType }) => pointerType === 'mouse' && setChosen(null)}
      onFocus={({ currentTarget }) => currentTarget.matches(':focus-visible') && setChosen(last)}
      onBlur={() => setChosen(null)}
      onKeyDown={press}
    >
      <HourDrawing
        width={width}
        insetLeft={insetLeft}
        from={from}
        series={series}
        top={top}
        tell={tell}
        chosen={chosen}
      />
      {chosen !== null && (
        <div
          aria-hidden="true"
          className="pointer-events-none absolute bottom-full mb-1 rounded-lg border border-line bg-surface px-2.5 py-1.5 text-xs whitespace-nowrap shadow-lg"
          style={{
            left: insetLeft + slot * (chosen + 0.5),
            transform: `translateX(${(-100 * chosen) / last}%)`,
          }}
        >
          <p className="font-semibold tabular-nums">{tellHour(chosen)}</p>
          {series.map(({ name, values, tone }) => (
            <p key={name} className="flex items-center gap-1.5 tabular-nums">
              <span className={`size-2 rounded-xs ${TONES[tone].swatch}`} />
              {name}
              <span className="ml-auto pl-3">{tellValue(values[chosen])}</span>
            </p>
          ))}
        </div>
      )}
    </div>
  )
}
