import { expect, test } from 'vitest'
import { readFileAddress } from './file-address.ts'

const FILE = { line: 'default', name: '3A9900112233445566C1.jpeg' }

test.for([
  'http://localhost:3000/api/files/default/3A9900112233445566C1.jpeg',
  'http://waha.internal:3000/api/files/default/3A9900112233445566C1.jpeg',
  'https://chat.example.com/waha/api/files/default/3A9900112233445566C1.jpeg',
  'http://169.254.169.254/api/files/default/3A9900112233445566C1.jpeg',
])('%s names a file of WAHA, whatever host WAHA believes to be', (url) => {
  expect(readFileAddress(url, 'default')).toEqual(FILE)
})

test('a name that holds a whole message id is one', () => {
  const url = 'http://localhost:3000/api/files/default/false_6281234567890%40c.us_3A99.oga'
  expect(readFileAddress(url, 'default')?.name).toBe('false_6281234567890@c.us_3A99.oga')
})

test.for([
  'http://169.254.169.254/latest/meta-data/iam',
  'https://bucket.s3.amazonaws.com/default/3A99.jpeg?X-Amz-Signature=1',
  'http://localhost:3000/api/files/default/3A99.jpeg?x-api-key=1',
  'http://localhost:3000/api/files/another/3A99.jpeg',
  'http://localhost:3000/api/files/3A99.jpeg',
  'http://localhost:3000/api/files/default/sub/3A99.jpeg',
  'http://localhost:3000/api/files/default/..%2f..%2fsessions',
  'http://localhost:3000/api/files/default/%2e%2e',
  'http://localhost:3000/api/files/default/../../sessions/default',
  'http://localhost:3000/api/files/default/.env',
  'http://localhost:3000/api/files/default/%zz',
  'http://localhost:3000/api/files/default/%00.jpg',
  'http://localhost:3000/api/files/default/',
  'http://localhost:3000/api/sendText',
  'file:///api/files/default/3A99.jpeg',
  'ftp://localhost/api/files/default/3A99.jpeg',
  'javascript:/api/files/default/3A99.jpeg',
  '/api/files/default/3A99.jpeg',
  '',
])('%s names none', (url) => {
  expect(readFileAddress(url, 'default')).toBeNull()
})
