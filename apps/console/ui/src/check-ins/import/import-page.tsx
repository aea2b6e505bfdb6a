import { useState } from 'react'

import { useProblemWords } from '../../language/use-problem-words.ts'
import { useWords, useWordsOf } from '../../language/use-words.ts'
import { Button } from '../../parts/button.tsx'
import { Card } from '../../parts/card.tsx'
import { Icons } from '../../parts/icons.tsx'
import { Link } from '../../parts/link.tsx'
import { PageFrame } from '../../parts/page-frame.tsx'
import { toShowPath } from '../place.ts'
import { CHECK_IN_WORDS } from '../words.ts'
import { ImportOutcome } from './import-outcome.tsx'
import { ListSource } from './list-source.tsx'
import { TemplateLink } from './template-link.tsx'
import { linesOf } from './lines-of.ts'
import { useImport } from './use-import.ts'

/** Checks in the guests of a list: the list, what would happen, what happened. */
export function ImportPage() {
  const { import: words } = useWordsOf(CHECK_IN_WORDS)
  const { again } = useWords()
  const { tell } = useProblemWords()
  const [csv, setCsv] = useState('')
  const { preview, checkIn, isSettled } = useImport(csv)
  const change = (text: string) => {
    checkIn.reset()
    setCsv(text)
  }
  const back = (
    <Link
      to={toShowPath('active')}
      className="inline-flex min-h-9 items-center gap-1 rounded-lg px-2 text-sm font-medium text-accent hover:bg-hover"
    >
      <Icons.back /> {words.back}
    </Link>
  )
  const hasList = csv.trim() !== ''
  const error = checkIn.error ?? preview.error
  return (
    <PageFrame title={words.title} actions={back}>
      {checkIn.data === undefined && (
        <Card title={words.list} actions={<TemplateLink />}>
          <ListSource csv={csv} isBusy={checkIn.isPending} onChange={change} />
        </Card>
      )}
      {hasList && (
        <Card title={checkIn.data === undefined ? words.preview : words.result}>
          {error !== null ? (
            <div
              role="alert"
              className="flex flex-wrap items-center gap-3 p-4 text-sm text-bad wrap-anywhere"
            >
              {tell(error)}
              <Button onClick={() => (checkIn.error === null ? void preview.refetch() : checkIn.mutate())}>
                {again}
              </Button>
            </div>
          ) : (
            <ImportOutcome
              rows={(checkIn.data ?? preview.data)?.rows}
              isReady={isSettled && !preview.isFetching}
              isCheckingIn={checkIn.isPending}
              isDone={checkIn.data !== undefined}
              onCheckIn={() => checkIn.mutate()}
              onAnother={() => change('')}
              onCorrect={() => change(linesOf(csv, checkIn.data?.rows ?? []))}
            />
          )}
        </Card>
      )}
    </PageFrame>
  )
}
