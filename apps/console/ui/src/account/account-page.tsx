import { useWords, useWordsOf } from '../language/use-words.ts'
import { Button } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { LogOut } from '../parts/log-out.tsx'
import { Note } from '../parts/note.tsx'
import { PageFrame } from '../parts/page-frame.tsx'
import { LoginList } from '../people/login-list.tsx'
import { useMe } from '../use-may.ts'
import { LanguageChoice } from './language-choice.tsx'
import { PasswordForm } from './password-form.tsx'
import { Shortcuts } from './shortcuts.tsx'
import { WhoYouAre } from './who-you-are.tsx'
import { ACCOUNT_WORDS } from './words.ts'

/** What an operator may know and change of oneself. */
export function AccountPage() {
  const { pages, logOut, loading } = useWords()
  const words = useWordsOf(ACCOUNT_WORDS)
  const me = useMe()
  return (
    <PageFrame
      title={pages.account}
      actions={
        <LogOut>
          <Button type="submit">{logOut}</Button>
        </LogOut>
      }
    >
      {me === undefined ? (
        <Note>{loading}</Note>
      ) : (
        <>
          <Card title={words.you}>
            <WhoYouAre me={me} />
          </Card>
          <Card title={words.password}>
            {me.built_in ? <p className="p-4 text-sm text-muted">{words.builtIn}</p> : <PasswordForm />}
          </Card>
          {me.id !== null && me.rights.includes('people') && (
            <Card title={words.logins}>
              <LoginList operatorId={me.id} />
            </Card>
          )}
          <Card title={words.language}>
            <LanguageChoice />
          </Card>
          <Card title={words.shortcuts}>
            <Shortcuts />
          </Card>
        </>
      )}
    </PageFrame>
  )
}
