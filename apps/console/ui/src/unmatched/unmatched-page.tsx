import { useWords } from '../language/use-words.ts'
import { PageFrame } from '../parts/page-frame.tsx'

export function UnmatchedPage() {
  return <PageFrame title={useWords().pages.unmatched}>…</PageFrame>
}
