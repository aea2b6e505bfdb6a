import { useWords } from '../language/use-words.ts'
import { PageFrame } from '../parts/page-frame.tsx'

export function SetAsidePage() {
  return <PageFrame title={useWords().pages.setAside}>…</PageFrame>
}
