import { expect, test } from 'vitest'

import { splitLinks } from './split-links.ts'

const linksOf = (text: string) => splitLinks(text).flatMap(({ part, isLink }) => (isLink ? [part] : []))

test.for([
  ['see https://example.com/a?b=c#d, please', ['https://example.com/a?b=c#d']],
  ['(https://example.com).', ['https://example.com']],
  ['http://a.example https://b.example/x_(y)', ['http://a.example', 'https://b.example/x_(y']],
  ['HTTPS://EXAMPLE.COM!', ['HTTPS://EXAMPLE.COM']],
  ['javascript:alert(1) data:text/html,x file:///etc/passwd www.example.com', []],
  ['https:// https://[', []],
  ['nothing', []],
] as const)('of %j these are links: %j', ([text, links]) => {
  expect(linksOf(text)).toEqual(links)
})

test('nothing of a text is lost', () => {
  const text = 'one https://two.example, three\nhttps://four.example'
  expect(
    splitLinks(text)
      .map(({ part }) => part)
      .join(''),
  ).toBe(text)
  expect(splitLinks('')).toEqual([])
})
