import type { CancelReason } from '@bellhop/core'
import type { MessageRecord } from '@bellhop/store'

import { CANCEL_WORDS } from '../cancel-reason.ts'
import { html, type Html } from '../html.ts'
import { action } from './parts.ts'

/** What staff can say of a message of which nobody knows whether it arrived. `against`: why it would not be sent again. */
export function unknownActions(message: MessageRecord, against: CancelReason | null): Html {
  const path = `/messages/${message.id}`
  return html`<div class="ask">
    <p>Nobody knows whether this arrived. Look at the hotel's phone. ${hintOf(message, against)}</p>
    <div class="controls">
      ${action(`${path}/arrived`, 'It arrived')}
      ${
        against === null
          ? action(`${path}/send-again`, 'Send again')
          : action(`${path}/not-arrived`, 'It did not arrive')
      }
    </div>
  </div>`
}

function hintOf({ whatsappId, isOvertaken }: MessageRecord, against: CancelReason | null): string {
  if (against !== null) return `It can't be sent again: ${CANCEL_WORDS[against]}.`
  const doubt =
    whatsappId === null ? 'Sent again, it may arrive twice' : "Sent again, it won't be shown twice"
  return isOvertaken ? `${doubt}, and it comes after what has left since.` : `${doubt}.`
}
