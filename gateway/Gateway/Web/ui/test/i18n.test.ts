import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { en } from '../src/i18n/en'
import { zh } from '../src/i18n/zh'

const keys = Object.keys(en) as (keyof typeof en)[]
const sources = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter(name => /\.tsx?$/.test(name)).map(name => ({ name, text: readFileSync(join('src', name), 'utf8') }))

test('every text is there in Chinese, and is Chinese', () => {
  expect(Object.keys(zh).sort()).toEqual([...keys].sort())
  for (const key of keys) {
    // Formats are called the same everywhere, so a text without any Chinese must hold nothing but names to fill in.
    if (!/\p{Script=Han}/u.test(zh[key])) expect(zh[key].replace(/\{\w+\}/g, ''), key).not.toMatch(/[A-Za-z]{2,}/)
  }
})

test('a text asks for the same names in both languages', () => {
  const names = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map(match => match[1]!).sort()
  for (const key of keys) expect(names(zh[key]), key).toEqual(names(en[key]))
})

test('no element holds words that are not translated', () => {
  for (const { name, text } of sources.filter(source => source.name.endsWith('.tsx'))) {
    const words = [...text.matchAll(/(?<!=)>\s*([A-Z][A-Za-z ,.']{2,})\s*</g)].map(match => match[1]!.trim()).filter(word => word !== 'SmartCity.Edge')
    expect(words, name).toEqual([])
    const labels = [...text.matchAll(/(?:aria-label|placeholder|title|alt)="([^"]+)"/g)].map(match => match[1])
    expect(labels, name).toEqual([])
  }
})

test('every text is used, and every text that is used is there', () => {
  const all = sources.filter(source => !source.name.startsWith('i18n')).map(source => source.text).join('\n')
  const asked = [...all.matchAll(/\bt\(\s*'([^']+)'/g)].map(match => match[1]!)
  for (const key of asked) expect(keys, key).toContain(key)
  const made = ['theme.', 'state.', 'flag.', 'sink.', 'cmd.', 'kind.', 'severity.', 'phase.', 'journal.', 'wear.', 'level.', 'events.']
  const unused = keys.filter(key => !all.includes(`'${key}'`) && !made.some(prefix => key.startsWith(prefix)))
  expect(unused).toEqual([])
})
