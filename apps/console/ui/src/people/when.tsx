import { useTimes } from '../language/times.ts'

/** A moment, and all of it for whoever points at it. */
export function When({ at }: { at: string }) {
  const { moment, full } = useTimes()
  return (
    <time dateTime={at} title={full(at)} className="whitespace-nowrap tabular-nums">
      {moment(at)}
    </time>
  )
}
