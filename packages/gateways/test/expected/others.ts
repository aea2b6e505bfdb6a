import { guest, type ExpectedFate } from './fate.ts'

/** Of pairs, other versions and WPP. */
export const OTHER_FATES: Record<string, ExpectedFate> = {
  // One message under both addresses, and twice under one id of the event.
  'pair-1a-gows-same-message-as-pn': guest('AC2AB3184AC4AEB3E0527911B838398F', 'number with its LID', {
    text: 'Oi',
  }),
  'pair-1b-gows-same-message-as-lid': guest('AC2AB3184AC4AEB3E0527911B838398F', 'LID with its number', {
    text: 'Oi',
  }),
  'pair-2b-noweb-message-any-same-event-id': guest('3AD1F0C2B3A4958677A1', 'number with its LID', {
    text: 'Hola, ¿tenéis hueco mañana?',
  }),
  // Other versions.
  'v2024.10-core-noweb-message-no-event-id-no-timestamp': guest('3AD1F0C2B3A4958677A1', 'number alone', {
    text: 'Hola, ¿tenéis hueco mañana?',
    source: null,
  }),
  'v2026.7-gows-message-lid-with-reachout-timelock': guest('3AC22AE73E7976384599', 'LID with its number', {
    text: 'Hola desde un LID',
  }),
  'v2026.7-noweb-message-reply-to-media': guest('3AD1F0C2B3A4958677A6', 'number with its LID', {
    text: 'Sí, a las 10',
    quote: { whatsappId: '3EB0AAAABBBBCCCCDDDD09', text: 'Mira la foto' },
  }),
  'v2026.7-wpp-message-text-pn': guest('3EB0A1B2C3D4E5F60701', 'number alone', { text: 'Hola desde WPP' }),
  'v2026.7-wpp-message-text-lid-sender': guest('3EB0A1B2C3D4E5F60702', 'LID alone', { text: 'LID en WPP' }),
}
