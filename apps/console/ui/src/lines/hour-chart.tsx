import { useTimes } from '../language/times.ts'
import { useWordsOf } from '../language/use-words.ts'
import { FIGURE_WORDS } from './figure-words.ts'
import { HourPlot } from './hour-plot.tsx'
import { TONES, type Series } from './series.ts'

const HOUR_MS = 3_600_000

/** Figures of a day by the hour: in words, as a drawing that is asked hour by hour, and as a table for who sees no drawing. */
export function HourChart({
  title,
  summary,
  from,
  series,
  top,
  tell,
  className = '',
}: {
  title: string
  summary: string
  /** When each hour began. */
  from: readonly string[]
  series: readonly Series[]
  /** The value at the upper end of the axis. */
  top: number
  tell: (value: number) => string
  className?: string
}) {
  const words = useWordsOf(FIGURE_WORDS)
  const { clock } = useTimes()
  const endOf = (at: string) => clock(new Date(Date.parse(at) + HOUR_MS).toISOString())
  const tellHour = (at: number) => words.until(clock(from[at] ?? ''), endOf(from[at] ?? ''))
  const tellValue = (value: number | null | undefined) => (value == null ? words.none : tell(value))
  return (
    <figure className={`relative min-w-0 rounded-xl border border-line bg-surface p-4 ${className}`}>
      <figcaption className="mb-3 flex flex-wrap items-baseline gap-x-4">
        <h3 className="text-sm text-muted">{title}</h3>
        {series.length > 1 && (
          <ul aria-hidden="true" className="ml-auto flex gap-3 text-xs text-muted">
            {series.map(({ name, tone }) => (
              <li key={name} className="flex items-center gap-1.5">
                <span className={`size-2 rounded-xs ${TONES[tone].swatch}`} />
                {name}
              </li>
            ))}
          </ul>
        )}
        <p className="basis-full text-lg font-semibold tabular-nums">{summary}</p>
      </figcaption>
      <HourPlot
        label={title}
        from={from}
        series={series}
        top={top}
        tell={tell}
        tellHour={tellHour}
        tellValue={tellValue}
      />
      <div className="sr-only">
        <table>
          <caption>{title}</caption>
          <thead>
            <tr>
              <th scope="col">{words.hour}</th>
              {series.map(({ name }) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {from.map((at, index) => (
              <tr key={at}>
                <th scope="row">{tellHour(index)}</th>
                {series.map(({ name, values }) => (
                  <td key={name}>{tellValue(values[index])}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </figure>
  )
}
