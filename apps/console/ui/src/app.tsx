import { Conversation } from './conversation/conversation.tsx'
import { Inbox } from './inbox/inbox.tsx'
import { LanguageContext, useLanguage, useWords } from './language/use-words.ts'
import { usePlace } from './navigation.ts'
import { NothingChosen } from './nothing-chosen.tsx'
import { ToastList } from './parts/toast-list.tsx'
import { LiveContext, useLive } from './use-live.ts'
import { useMay } from './use-may.ts'

/** The list, and beside it the conversation that is open; on a phone one of the two. */
export function App() {
  const place = usePlace()
  const [language, changeLanguage] = useLanguage()
  const { sessionId } = place
  const live = useLive(sessionId)
  const mayServe = useMay('serve')
  return (
    <LanguageContext value={language}>
      <LiveContext value={live}>
        <main className="grid h-dvh grid-cols-[minmax(0,1fr)] grid-rows-[minmax(0,1fr)] md:grid-cols-[minmax(20rem,26rem)_minmax(0,1fr)]">
          <Heading />
          <Inbox place={place} onChangeLanguage={changeLanguage} />
          {sessionId === null ? (
            <NothingChosen />
          ) : (
            <Conversation key={sessionId} place={{ ...place, sessionId }} mayServe={mayServe} />
          )}
        </main>
        <ToastList />
      </LiveContext>
    </LanguageContext>
  )
}

/** What the page is, for those who don't see it. */
function Heading() {
  return <h1 className="sr-only">{useWords().inbox}</h1>
}
