import { expect, test } from 'vitest'

import { findTemplates } from './find-templates.ts'

const templates = ['Late check-out', 'Breakfast', 'Check-in', 'Café'].map((name) => ({ name }))
const find = (typed: string) => findTemplates(templates, typed).map(({ name }) => name)

test('nothing typed finds all, in their order', () => {
  expect(find(' ')).toEqual(['Late check-out', 'Breakfast', 'Check-in', 'Café'])
})

test('names that begin with what was typed come before those that have it somewhere', () => {
  expect(find('check')).toEqual(['Check-in', 'Late check-out'])
})

test('case and accents make no difference, on either side', () => {
  expect(find('CAFE')).toEqual(['Café'])
  expect(find('bréak')).toEqual(['Breakfast'])
  expect(find('spa')).toEqual([])
})
