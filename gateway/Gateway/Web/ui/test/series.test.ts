import { expect, test } from 'vitest'
import type { History } from '../src/api'
import { plan } from '../src/map'
import { differences } from '../src/config'
import { broken, gapsOf, summary } from '../src/series'

const raw = (times: number[]): History => ({
  resolution: 'raw', t: times, n: times.map(() => 1), min: times.map(t => t), max: times.map(t => t), mean: times.map(t => t), flag: times.map(t => (t === 3000 ? 3 : 1)),
})

test('a pause much longer than usual is a gap, and no line crosses it', () => {
  const history = raw([0, 1000, 2000, 3000, 20_000, 21_000])
  expect(gapsOf(history)).toEqual([[3000, 20_000]])
  expect(broken(history).mean).toEqual([0, 1000, 2000, 3000, null, 20_000, 21_000])
  expect(summary(history)).toMatchObject({ gaps: 1, doubt: 1, min: 0, max: 21_000 })
})

test('an even series has no gap', () => {
  const history = raw([0, 1000, 2000])
  expect(gapsOf(history)).toEqual([])
  expect(broken(history)).toBe(history)
})

test('nodes stand on the map as they stand in the world, those without a place below', () => {
  const at = (node: string, lat?: number, lon?: number) => ({ site: 's', node, state: 'online' as const, flag: 1, seen: 0, packs: 0, faults: 0, headline: [], ...(lat === undefined ? {} : { lat, lon: lon! }) })
  const sheet = plan([at('north', 39.95, 116.35), at('south', 39.94, 116.35), at('east', 39.945, 116.36), at('nowhere')], 800, 480, 90)
  const of = (name: string) => sheet.places.find(place => place.node.node === name)!
  expect(of('north').y).toBeLessThan(of('south').y)
  expect(of('east').x).toBeGreaterThan(of('north').x)
  expect(of('nowhere').y).toBeGreaterThan(of('south').y)
  expect(sheet.unplaced).toBe(1)
  expect([1, 2, 5].some(lead => String(sheet.scale!.metres).startsWith(String(lead)))).toBe(true)
})

test('a configuration is told by what differs from the defaults', () => {
  expect(differences({ a: 1, b: { c: 'x' }, d: [true] }, { a: 1, b: { c: 'y' } })).toEqual([
    { path: 'b.c', value: 'x', usual: 'y' },
    { path: 'd[0]', value: 'true' },
  ])
})
