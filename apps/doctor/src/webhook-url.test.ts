import { expect, test } from 'vitest'
import { isOurPath, showUrl } from './webhook-url.ts'

test.each(['http://ingress:8080/webhook/waha', 'https://hotel.example/webhook/waha?from=waha'])(
  '%s comes to Bellhop',
  (url) => expect(isOurPath(url)).toBe(true),
)

test.each(['http://ingress:8080/webhook/waha/', 'waha:///webhook/waha', '/webhook/waha', ''])(
  '%s does not come to Bellhop',
  (url) => expect(isOurPath(url)).toBe(false),
)

test('an address is shown without its login and its question', () => {
  expect(showUrl('http://hotel:hunter2@ingress:8080/webhook/waha?key=hunter2')).toBe(
    'http://ingress:8080/webhook/waha',
  )
})
