import { JANE, ack, guest, lineStatus, own, type ExpectedFate } from './fate.ts'

export const WEBJS_FATES: Record<string, ExpectedFate> = {
  'webjs-message-text-lid-sender': guest('3EB0F5B7C0DE00112234', 'LID alone', { text: 'Hola, soy un LID' }),
  'webjs-message-reply': guest('3A9900112233445588D4', 'number alone', {
    text: 'Sí',
    quote: { whatsappId: '3EB0AAAABBBBCCCCDDDD01', text: '¿Vienes?' },
  }),
  'webjs-message-image-media-error-no-url': guest('3A9900112233445588C2', 'number alone', {
    content: 'image',
    media: {
      mimetype: 'image/jpeg',
      error: 'Error: 13 INTERNAL: failed to download media: download failed with status code 404',
    },
  }),
  'webjs-message-location': guest('3A9900112233445588D1', 'number alone', {
    content: 'location',
    media: { latitude: 40.4168, longitude: -3.7038, name: 'Puerta del Sol', address: 'Madrid' },
  }),
  'webjs-message-vcard': guest('3A9900112233445588D2', 'number alone', {
    content: 'contact',
    media: { vcards: [JANE] },
  }),
  'webjs-message-poll': guest('3A9900112233445588D3', 'number alone', {
    text: '¿Qué día?\n- Lunes\n- Martes',
  }),
  'webjs-message-e2e-notification-empty-body': { ignored: 'system note' },
  'webjs-message-notification-template-empty-body': { ignored: 'system note' },
  'webjs-message-group': { ignored: 'group' },
  'webjs-message-status-broadcast': { ignored: 'status' },
  'webjs-message-any-from-me-api': own('3EB0CAFE00112233445566', 'number alone', 'Desde la API', 'api'),
  'webjs-message-any-from-me-app': own('3A5566778899AABBCCF1', 'number alone', 'Desde el móvil', 'app'),
  'webjs-message-ack-device': ack('3EB0CAFE00112233445566', 'number alone', 'delivered', 1_789_200_009_229),
  'webjs-session-status-scan-qr': lineStatus('SCAN_QR_CODE', 1_789_200_005_599),
  'webjs-session-status-stopped': lineStatus('STOPPED', 1_789_200_009_354),
}
