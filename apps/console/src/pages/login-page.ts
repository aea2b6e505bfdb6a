import { html, type Html } from '../html.ts'
import { publicPage } from './layout.ts'
import { hidden, textField } from './parts.ts'
import type { Language } from './spoken-language.ts'
import { PAGE_WORDS } from './words.ts'

export interface LoginPage {
  language: Language
  next: string
  /** What was typed before, if anything. */
  name?: string
  error?: 'tooMany' | 'wrongPassword'
}

export function loginPage({ language, next, name, error }: LoginPage): Html {
  const words = PAGE_WORDS[language]
  return publicPage({
    language,
    title: words.logIn,
    body: html`<h1>Bellhop</h1>
      <form method="post" action="/login" class="card">
        ${hidden('next', next)}
        ${textField({
          name: 'name',
          label: words.name,
          value: name,
          hint: words.nameHint,
          attributes: html`autocomplete="username" autocapitalize="none" spellcheck="false" maxlength="40"
          autofocus`,
        })}
        <div class="field">
          <label for="password">${words.password}</label>
          <input
            id="password"
            name="password"
            type="password"
            autocomplete="current-password"
            required
            ${error !== undefined && html`aria-invalid="true" aria-describedby="password-error"`}
          />
          ${error !== undefined && html`<p class="error" id="password-error" role="alert">${words[error]}</p>`}
        </div>
        <button>${words.logIn}</button>
      </form>`,
  })
}
