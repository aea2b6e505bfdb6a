import { useWords } from '../language/use-words.ts'
import { PageFrame } from '../parts/page-frame.tsx'

export function LinesPage() {
  return <PageFrame title={useWords().pages.lines}>…</PageFrame>
}
