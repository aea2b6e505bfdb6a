import { expect, test } from 'vitest'
import { findFreePort } from './free-port.ts'

test('no two are given the same port, though none of them is open yet', async () => {
  const ports: number[] = []
  // By chance alone ten of so many would come twice.
  for (let number = 0; number < 600; number += 1) ports.push(await findFreePort())
  expect(new Set(ports).size).toBe(ports.length)
})
