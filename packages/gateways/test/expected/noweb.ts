import {
  CHATS,
  FILES,
  JANE,
  JIM,
  SENT_AT,
  ack,
  guest,
  image,
  lineStatus,
  own,
  type ExpectedFate,
} from './fate.ts'

const LONG = 'Línea muy larga con ñ, «comillas», emoji 👩🏽‍💻 y árabe مرحبا. '.repeat(1_000).trimEnd()

export const NOWEB_FATES: Record<string, ExpectedFate> = {
  'noweb-message-any-text-pn-same-message': guest('3AD1F0C2B3A4958677A1', 'number with its LID', {
    text: 'Hola, ¿tenéis hueco mañana?',
  }),
  'noweb-message-text-lid-sender': guest('3AD1F0C2B3A4958677A2', 'LID with its number', {
    text: 'Escribo desde un LID',
  }),
  'noweb-message-text-lid-sender-no-phone': guest('297A4A9CC7BD7B111D49B72C8832D6D3', 'LID alone', {
    text: 'LID sin teléfono en ninguna parte',
  }),
  'noweb-message-text-very-long': guest('3AD1F0C2B3A4958677A4', 'number with its LID', { text: LONG }),
  'noweb-message-reply': guest('3AD1F0C2B3A4958677A6', 'number with its LID', {
    text: 'Sí, a las 10',
    quote: { whatsappId: '3EB0AAAABBBBCCCCDDDD01', text: '¿A qué hora?' },
  }),
  'noweb-message-ctwa-ad-reply': guest('3A9900112233445566D9', 'LID with its number', {
    text: '¡Hola! Quiero más información.',
  }),
  'noweb-message-image-with-url': guest('3A9900112233445566C1', 'number with its LID', {
    content: 'image',
    text: 'Mira esto 📷',
    media: image('3A9900112233445566C1'),
  }),
  'noweb-message-image-download-disabled': guest('3A9900112233445566C3', 'number with its LID', {
    content: 'image',
    media: { mimetype: 'image/jpeg', size: 51_234, error: 'missing in the event' },
  }),
  'noweb-message-document': guest('3A9900112233445566C4', 'number with its LID', {
    content: 'document',
    text: 'Adjunto',
    media: {
      mimetype: 'application/pdf',
      filename: 'Presupuesto ñ.pdf',
      size: 102_400,
      url: `${FILES}/3A9900112233445566C4.pdf`,
    },
  }),
  'noweb-message-voice-note': guest('3A9900112233445566C5', 'number with its LID', {
    content: 'voice',
    media: { mimetype: 'audio/ogg; codecs=opus', size: 15_000, url: `${FILES}/3A9900112233445566C5.oga` },
  }),
  'noweb-message-sticker': guest('3A9900112233445566C6', 'number with its LID', {
    content: 'sticker',
    media: { mimetype: 'image/webp', size: 3_000, url: `${FILES}/3A9900112233445566C6.webp` },
  }),
  'noweb-message-location': guest('3A9900112233445566D1', 'number with its LID', {
    content: 'location',
    media: { latitude: 40.4168, longitude: -3.7038, name: 'Puerta del Sol', address: 'Madrid, España' },
  }),
  'noweb-message-vcard': guest('3A9900112233445566D3', 'number with its LID', {
    content: 'contact',
    media: { vcards: [JANE] },
  }),
  'noweb-message-vcards-multiple': guest('3A9900112233445566D4', 'number with its LID', {
    content: 'contact',
    media: { vcards: [JANE, JIM] },
  }),
  'noweb-message-ephemeral-setting-protocol-empty-body': { ignored: 'system note' },
  'noweb-message-group-pn-participant': { ignored: 'group' },
  'noweb-message-newsletter': { ignored: 'newsletter' },
  // Their times are an hour of the machine's own clock: too far ahead of the event's, which counts instead.
  'noweb-message-any-from-me-api': own(
    '3EB08907E43F65989AA6CA',
    'number alone',
    'Respuesta enviada por la API',
    'api',
    1_789_200_010_800,
  ),
  'noweb-message-any-from-me-api-to-lid': own(
    '3EB090CF8C3F3ED9EEBCA0',
    'LID alone',
    'A un LID',
    'api',
    1_789_200_011_002,
  ),
  'noweb-message-revoked': {
    event: {
      kind: 'revoke',
      ...CHATS['number with its LID'],
      whatsappId: '3AD1F0C2B3A4958677A1',
      fromMe: false,
      sentAt: SENT_AT,
      detail: {},
    },
  },
  'noweb-message-reaction-removed': {
    event: {
      kind: 'reaction',
      ...CHATS['number alone'],
      whatsappId: '3EB0AAAABBBBCCCCDDDD01',
      fromMe: true,
      sentAt: SENT_AT,
      detail: { emoji: '', byMe: false },
    },
  },
  'noweb-message-ack-device-lid': ack('3EB0AAAABBBBCCCCDDDD01', 'LID alone', 'delivered', 1_789_200_012_438),
  'noweb-message-ack-read': ack('3EB0AAAABBBBCCCCDDDD01', 'number alone', 'read', 1_789_200_012_499),
  'noweb-message-ack-error': ack('3EB0AAAABBBBCCCCDDDD02', 'number alone', 'failed', 1_789_200_012_560),
  'noweb-presence-update-typing': { ignored: 'presence' },
  'noweb-session-status-starting': lineStatus('STARTING', 1_789_200_007_527),
  'noweb-session-status-failed-logged-out': lineStatus('FAILED', 1_789_200_012_927),
}
