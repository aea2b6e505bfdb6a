import { html, type Html } from '../html.ts'
import { publicPage } from './layout.ts'
import { hidden, textField } from './parts.ts'

/** `name` is what was typed before, if anything. */
export function loginPage({ next, name, error }: { next: string; name?: string; error?: string }): Html {
  return publicPage(
    'Log in',
    html`<h1>Bellhop</h1>
      <form method="post" action="/login" class="card">
        ${hidden('next', next)}
        ${textField({
          name: 'name',
          label: 'User name',
          value: name,
          hint: 'Leave it empty to log in as admin.',
          attributes: html`autocomplete="username" autocapitalize="none" spellcheck="false" maxlength="40"
          autofocus`,
        })}
        <div class="field">
          <label for="password">Password</label>
          <input
            id="password"
            name="password"
            type="password"
            autocomplete="current-password"
            required
            ${error !== undefined && html`aria-invalid="true" aria-describedby="password-error"`}
          />
          ${error !== undefined && html`<p class="error" id="password-error" role="alert">${error}</p>`}
        </div>
        <button>Log in</button>
      </form>`,
  )
}
