import { useProblemWords } from '../language/use-problem-words.ts'
import { useWords } from '../language/use-words.ts'
import type { useList } from '../use-list.ts'
import { Button } from './button.tsx'
import { Failure } from './failure.tsx'
import { Note } from './note.tsx'

/** Below a list: that it is being loaded, has nothing, could not be had, or goes on. */
export function ListState({
  list,
  empty,
}: {
  list: ReturnType<typeof useList>
  /** What it means that there is nothing. */
  empty: string
}) {
  const words = useWords()
  const { tell } = useProblemWords()
  if (list.items === undefined) {
    if (list.error !== null) return <Failure error={list.error} onRetry={() => void list.refetch()} />
    return <Note>{words.loading}</Note>
  }
  if (list.items.length === 0) return <Note>{empty}</Note>
  return (
    <>
      {list.error !== null && (
        <p role="alert" className="p-3 text-center text-sm text-bad">
          {words.failed} {tell(list.error)}
        </p>
      )}
      {list.hasNextPage && (
        <p className="p-3 text-center">
          <Button disabled={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {words.more}
          </Button>
        </p>
      )}
    </>
  )
}
