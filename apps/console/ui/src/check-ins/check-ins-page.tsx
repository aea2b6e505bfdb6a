import { useWords } from '../language/use-words.ts'
import { PageFrame } from '../parts/page-frame.tsx'

export function CheckInsPage() {
  return <PageFrame title={useWords().pages.checkIns}>…</PageFrame>
}
