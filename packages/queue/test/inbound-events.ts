import type { InboundMessage } from '@bellhop/core'

export function guestMessage(whatsappId: string): InboundMessage {
  return {
    kind: 'guest-message',
    line: 'default',
    eventId: null,
    chatId: '6281234567890@c.us',
    phone: '081234567890',
    whatsappId,
    fromMe: false,
    sentAt: 1_700_000_000_000,
    content: 'text',
    text: 'hello',
    media: null,
    source: null,
  }
}

export const jobIdOf = (whatsappId: string) => `default_message_false_${whatsappId}`
