import { html, type Html } from '../html.ts'
import { publicPage } from './layout.ts'
import { hidden } from './parts.ts'

export function loginPage({ next, error }: { next: string; error?: string }): Html {
  return publicPage(
    'Log in',
    html`<h1>Bellhop</h1>
      <form method="post" action="/login" class="card">
        ${hidden('next', next)}
        <div class="field">
          <label for="password">Password</label>
          <input
            id="password"
            name="password"
            type="password"
            autocomplete="current-password"
            required
            autofocus
            ${error !== undefined && html`aria-invalid="true" aria-describedby="password-error"`}
          />
          ${error !== undefined && html`<p class="error" id="password-error" role="alert">${error}</p>`}
        </div>
        <button class="primary">Log in</button>
      </form>`,
  )
}
