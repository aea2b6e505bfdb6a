import { Suspense } from 'react'

import { readPlace } from './inbox/place.ts'
import { ChangeLanguageContext, LanguageContext, useLanguage, useWords } from './language/use-words.ts'
import { readPath, usePath } from './navigation.ts'
import { ErrorBoundary } from './parts/error-boundary.tsx'
import { ToastList } from './parts/toast-list.tsx'
import { NavigationBar } from './shell/navigation-bar.tsx'
import { pageAt } from './shell/pages.ts'
import { LiveContext, useLive } from './use-live.ts'

/** The page that is open, and the ways to the others. */
export function App() {
  const path = usePath()
  const [language, changeLanguage] = useLanguage()
  const page = pageAt(readPath(path).pathname)
  const sessionId = page?.name === 'inbox' ? readPlace(path).sessionId : null
  const live = useLive(sessionId)
  return (
    <LanguageContext value={language}>
      <LiveContext value={live}>
        <div className="grid h-dvh grid-cols-[minmax(0,1fr)] grid-rows-[minmax(0,1fr)_auto] md:grid-cols-[auto_minmax(0,1fr)] md:grid-rows-[minmax(0,1fr)]">
          <NavigationBar
            current={page?.name}
            isHiddenOnPhones={sessionId !== null}
            onChangeLanguage={changeLanguage}
          />
          <main className="min-h-0 min-w-0">
            <ChangeLanguageContext value={changeLanguage}>
              <ErrorBoundary key={page?.name}>
                <Suspense fallback={<Loading />}>{page !== undefined && <page.component />}</Suspense>
              </ErrorBoundary>
            </ChangeLanguageContext>
          </main>
        </div>
        <ToastList />
      </LiveContext>
    </LanguageContext>
  )
}

function Loading() {
  return <p className="p-8 text-center text-muted">{useWords().loading}</p>
}
