import { useWordsOf } from '../../language/use-words.ts'
import { navigate } from '../../navigation.ts'
import { Badge } from '../../parts/badge.tsx'
import { Button } from '../../parts/button.tsx'
import type { ImportRow as Row } from '../contract.ts'
import { toShowPath } from '../place.ts'
import { CHECK_IN_WORDS } from '../words.ts'
import { ImportRow, isDoubtful, TONES } from './import-row.tsx'

const OUTCOMES: readonly Row['outcome'][] = ['checked_in', 'there', 'ready', 'wrong']

/** What would become of a list, or what has; what is wrong comes first, then what is doubtful. */
export function ImportOutcome({
  rows,
  isReady,
  isCheckingIn,
  isDone,
  onCheckIn,
  onAnother,
  onCorrect,
}: {
  /** None while the list is looked at for the first time. */
  rows: readonly Row[] | undefined
  /** What is shown is of the list as it stands. */
  isReady: boolean
  isCheckingIn: boolean
  isDone: boolean
  onCheckIn: () => void
  onAnother: () => void
  /** Goes on with what was wrong. */
  onCorrect: () => void
}) {
  const { import: words } = useWordsOf(CHECK_IN_WORDS)
  if (rows === undefined) return <p className="p-4 text-sm text-muted">{words.looking}</p>
  if (rows.length === 0) return <p className="p-4 text-sm text-muted">{words.nobody}</p>
  const countOf = (outcome: Row['outcome']) => rows.filter((row) => row.outcome === outcome).length
  const ready = countOf('ready')
  const renamed = rows.filter(({ renames }) => renames !== null).length
  const isWrong = ({ outcome }: Row) => outcome === 'wrong'
  const rank = (row: Row) => (isWrong(row) ? 0 : isDoubtful(row) ? 1 : 2)
  // Who is there already may still get another name.
  const isRenaming = ready === 0 && renamed > 0
  const label = isCheckingIn
    ? words.checkingIn(isRenaming ? renamed : ready)
    : isRenaming
      ? words.rename(renamed)
      : words.checkIn(ready)
  return (
    <>
      <div className="flex flex-wrap items-center gap-2 border-b border-line px-4 py-3">
        <p
          role="status"
          ref={isDone ? focus : undefined}
          tabIndex={-1}
          className="outline-none flex flex-wrap gap-2"
        >
          {OUTCOMES.filter((outcome) => countOf(outcome) > 0).map((outcome) => (
            <Badge key={outcome} tone={TONES[outcome]}>
              {words.counts[outcome](countOf(outcome))}
            </Badge>
          ))}
        </p>
        <div className="ml-auto flex flex-wrap items-center gap-2">
          {isDone ? (
            <>
              {rows.some(isWrong) && <Button onClick={onCorrect}>{words.correct}</Button>}
              <Button onClick={onAnother}>{words.another}</Button>
              <Button tone="primary" onClick={() => navigate(toShowPath('active'))}>
                {words.back}
              </Button>
            </>
          ) : (
            <Button
              tone="primary"
              disabled={!isReady || isCheckingIn || ready + renamed === 0}
              onClick={onCheckIn}
            >
              {label}
            </Button>
          )}
        </div>
        {isCheckingIn && <progress aria-label={label} className="w-full accent-accent" />}
      </div>
      <ul aria-label={isDone ? words.result : words.preview}>
        {rows
          .toSorted((a, b) => rank(a) - rank(b))
          .map((row) => (
            <ImportRow key={row.line} row={row} />
          ))}
      </ul>
    </>
  )
}

/** What was clicked on is gone. */
function focus(result: HTMLElement | null): void {
  result?.focus({ preventScroll: true })
}
