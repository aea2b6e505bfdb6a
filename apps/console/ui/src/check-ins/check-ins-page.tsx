import { useState } from 'react'

import { useWords, useWordsOf } from '../language/use-words.ts'
import { navigate, usePath } from '../navigation.ts'
import { Button } from '../parts/button.tsx'
import { PageFrame } from '../parts/page-frame.tsx'
import { useMay } from '../use-may.ts'
import { CheckInDialog } from './check-in-dialog.tsx'
import { ImportPage } from './import/import-page.tsx'
import { IMPORT_PATH, readGuestsPlace } from './place.ts'
import { Stays } from './stays.tsx'
import { CHECK_IN_WORDS } from './words.ts'

/** The guests of the hotel: who is in the house, and the ways in and out. */
export function CheckInsPage() {
  const { pages } = useWords()
  const words = useWordsOf(CHECK_IN_WORDS)
  const { show, isImporting } = readGuestsPlace(usePath())
  const mayServe = useMay('serve') ?? false
  const [isCheckingIn, setIsCheckingIn] = useState(false)
  if (isImporting && mayServe) return <ImportPage />
  const actions = mayServe && (
    <>
      <Button onClick={() => navigate(IMPORT_PATH)}>{words.import.open}</Button>
      <Button tone="primary" onClick={() => setIsCheckingIn(true)}>
        {words.checkIn}
      </Button>
    </>
  )
  return (
    <PageFrame title={pages.checkIns} actions={actions}>
      <Stays show={show} mayServe={mayServe} />
      {isCheckingIn && <CheckInDialog onClose={() => setIsCheckingIn(false)} />}
    </PageFrame>
  )
}
