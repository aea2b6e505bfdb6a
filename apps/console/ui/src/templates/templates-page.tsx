import { useWords } from '../language/use-words.ts'
import { PageFrame } from '../parts/page-frame.tsx'

export function TemplatesPage() {
  return <PageFrame title={useWords().pages.templates}>…</PageFrame>
}
