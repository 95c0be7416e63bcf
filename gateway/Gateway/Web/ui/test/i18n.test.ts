import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { causeInChinese, causes } from '../src/i18n/causes'
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
  const made = ['theme.', 'state.', 'flag.', 'sink.', 'cmd.', 'kind.', 'severity.', 'phase.', 'journal.', 'wear.', 'level.', 'events.', 'missing.', 'health.', 'is.', 'output.', 'answer.']
  const unused = keys.filter(key => !all.includes(`'${key}'`) && !made.some(prefix => key.startsWith(prefix)))
  expect(unused).toEqual([])
})

// What the gateway can say of an event, out of its own sources: text in C#'s interpolation, each figure and channel as a hole.
const root = join('..', '..', '..', '..')
const said = (file: string): string[] =>
  [...readFileSync(file, 'utf8').matchAll(/\$?"((?:[^"\\]|\\.)*)"/g)].map(match => match[1]!.replace(/\{[^{}]*\}/g, '7'))

test('every cause that a rule can give, and every reason of an action, is there in Chinese', () => {
  const rules = join(root, 'gateway', 'Pipeline', 'Rules')
  const texts = readdirSync(rules).filter(name => name.endsWith('.cs'))
    .flatMap(name => {
      const text = readFileSync(join(rules, name), 'utf8')
      const at = text.search(/\bCause =>|\bCause = /)
      return at < 0 ? [] : [...text.slice(at, text.indexOf(text.includes('Cause =>') ? ';' : ',\n', at)).matchAll(/\$"((?:[^"{]|\{[^{}]*\})*)"/g)].map(match => match[1]!.replace(/\{[^{}]*\}/g, '7'))
    })
  expect(texts.length).toBeGreaterThan(15)
  const desk = said(join(root, 'gateway', 'Pipeline', 'Actions', 'ActionDesk.cs')).concat(said(join(root, 'gateway', 'Pipeline', 'Actions', 'Interlock.cs')))
    .filter(text => / \w/.test(text) && !text.startsWith('interlock'))
  for (const text of [...texts, ...desk]) expect(causeInChinese(text, code => code), text).toMatch(/\p{Script=Han}/u)
})

test('a cause asks for the same figures in both languages, and names its channels', () => {
  const names = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map(match => match[1]!).sort()
  for (const [english, chinese] of causes) expect(names(chinese), english).toEqual(names(english))
  expect(causeInChinese('press fell from 348.1 to 274.1 while flow1 rose from 157.4 to 188.1', code => ({ press: '管道表压' })[code] ?? code)).toBe('管道表压由 348.1 降至 274.1，同时flow1由 157.4 升至 188.1')
  expect(causeInChinese('interlock: done 3 s ago, at least 60 s apart', code => code)).toBe('联锁：3 秒前刚执行过，至少相隔 60 秒')
})

test('every kind of event that the gateway ships, and every reason of a missing value, has a word', () => {
  const types = [...readFileSync(join(root, 'gateway', 'Pipeline', 'Config', 'RuleOptions.cs'), 'utf8').matchAll(/JsonDerivedType\(typeof\(\w+\), "([^"]+)"\)/g)].map(match => match[1]!)
  const examples = join(root, 'gateway', 'Pipeline', 'Config', 'Examples')
  const kinds = readdirSync(examples).flatMap(name => [...readFileSync(join(examples, name), 'utf8').matchAll(/"kind": "([^"]+)"/g)].map(match => match[1]!))
  expect(types.length).toBeGreaterThan(10)
  for (const kind of [...types, ...kinds]) expect(keys, kind).toContain(`kind.${kind}`)
  const reasons = [...readFileSync(join(root, 'firmware', 'Wire', 'MissingReason.cs'), 'utf8').matchAll(/const string \w+ = "([^"]+)"/g)].map(match => match[1]!)
  expect(reasons.length).toBeGreaterThan(5)
  for (const reason of reasons) expect(keys, reason).toContain(`missing.${reason}`)
})
