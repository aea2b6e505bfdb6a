import { useWords } from '../language/use-words.ts'
import { PageFrame } from '../parts/page-frame.tsx'

export function PeoplePage() {
  return <PageFrame title={useWords().pages.people}>…</PageFrame>
}
