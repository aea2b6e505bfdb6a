import { useWords } from '../language/use-words.ts'
import { PageFrame } from '../parts/page-frame.tsx'

export function AccountPage() {
  return <PageFrame title={useWords().pages.account}>…</PageFrame>
}
