import { CHATS, JANE, SENT_AT, ack, guest, image, lineStatus, own, type ExpectedFate } from './fate.ts'

export const GOWS_FATES: Record<string, ExpectedFate> = {
  'gows-message-text-pn': guest('3AC22AE73E797638455D', 'number with its LID', { text: 'Hola desde GOWS' }),
  'gows-message-text-lid-device-part': guest('3AC22AE73E7976384561', 'LID with its number', {
    text: 'Sender con parte de dispositivo',
  }),
  'gows-message-reply': guest('3A9900112233445577D4', 'number with its LID', {
    text: 'Sí',
    quote: { whatsappId: '3EB0AAAABBBBCCCCDDDD01', text: '¿Vienes?' },
  }),
  'gows-message-image-with-url': guest('3A9900112233445577C1', 'number with its LID', {
    content: 'image',
    text: 'Foto',
    media: image('3A9900112233445577C1'),
  }),
  'gows-message-vcard': guest('3A9900112233445577D2', 'number with its LID', {
    content: 'contact',
    media: { vcards: [JANE] },
  }),
  'gows-message-poll': guest('3A9900112233445577D3', 'number with its LID', {
    text: '¿Qué día?\n- Lunes\n- Martes',
  }),
  'gows-message-group-lid': { ignored: 'group' },
  'gows-message-newsletter': { ignored: 'newsletter' },
  'gows-message-status-broadcast': { ignored: 'status' },
  'gows-message-any-from-me-api': own('3EB09AD01A2B3C4D5E6F70', 'number alone', 'Desde la API', 'api'),
  'gows-message-edited': {
    event: {
      kind: 'edit',
      ...CHATS['number with its LID'],
      whatsappId: '3AC22AE73E797638455D',
      fromMe: false,
      sentAt: SENT_AT,
      detail: { text: 'Hola corregido' },
    },
  },
  'gows-message-ack-device': ack('3EB09AD01A2B3C4D5E6F70', 'number alone', 'delivered', 1_789_200_007_926),
  'gows-message-ack-read-batch': ack('3EB09AD01A2B3C4D5E6F71', 'number alone', 'read', 1_789_200_008_048),
  'gows-message-ack-group-read': { ignored: 'group' },
  'gows-session-status-working': lineStatus('WORKING', 1_789_200_006_519),
  'gows-session-status-failed-logged-out': lineStatus('FAILED', 1_789_200_008_294),
}
