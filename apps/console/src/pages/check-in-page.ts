import type { CheckInRecord, Page } from '@bellhop/store'

import { html, type Html } from '../html.ts'
import type { FieldError } from '../problem.ts'
import { page } from './layout.ts'
import { action, badge, olderLink, textField, time } from './parts.ts'

export interface CheckInForm {
  values: Record<string, string | undefined>
  errors: readonly FieldError[]
}

const LOCALES = [
  { value: '', label: 'By the phone number' },
  { value: 'id', label: 'Indonesian' },
  { value: 'en', label: 'English' },
]

export function checkInPage({
  checkIns,
  showsAll,
  form,
  notice,
}: {
  checkIns: Page<CheckInRecord>
  showsAll: boolean
  form: CheckInForm
  notice?: string | undefined
}): Html {
  return page(
    { title: 'Check-ins', section: 'check-ins', notice },
    html`<h1>Check-ins</h1>
      ${checkInForm(form)}
      <section aria-labelledby="list">
        <div class="heading">
          <h2 id="list">${showsAll ? 'All stays' : 'In the house'}</h2>
          <a href="${showsAll ? '/' : '/?show=all'}"
            >${showsAll ? 'Only those in the house' : 'Also those who left'}</a
          >
        </div>
        ${
          checkIns.items.length === 0
            ? html`<p class="empty">Nobody is checked in yet.</p>`
            : html`<ul class="rows">
                ${checkIns.items.map(row)}
              </ul>`
        }
        ${olderLink(showsAll ? '/?show=all' : '/', checkIns.next)}
      </section>`,
  )
}

function checkInForm({ values, errors }: CheckInForm): Html {
  return html`<form method="post" action="/check-ins" class="card" aria-labelledby="new">
    <h2 id="new">New check-in</h2>
    <div class="fields">
      ${textField({
        name: 'phone',
        label: 'Phone',
        value: values['phone'],
        hint: 'With a leading 0, or + and the country',
        errors,
        attributes: html`type="tel" autocomplete="off" required maxlength="40"`,
      })}
      ${textField({
        name: 'name',
        label: 'Name',
        value: values['name'],
        hint: 'As the guest is greeted',
        errors,
        attributes: html`autocomplete="off" required maxlength="120"`,
      })}
      ${textField({
        name: 'room',
        label: 'Room',
        value: values['room'],
        errors,
        attributes: html`autocomplete="off" required maxlength="20"`,
      })}
      <div class="field">
        <label for="locale">Language</label>
        <select id="locale" name="locale">
          ${LOCALES.map(
            ({ value, label }) =>
              html`<option value="${value}" ${value === values['locale'] && html` selected`}>
                ${label}
              </option>`,
          )}
        </select>
      </div>
    </div>
    <button class="primary">Check in</button>
  </form>`
}

function row(checkIn: CheckInRecord): Html {
  const { id, name, phone, room, locale, status, checkedInAt, checkedOutAt } = checkIn
  return html`<li>
    <div class="who">
      <strong><bdi>${name}</bdi></strong>
      <span>${phone}</span>
    </div>
    <div class="what">
      <span>Room <bdi>${room}</bdi></span>
      <span>Language ${locale}</span>
      <span>since ${time(checkedInAt)}</span>
      ${checkedOutAt !== null && html`<span>until ${time(checkedOutAt)}</span>`}
    </div>
    <div class="do">
      ${status === 'active' ? action(`/check-ins/${id}/check-out`, 'Check out') : badge(status)}
    </div>
  </li>`
}
